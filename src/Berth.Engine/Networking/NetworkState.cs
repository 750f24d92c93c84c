using System.Net;
using System.Net.NetworkInformation;
using Berth.Docker;

namespace Berth.Engine;

/// <summary>A network as the engine knows it: its record, what is taken of it, who is on it. Under the networks' lock.</summary>
internal sealed class NetworkState(NetworkRecord record)
{
    private const int DefaultMtu = 1500;
    private const string OptionMtu = "com.docker.network.driver.mtu", OptionMasquerade = "com.docker.network.bridge.enable_ip_masquerade";
    private const string OptionTalk = "com.docker.network.bridge.enable_icc", OptionPrefix = "com.docker.network.container_iface_prefix";
    private const string OptionHost = "com.docker.network.bridge.host_binding_ipv4";

    private readonly List<(Subnet Subnet, AddressAllocator Allocator)> _allocators = [.. record.Subnets.Select(s => (s, new AddressAllocator(s)))];

    public NetworkRecord Record { get; } = record;

    public Network Network => Record.Network;

    public string Id => Network.Id;

    public string Name => Network.Name;

    /// <summary>Whether there is a bridge (the driver is <c>bridge</c>).</summary>
    public bool HasBridge => Record.Bridge.Length > 0;

    /// <summary>The engine's own network <c>bridge</c>.</summary>
    public bool IsDefault => Name == "bridge";

    /// <summary>bridge, host or none: always there.</summary>
    public bool IsPredefined => Name is "bridge" or "host" or "none";

    /// <summary>The bridge's index in the kernel; 0 while there is none.</summary>
    public int BridgeIndex { get; set; }

    /// <summary>The containers on it, by id, in the order in which they came.</summary>
    public OrderedDictionary<string, EndpointRecord> Endpoints { get; } = [];

    /// <summary>
    /// Addresses that were given back, with the link that may still have them: the end of a namespace is asynchronous. Who gets such an address cuts that
    /// link off first.
    /// </summary>
    public Dictionary<IPAddress, string> Leaving { get; } = [];

    public int Mtu => int.TryParse(Option(OptionMtu), out int mtu) && mtu > 0 ? mtu : DefaultMtu;

    public bool Masquerade => Option(OptionMasquerade) is not ("false" or "0");

    /// <summary>Containers don't reach each other.</summary>
    public bool Isolated => Option(OptionTalk) is "false" or "0";

    /// <summary>What links in containers are called, before their number.</summary>
    public string LinkPrefix => Option(OptionPrefix) is { Length: > 0 } prefix ? prefix : "eth";

    /// <summary>The host address for ports that are published without one; null for all.</summary>
    public IPAddress? HostBinding => IPAddress.TryParse(Option(OptionHost), out var address) && !address.Equals(IPAddress.Any) ? address : null;

    /// <summary>The bridge's hardware address: of its first address, so that it is the same after a reboot and neighbours' memories hold.</summary>
    public PhysicalAddress BridgeAddress => HardwareAddress(Record.Subnets[0].GatewayAddress);

    public IEnumerable<IPAddress> Gateways => Record.Subnets.Select(s => s.GatewayAddress);

    /// <summary>
    /// Docker's of old: 02:42 and the IPv4 address (or the last four bytes of the IPv6 address). An address that goes to another container keeps its hardware
    /// address, so that nobody's memory of it is wrong.
    /// </summary>
    public static PhysicalAddress HardwareAddress(IPAddress address)
    {
        byte[] bytes = address.GetAddressBytes();
        return new PhysicalAddress([0x02, 0x42, .. bytes.AsSpan(bytes.Length - 4)]);
    }

    /// <summary>Takes an address of a family: the one asked for, or the first that is free. Null where the network has no such family.</summary>
    /// <exception cref="DockerException">It is taken, or none is left.</exception>
    public (Subnet Subnet, IPAddress Address)? Take(bool six, IPAddress? wanted)
    {
        bool any = false;
        foreach (var (subnet, allocator) in _allocators.Where(a => a.Subnet.IsIpv6 == six))
        {
            any = true;
            if (wanted is not null && allocator.Covers(wanted))
            {
                return allocator.Take(wanted) ? (subnet, wanted) : throw new DockerException(DockerErrorKind.Forbidden, "Address already in use");
            }

            if (wanted is null && allocator.Take() is { } free)
            {
                return (subnet, free);
            }
        }

        if (!any)
        {
            return null;
        }

        throw wanted is null
            ? new DockerException(DockerErrorKind.System, $"no available IPv{(six ? 6 : 4)} addresses on this network's address pools: {Name} ({Id})")
            : new DockerException(DockerErrorKind.InvalidParameter, $"no configured subnet or ip-range contain the IP address {wanted}");
    }

    /// <summary>Takes addresses that a running container has.</summary>
    public void Claim(IEnumerable<IPAddress> addresses)
    {
        foreach (var address in addresses)
        {
            foreach (var (_, allocator) in _allocators.Where(a => a.Allocator.Covers(address)))
            {
                allocator.Take(address);
            }
        }
    }

    /// <summary>Gives an address back.</summary>
    public void Return(IPAddress address)
    {
        foreach (var (_, allocator) in _allocators.Where(a => a.Allocator.Covers(address)))
        {
            allocator.Return(address);
        }
    }

    private string? Option(string name) => Network.Options.GetValueOrDefault(name);
}
