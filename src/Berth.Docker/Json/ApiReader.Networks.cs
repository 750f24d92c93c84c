using System.Text.Json;

namespace Berth.Docker;

// Reads networks: one method a record, on the start of its object.
internal static partial class ApiReader
{
    public static Network Network(ref Utf8JsonReader json)
    {
        string? name = null;
        string? id = null;
        string? created = null;
        string? scope = null;
        string? driver = null;
        bool enableIPv4 = false;
        bool enableIPv6 = false;
        NetworkIPAM? ipam = null;
        bool isInternal = false;
        bool attachable = false;
        bool ingress = false;
        NetworkConfigReference? configFrom = null;
        bool configOnly = false;
        IReadOnlyDictionary<string, NetworkContainer>? containers = null;
        IReadOnlyDictionary<string, string>? options = null;
        IReadOnlyDictionary<string, string>? labels = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Name"u8)) { name = json.Text(); }
            else if (json.ValueTextEquals("Id"u8)) { id = json.Text(); }
            else if (json.ValueTextEquals("Created"u8)) { created = json.Text(); }
            else if (json.ValueTextEquals("Scope"u8)) { scope = json.Text(); }
            else if (json.ValueTextEquals("Driver"u8)) { driver = json.Text(); }
            else if (json.ValueTextEquals("EnableIPv4"u8)) { enableIPv4 = json.Bool(); }
            else if (json.ValueTextEquals("EnableIPv6"u8)) { enableIPv6 = json.Bool(); }
            else if (json.ValueTextEquals("IPAM"u8)) { ipam = json.Object(NetworkIPAM); }
            else if (json.ValueTextEquals("Internal"u8)) { isInternal = json.Bool(); }
            else if (json.ValueTextEquals("Attachable"u8)) { attachable = json.Bool(); }
            else if (json.ValueTextEquals("Ingress"u8)) { ingress = json.Bool(); }
            else if (json.ValueTextEquals("ConfigFrom"u8)) { configFrom = json.Object(NetworkConfigReference); }
            else if (json.ValueTextEquals("ConfigOnly"u8)) { configOnly = json.Bool(); }
            else if (json.ValueTextEquals("Containers"u8)) { containers = json.Map(NetworkContainer); }
            else if (json.ValueTextEquals("Options"u8)) { options = json.Map(JsonReading.CurrentText); }
            else if (json.ValueTextEquals("Labels"u8)) { labels = json.Map(JsonReading.CurrentText); }
            else { json.SkipMember(); }
        }

