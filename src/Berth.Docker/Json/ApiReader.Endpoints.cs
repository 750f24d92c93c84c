using System.Text.Json;

namespace Berth.Docker;

// Reads endpoints of networks: one method a record, on the start of its object.
internal static partial class ApiReader
{
    public static NetworkSettings NetworkSettings(ref Utf8JsonReader json)
    {
        string? bridge = null;
        string? sandboxID = null;
        string? sandboxKey = null;
        IReadOnlyDictionary<string, IReadOnlyList<PortBinding>?>? ports = null;
        bool hairpinMode = false;
        string? linkLocalIPv6Address = null;
        int linkLocalIPv6PrefixLen = 0;
        IReadOnlyList<NetworkAddress>? secondaryIPAddresses = null;
        IReadOnlyList<NetworkAddress>? secondaryIPv6Addresses = null;
        string? endpointID = null;
        string? gateway = null;
        string? globalIPv6Address = null;
        int globalIPv6PrefixLen = 0;
        string? ipAddress = null;
        int ipPrefixLen = 0;
        string? iPv6Gateway = null;
        string? macAddress = null;
        IReadOnlyDictionary<string, EndpointSettings>? networks = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Bridge"u8)) { bridge = json.Text(); }
            else if (json.ValueTextEquals("SandboxID"u8)) { sandboxID = json.Text(); }
            else if (json.ValueTextEquals("SandboxKey"u8)) { sandboxKey = json.Text(); }
            else if (json.ValueTextEquals("Ports"u8)) { ports = json.Map(PortBindings); }
            else if (json.ValueTextEquals("HairpinMode"u8)) { hairpinMode = json.Bool(); }
            else if (json.ValueTextEquals("LinkLocalIPv6Address"u8)) { linkLocalIPv6Address = json.Text(); }
            else if (json.ValueTextEquals("LinkLocalIPv6PrefixLen"u8)) { linkLocalIPv6PrefixLen = json.Int32(); }
            else if (json.ValueTextEquals("SecondaryIPAddresses"u8)) { secondaryIPAddresses = json.List(NetworkAddress); }
            else if (json.ValueTextEquals("SecondaryIPv6Addresses"u8)) { secondaryIPv6Addresses = json.List(NetworkAddress); }
            else if (json.ValueTextEquals("EndpointID"u8)) { endpointID = json.Text(); }
            else if (json.ValueTextEquals("Gateway"u8)) { gateway = json.Text(); }
            else if (json.ValueTextEquals("GlobalIPv6Address"u8)) { globalIPv6Address = json.Text(); }
            else if (json.ValueTextEquals("GlobalIPv6PrefixLen"u8)) { globalIPv6PrefixLen = json.Int32(); }
            else if (json.ValueTextEquals("IPAddress"u8)) { ipAddress = json.Text(); }
            else if (json.ValueTextEquals("IPPrefixLen"u8)) { ipPrefixLen = json.Int32(); }
            else if (json.ValueTextEquals("IPv6Gateway"u8)) { iPv6Gateway = json.Text(); }
            else if (json.ValueTextEquals("MacAddress"u8)) { macAddress = json.Text(); }
            else if (json.ValueTextEquals("Networks"u8)) { networks = json.Map(EndpointSettings); }
            else { json.SkipMember(); }
        }

