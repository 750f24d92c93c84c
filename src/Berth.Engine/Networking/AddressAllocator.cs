using System.Net;

namespace Berth.Engine;

/// <summary>
/// Gives out a subnet's addresses: the first that is free, ascending. The network's first address, IPv4's broadcast address, the gateway and reserved ones
/// are never given out.
/// </summary>
internal sealed class AddressAllocator
{
    private readonly HashSet<UInt128> _used = [];
    private readonly bool _six;
    private readonly UInt128 _first, _last;
    private readonly IPNetwork _network;
    private UInt128 _hint;

    public AddressAllocator(Subnet subnet)
    {
        _network = subnet.Parsed;
        _six = subnet.IsIpv6;
        (_first, _last) = IPNetwork.Parse(subnet.Range).Bounds();
        _hint = _first;
        var (networkFirst, networkLast) = _network.Bounds();
        if (networkLast - networkFirst > 1)   // of a point-to-point network both addresses are good (RFC 3021, RFC 6164)
        {
            _used.Add(networkFirst);
            if (!_six)
            {
                _used.Add(networkLast);
            }
        }

        _used.Add(subnet.GatewayAddress.ToNumber());
        foreach (string address in subnet.Reserved)
        {
            _used.Add(IPAddress.Parse(address).ToNumber());
        }
    }

    /// <summary>The first free address, or null where there is none.</summary>
    public IPAddress? Take()
    {
        for (var at = _hint; at <= _last; at++)
        {
            if (_used.Add(at))
            {
                _hint = at + 1;
                return at.ToAddress(_six);
            }

            if (at == UInt128.MaxValue)
            {
                break;
            }
        }

        return null;
    }

    /// <summary>A certain address; false where it is taken. Outside of the range, but not of the network, it may be taken, too.</summary>
    public bool Take(IPAddress address) => _used.Add(address.ToNumber());

    /// <summary>Whether the address is of this subnet.</summary>
    public bool Covers(IPAddress address) => address.IsIpv6() == _six && _network.Contains(address);

    /// <summary>Gives an address back.</summary>
    public void Return(IPAddress address)
    {
        var number = address.ToNumber();
        _used.Remove(number);
        if (number >= _first && number < _hint)
        {
            _hint = number;
        }
    }
}