        return new Network
        {
            Name = name!,
            Id = id!,
            Created = created!,
            Scope = scope!,
            Driver = driver!,
            EnableIPv4 = enableIPv4,
            EnableIPv6 = enableIPv6,
            IPAM = ipam!,
            Internal = isInternal,
            Attachable = attachable,
            Ingress = ingress,
            ConfigFrom = configFrom!,
            ConfigOnly = configOnly,
            Containers = containers!,
            Options = options!,
            Labels = labels!,
        };
    }

    public static NetworkCreateResponse NetworkCreateResponse(ref Utf8JsonReader json)
    {
        string? id = null;
        string? warning = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Id"u8)) { id = json.Text(); }
            else if (json.ValueTextEquals("Warning"u8)) { warning = json.Text(); }
            else { json.SkipMember(); }
        }

        return new NetworkCreateResponse
        {
            Id = id!,
            Warning = warning!,
        };
    }

    public static NetworksPruneReport NetworksPruneReport(ref Utf8JsonReader json)
    {
        IReadOnlyList<string>? networksDeleted = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("NetworksDeleted"u8)) { networksDeleted = json.Texts(); }
            else { json.SkipMember(); }
        }

        return new NetworksPruneReport
        {
            NetworksDeleted = networksDeleted,
        };
    }

    public static PortReach PortReach(ref Utf8JsonReader json)
    {
        string? container = null, name = null, protocol = null, hostIp = null, mode = null, reach = null, firewall = null, command = null;
        int containerPort = 0, hostPort = 0;
        bool certain = false;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Container"u8)) { container = json.Text(); }
            else if (json.ValueTextEquals("Name"u8)) { name = json.Text(); }
            else if (json.ValueTextEquals("Protocol"u8)) { protocol = json.Text(); }
            else if (json.ValueTextEquals("ContainerPort"u8)) { containerPort = json.Int32(); }
            else if (json.ValueTextEquals("HostIp"u8)) { hostIp = json.Text(); }
            else if (json.ValueTextEquals("HostPort"u8)) { hostPort = json.Int32(); }
            else if (json.ValueTextEquals("Mode"u8)) { mode = json.Text(); }
            else if (json.ValueTextEquals("Reach"u8)) { reach = json.Text(); }
            else if (json.ValueTextEquals("Firewall"u8)) { firewall = json.Text(); }
            else if (json.ValueTextEquals("Command"u8)) { command = json.Text(); }
            else if (json.ValueTextEquals("Certain"u8)) { certain = json.Bool(); }
            else { json.SkipMember(); }
        }

        return new PortReach
        {
            Container = container!,
            Name = name!,
            Protocol = protocol!,
            ContainerPort = containerPort,
            HostIp = hostIp!,
            HostPort = hostPort,
            Mode = mode!,
            Reach = reach!,
            Firewall = firewall!,
            Command = command!,
            Certain = certain,
        };
    }

    public static NetworkIPAM NetworkIPAM(ref Utf8JsonReader json)
    {
        string? driver = null;
        IReadOnlyDictionary<string, string>? options = null;
        IReadOnlyList<IPAMConfig>? config = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Driver"u8)) { driver = json.Text(); }
            else if (json.ValueTextEquals("Options"u8)) { options = json.Map(JsonReading.CurrentText); }
            else if (json.ValueTextEquals("Config"u8)) { config = json.List(IPAMConfig); }
            else { json.SkipMember(); }
        }

        return new NetworkIPAM
        {
            Driver = driver!,
            Options = options,
            Config = config,
        };
    }

    public static NetworkConfigReference NetworkConfigReference(ref Utf8JsonReader json)
    {
        string? network = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Network"u8)) { network = json.Text(); }
            else { json.SkipMember(); }
        }

        return new NetworkConfigReference
        {
            Network = network!,
        };
    }

    public static NetworkContainer NetworkContainer(ref Utf8JsonReader json)
    {
        string? name = null;
        string? endpointID = null;
        string? macAddress = null;
        string? iPv4Address = null;
        string? iPv6Address = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Name"u8)) { name = json.Text(); }
            else if (json.ValueTextEquals("EndpointID"u8)) { endpointID = json.Text(); }
            else if (json.ValueTextEquals("MacAddress"u8)) { macAddress = json.Text(); }
            else if (json.ValueTextEquals("IPv4Address"u8)) { iPv4Address = json.Text(); }
            else if (json.ValueTextEquals("IPv6Address"u8)) { iPv6Address = json.Text(); }
            else { json.SkipMember(); }
        }

        return new NetworkContainer
        {
            Name = name!,
            EndpointID = endpointID!,
            MacAddress = macAddress!,
            IPv4Address = iPv4Address!,
            IPv6Address = iPv6Address!,
        };
    }

    public static IPAMConfig IPAMConfig(ref Utf8JsonReader json)
    {
        string? subnet = null;
        string? ipRange = null;
        string? gateway = null;
        IReadOnlyDictionary<string, string>? auxiliaryAddresses = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Subnet"u8)) { subnet = json.Text(); }
            else if (json.ValueTextEquals("IPRange"u8)) { ipRange = json.Text(); }
            else if (json.ValueTextEquals("Gateway"u8)) { gateway = json.Text(); }
            else if (json.ValueTextEquals("AuxiliaryAddresses"u8)) { auxiliaryAddresses = json.Map(JsonReading.CurrentText); }
            else { json.SkipMember(); }
        }

        return new IPAMConfig
        {
            Subnet = subnet,
            IPRange = ipRange,
            Gateway = gateway,
            AuxiliaryAddresses = auxiliaryAddresses,
        };
    }
}
