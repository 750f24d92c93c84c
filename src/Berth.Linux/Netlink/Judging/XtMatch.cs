using System.Runtime.InteropServices;

namespace Berth.Linux;

/// <summary>The matches of iptables that iptables-nft leaves as they are (linux/netfilter/xt_*.h): those that firewalls use for ports.</summary>
internal static class XtMatch
{
    private const int NewConnection = 8, StateOnly = 1, WrittenAsState = 1 << 13;

    /// <summary>What a match says of a packet.</summary>
    /// <param name="name">The match's name.</param>
    /// <param name="revision">Which form its structure has.</param>
    /// <param name="info">Its structure.</param>
    /// <param name="packet">The packet.</param>
    public static NftMatch Ask(string name, int revision, ReadOnlySpan<byte> info, FirstPacket packet) => (name, revision) switch
    {
        ("comment" or "limit", _) => NftMatch.Yes,
        ("tcp", _) when info.Length >= 12 => packet.Protocol == "tcp" ? Tcp(info, packet.Port) : NftMatch.No,
        ("udp", _) when info.Length >= 9 => packet.Protocol == "udp" ? Of(InRange(info[4..], packet.Port) != ((info[8] & 2) != 0) && AnyPort(info)) : NftMatch.No,
        ("multiport", 1) when info.Length >= 48 => Multiport(info, packet.Port),
        ("conntrack", >= 1) when info.Length >= 152 => Conntrack(info),
        ("state", _) when info.Length >= 4 => Of((MemoryMarshal.Read<uint>(info) & NewConnection) != 0),
        ("addrtype", 1) when info.Length >= 8 => AddressType(info),
        ("icmp" or "icmp6" or "rt" or "frag" or "hbh" or "dst" or "ah" or "esp", _) => NftMatch.No,   // other protocols, headers that the packet lacks
        _ => NftMatch.Unknown,
    };

    private static NftMatch Of(bool matches) => matches ? NftMatch.Yes : NftMatch.No;

    // struct xt_tcp: source ports, destination ports, option, mask of flags, flags, what is inverted.
    private static NftMatch Tcp(ReadOnlySpan<byte> info, int port)
    {
        const byte syn = 2;
        byte inverted = info[11];
        bool flags = ((syn & info[9]) == info[10]) != ((inverted & 4) != 0);
        bool ports = InRange(info[4..], port) != ((inverted & 2) != 0);
        return info[8] != 0 ? NftMatch.Unknown : Of(flags && ports && AnyPort(info));
    }

    // The client's port is any: a rule for some of them is not one for this packet.
    private static bool AnyPort(ReadOnlySpan<byte> range) => MemoryMarshal.Read<ushort>(range) <= 1024 && MemoryMarshal.Read<ushort>(range[2..]) == ushort.MaxValue;

    private static bool InRange(ReadOnlySpan<byte> range, int port) => port >= MemoryMarshal.Read<ushort>(range) && port <= MemoryMarshal.Read<ushort>(range[2..]);

    // struct xt_multiport_v1: which ends, count, 15 ports, whether each begins a range, inverted.
    private static NftMatch Multiport(ReadOnlySpan<byte> info, int port)
    {
        if (info[0] == 0)
        {
            return NftMatch.No;   // the client's ports
        }

        bool found = false;
        for (int i = 0; i < Math.Min(info[1], (byte)15); i++)
        {
            int first = MemoryMarshal.Read<ushort>(info[(2 + (2 * i))..]), last = first;
            if (info[32 + i] != 0 && i + 1 < info[1])
            {
                i++;
                last = MemoryMarshal.Read<ushort>(info[(2 + (2 * i))..]);
            }

            found |= port >= first && port <= last;
        }

        return Of(found != (info[47] != 0));
    }

    // struct xt_conntrack_mtinfo1 to 3: addresses, then what is asked for and inverted, then the mask of states (one byte in 1, two later).
    private static NftMatch Conntrack(ReadOnlySpan<byte> info)
    {
        int asked = MemoryMarshal.Read<ushort>(info[146..]), inverted = MemoryMarshal.Read<ushort>(info[148..]);
        return (asked & ~WrittenAsState) != StateOnly ? NftMatch.Unknown : Of(((info[150] & NewConnection) != 0) != ((inverted & StateOnly) != 0));
    }

    // struct xt_addrtype_info_v1: masks of types for source and destination, flags.
    private static NftMatch AddressType(ReadOnlySpan<byte> info)
    {
        const int unicast = 1 << 1, local = 1 << 2;
        int source = MemoryMarshal.Read<ushort>(info), destination = MemoryMarshal.Read<ushort>(info[2..]);
        uint flags = MemoryMarshal.Read<uint>(info[4..]);
        bool first = source == 0 || ((source & unicast) != 0) != ((flags & 1) != 0);
        bool second = destination == 0 || ((destination & local) != 0) != ((flags & 2) != 0);
        return Of(first && second);
    }
}