        return new NetworkSettings
        {
            Bridge = bridge!,
            SandboxID = sandboxID!,
            SandboxKey = sandboxKey!,
            Ports = ports!,
            HairpinMode = hairpinMode,
            LinkLocalIPv6Address = linkLocalIPv6Address!,
            LinkLocalIPv6PrefixLen = linkLocalIPv6PrefixLen,
            SecondaryIPAddresses = secondaryIPAddresses,
            SecondaryIPv6Addresses = secondaryIPv6Addresses,
            EndpointID = endpointID!,
            Gateway = gateway!,
            GlobalIPv6Address = globalIPv6Address!,
            GlobalIPv6PrefixLen = globalIPv6PrefixLen,
            IPAddress = ipAddress!,
            IPPrefixLen = ipPrefixLen,
            IPv6Gateway = iPv6Gateway!,
            MacAddress = macAddress!,
            Networks = networks!,
        };
    }

    public static EndpointSettings EndpointSettings(ref Utf8JsonReader json)
    {
        EndpointIPAMConfig? ipamConfig = null;
        IReadOnlyList<string>? links = null;
        IReadOnlyList<string>? aliases = null;
        string? macAddress = null;
        IReadOnlyDictionary<string, string>? driverOpts = null;
        int gwPriority = 0;
        string? networkID = null;
        string? endpointID = null;
        string? gateway = null;
        string? ipAddress = null;
        int ipPrefixLen = 0;
        string? iPv6Gateway = null;
        string? globalIPv6Address = null;
        int globalIPv6PrefixLen = 0;
        IReadOnlyList<string>? dnsNames = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("IPAMConfig"u8)) { ipamConfig = json.Object(EndpointIPAMConfig); }
            else if (json.ValueTextEquals("Links"u8)) { links = json.Texts(); }
            else if (json.ValueTextEquals("Aliases"u8)) { aliases = json.Texts(); }
            else if (json.ValueTextEquals("MacAddress"u8)) { macAddress = json.Text(); }
            else if (json.ValueTextEquals("DriverOpts"u8)) { driverOpts = json.Map(JsonReading.CurrentText); }
            else if (json.ValueTextEquals("GwPriority"u8)) { gwPriority = json.Int32(); }
            else if (json.ValueTextEquals("NetworkID"u8)) { networkID = json.Text(); }
            else if (json.ValueTextEquals("EndpointID"u8)) { endpointID = json.Text(); }
            else if (json.ValueTextEquals("Gateway"u8)) { gateway = json.Text(); }
            else if (json.ValueTextEquals("IPAddress"u8)) { ipAddress = json.Text(); }
            else if (json.ValueTextEquals("IPPrefixLen"u8)) { ipPrefixLen = json.Int32(); }
            else if (json.ValueTextEquals("IPv6Gateway"u8)) { iPv6Gateway = json.Text(); }
            else if (json.ValueTextEquals("GlobalIPv6Address"u8)) { globalIPv6Address = json.Text(); }
            else if (json.ValueTextEquals("GlobalIPv6PrefixLen"u8)) { globalIPv6PrefixLen = json.Int32(); }
            else if (json.ValueTextEquals("DNSNames"u8)) { dnsNames = json.Texts(); }
            else { json.SkipMember(); }
        }

        return new EndpointSettings
        {
            IPAMConfig = ipamConfig,
            Links = links,
            Aliases = aliases,
            MacAddress = macAddress!,
            DriverOpts = driverOpts,
            GwPriority = gwPriority,
            NetworkID = networkID!,
            EndpointID = endpointID!,
            Gateway = gateway!,
            IPAddress = ipAddress!,
            IPPrefixLen = ipPrefixLen,
            IPv6Gateway = iPv6Gateway!,
            GlobalIPv6Address = globalIPv6Address!,
            GlobalIPv6PrefixLen = globalIPv6PrefixLen,
            DNSNames = dnsNames,
        };
    }

    public static NetworkAddress NetworkAddress(ref Utf8JsonReader json)
    {
        string? addr = null;
        int prefixLen = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Addr"u8)) { addr = json.Text(); }
            else if (json.ValueTextEquals("PrefixLen"u8)) { prefixLen = json.Int32(); }
            else { json.SkipMember(); }
        }

        return new NetworkAddress
        {
            Addr = addr!,
            PrefixLen = prefixLen,
        };
    }

    public static EndpointIPAMConfig EndpointIPAMConfig(ref Utf8JsonReader json)
    {
        string? iPv4Address = null;
        string? iPv6Address = null;
        IReadOnlyList<string>? linkLocalIPs = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("IPv4Address"u8)) { iPv4Address = json.Text(); }
            else if (json.ValueTextEquals("IPv6Address"u8)) { iPv6Address = json.Text(); }
            else if (json.ValueTextEquals("LinkLocalIPs"u8)) { linkLocalIPs = json.Texts(); }
            else { json.SkipMember(); }
        }

        return new EndpointIPAMConfig
        {
            IPv4Address = iPv4Address,
            IPv6Address = iPv6Address,
            LinkLocalIPs = linkLocalIPs,
        };
    }
}
