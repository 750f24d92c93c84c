using System.Text.Json;

namespace Berth.Docker;

// The members of a record, one method a record. What is empty is left out.
internal static partial class ApiWriter
{
    public static void NetworkCreateRequest(Utf8JsonWriter json, NetworkCreateRequest value)
    {
        json.Text("Name"u8, value.Name);
        json.Text("Driver"u8, value.Driver);
        json.Text("Scope"u8, value.Scope);
        json.Flag("EnableIPv4"u8, value.EnableIPv4);
        json.Flag("EnableIPv6"u8, value.EnableIPv6);
        json.Object("IPAM"u8, value.IPAM, NetworkIPAM);
        json.Flag("Internal"u8, value.Internal);
        json.Flag("Attachable"u8, value.Attachable);
        json.Flag("Ingress"u8, value.Ingress);
        json.Flag("ConfigOnly"u8, value.ConfigOnly);
        json.Object("ConfigFrom"u8, value.ConfigFrom, NetworkConfigReference);
        json.TextMap("Options"u8, value.Options);
        json.TextMap("Labels"u8, value.Labels);
    }

    public static void NetworkConnectRequest(Utf8JsonWriter json, NetworkConnectRequest value)
    {
        json.Text("Container"u8, value.Container);
        json.Object("EndpointConfig"u8, value.EndpointConfig, EndpointSettings);
    }

    public static void NetworkDisconnectRequest(Utf8JsonWriter json, NetworkDisconnectRequest value)
    {
        json.Text("Container"u8, value.Container);
        json.Flag("Force"u8, value.Force);
    }

    public static void NetworkIPAM(Utf8JsonWriter json, NetworkIPAM value)
    {
        json.Text("Driver"u8, value.Driver);
        json.TextMap("Options"u8, value.Options);
        json.List("Config"u8, value.Config, IPAMConfig);
    }

    public static void NetworkConfigReference(Utf8JsonWriter json, NetworkConfigReference value)
    {
        json.Text("Network"u8, value.Network);
    }

    public static void IPAMConfig(Utf8JsonWriter json, IPAMConfig value)
    {
        json.Text("Subnet"u8, value.Subnet);
        json.Text("IPRange"u8, value.IPRange);
        json.Text("Gateway"u8, value.Gateway);
        json.TextMap("AuxiliaryAddresses"u8, value.AuxiliaryAddresses);
    }
}
