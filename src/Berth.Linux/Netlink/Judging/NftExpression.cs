using System.Buffers.Binary;

namespace Berth.Linux;

/// <summary>What each kind of expression of a rule does (linux/netfilter/nf_tables.h), as far as it can be known without the packet.</summary>
internal static class NftExpression
{
    private const uint NewConnection = 8, Local = 2, Unicast = 1;
    private static readonly NftData s_drop = new([], 0, ""), s_accept = new([], 1, "");

    // A kind: what it does to the registers, whether the rule goes on, and the verdict if it gives one.
    private delegate (NftMatch Match, NftData? Verdict) Kind(Fields fields, NftPacket packet, NftRegisters registers, Func<string, NftSet?> setOf);

    private static readonly Dictionary<string, Kind> s_kinds = new(StringComparer.Ordinal)
    {
        ["meta"] = static (f, p, r, _) => Meta(f, p, r),
        ["payload"] = static (f, p, r, _) => Payload(f, p, r),
        ["ct"] = static (f, _, r, _) => Tracked(f, r),
        ["fib"] = static (f, p, r, _) => Route(f, p, r),
        ["exthdr"] = static (f, _, r, _) => ExtensionHeader(f, r),
        ["cmp"] = static (f, _, r, _) => Compare(f, r),
        ["range"] = static (f, _, r, _) => Range(f, r),
        ["bitwise"] = static (f, _, r, _) => Bitwise(f, r),
        ["byteorder"] = static (f, _, r, _) => Byteorder(f, r),
        ["lookup"] = static (f, _, r, setOf) => Lookup(f, r, setOf),
        ["immediate"] = static (f, _, r, _) => Immediate(f, r),
        ["match"] = static (f, p, _, _) => (XtMatch.Ask(f.Text(1), (int)f.Number(2), f.Bytes(3), p.Packet), null),
        ["target"] = static (f, _, _, _) => f.Text(1) switch { "REJECT" or "DROP" => (NftMatch.Yes, s_drop), "ACCEPT" => (NftMatch.Yes, s_accept), _ => Yes },
        ["reject"] = static (_, _, _, _) => (NftMatch.Yes, s_drop),
        ["counter"] = static (_, _, _, _) => Yes,
        ["log"] = static (_, _, _, _) => Yes,
        ["notrack"] = static (_, _, _, _) => Yes,
        ["last"] = static (_, _, _, _) => Yes,
        ["limit"] = static (f, _, _, _) => (f.Number(5) & 1) == 0 ? Yes : No,       // a first packet is within its limit
        ["quota"] = static (f, _, _, _) => (f.Number(2) & 1) == 0 ? Yes : No,
        ["connlimit"] = static (f, _, _, _) => (f.Number(2) & 1) == 0 ? Yes : No,
    };

    private static (NftMatch, NftData?) Yes => (NftMatch.Yes, null);

    private static (NftMatch, NftData?) No => (NftMatch.No, null);

    private static (NftMatch, NftData?) Unknown => (NftMatch.Unknown, null);

    public static (NftMatch Match, NftData? Verdict) Apply(string name, ReadOnlySpan<byte> data, NftPacket packet, NftRegisters registers, Func<string, NftSet?> setOf) =>
        s_kinds.TryGetValue(name, out var kind) ? kind(new Fields(data), packet, registers, setOf) : Unknown;

    // What isn't known is only asked about later, if at all: the rule goes on to where it is.
    private static (NftMatch, NftData?) Meta(Fields f, NftPacket packet, NftRegisters registers)
    {
        if (!f.Has(3))   // else it writes
        {
            packet.LoadMeta(f.Number(2), f.Number(1), registers);
        }

        return Yes;
    }

    private static (NftMatch, NftData?) Payload(Fields f, NftPacket packet, NftRegisters registers)
    {
        if (f.Has(5))
        {
            return Yes;   // it writes
        }

        int offset = (int)f.Number(3), length = (int)f.Number(4);
        byte[]? header = f.Number(2) switch { 1 => packet.Network, 2 => packet.Transport, _ => null };
        if (header is null)
        {
            registers.Forget(f.Number(1), length);
            return Yes;
        }

        if (offset + length > header.Length)
        {
            return No;
        }

        registers.Set(f.Number(1), header.AsSpan(offset, length));
        return Yes;
    }

    private static (NftMatch, NftData?) Tracked(Fields f, NftRegisters registers)
    {
        switch (f.Number(2))
        {
            case 0:   // state
                registers.Set(f.Number(1), NewConnection);
                break;
            case 1:   // direction: the first packet's
                registers.Set(f.Number(1), [(byte)0]);
                break;
            case 2 or 3:   // status, mark
                registers.Set(f.Number(1), 0);
                break;
            default:
                registers.Forget(f.Number(1), 16);
                break;
        }

        return Yes;
    }

    // What the routes say of an address. The way back is taken to be the way by which it came, so that a check of the reverse path holds.
    private static (NftMatch, NftData?) Route(Fields f, NftPacket packet, NftRegisters registers)
    {
        const int link = 1, linkName = 2, addressType = 3, ofSource = 1, ofDestination = 2, isPresent = 32;
        uint of = f.Number(3) & (ofSource | ofDestination);
        switch (f.Number(2))
        {
            case addressType when of != 0:
                registers.Set(f.Number(1), of == ofDestination ? Local : Unicast);
                break;
            case link or linkName when of == ofSource && (f.Number(3) & isPresent) != 0:
                registers.Set(f.Number(1), [(byte)1]);
                break;
            case link when of == ofSource:
                registers.Set(f.Number(1), (uint)packet.Packet.Link.Index);
                break;
            default:
                registers.Forget(f.Number(1), 16);
                break;
        }

        return Yes;
    }

    // There are none: a rule that loads one ends, one that asks whether there is one is told so.
    private static (NftMatch, NftData?) ExtensionHeader(Fields f, NftRegisters registers)
    {
        const int asksWhether = 1, ofIpv6 = 0;
        if (f.Number(6) != ofIpv6)
        {
            return Unknown;   // TCP's options, which differ from client to client
        }

        if ((f.Number(5) & asksWhether) == 0)
        {
            return No;
        }

        registers.Set(f.Number(1), [(byte)0]);
        return Yes;
    }

    private static (NftMatch, NftData?) Compare(Fields f, NftRegisters registers)
    {
        byte[] wanted = NftData.Read(f.Nested(3)).Bytes;
        if (!registers.TryGet(f.Number(1), wanted.Length, out var value))
        {
            return Unknown;
        }

        int order = value.SequenceCompareTo(wanted);
        return f.Number(2) switch { 0 => order == 0, 1 => order != 0, 2 => order < 0, 3 => order <= 0, 4 => order > 0, _ => order >= 0 } ? Yes : No;
    }

    private static (NftMatch, NftData?) Range(Fields f, NftRegisters registers)
    {
        byte[] from = NftData.Read(f.Nested(3)).Bytes, to = NftData.Read(f.Nested(4)).Bytes;
        if (!registers.TryGet(f.Number(1), from.Length, out var value))
        {
            return Unknown;
        }

        bool inside = value.SequenceCompareTo(from) >= 0 && value.SequenceCompareTo(to) <= 0;
        return inside == (f.Number(2) == 0) ? Yes : No;
    }

    private static (NftMatch, NftData?) Bitwise(Fields f, NftRegisters registers)
    {
        int length = (int)f.Number(3);
        byte[] mask = NftData.Read(f.Nested(4)).Bytes, xor = NftData.Read(f.Nested(5)).Bytes;
        if (f.Number(6) != 0 || mask.Length < length || xor.Length < length || !registers.TryGet(f.Number(1), length, out var value))
        {
            registers.Forget(f.Number(2), length);
            return Yes;
        }

        byte[] result = new byte[length];
        for (int i = 0; i < length; i++)
        {
            result[i] = (byte)((value[i] & mask[i]) ^ xor[i]);
        }

        registers.Set(f.Number(2), result);
        return Yes;
    }

    private static (NftMatch, NftData?) Byteorder(Fields f, NftRegisters registers)
    {
        int length = (int)f.Number(4), size = (int)f.Number(5);
        if (size is not (2 or 4 or 8) || !registers.TryGet(f.Number(1), length, out var value))
        {
            registers.Forget(f.Number(2), length);
            return Yes;
        }

        byte[] result = value.ToArray();
        for (int at = 0; at + size <= length; at += size)
        {
            Array.Reverse(result, at, size);
        }

        registers.Set(f.Number(2), result);
        return Yes;
    }

    private static (NftMatch, NftData?) Lookup(Fields f, NftRegisters registers, Func<string, NftSet?> setOf)
    {
        if (setOf(f.Text(1)) is not { } set || !registers.TryGet(f.Number(2), 1, out _))
        {
            return Unknown;
        }

        var found = set.Find(registers.From(f.Number(2)));
        if ((found is not null) == ((f.Number(5) & 1) != 0))
        {
            return No;
        }

        if (f.Has(3) && found?.Value is { } value)
        {
            if (f.Number(3) == 0)
            {
                return (NftMatch.Yes, value);
            }

            registers.Set(f.Number(3), value.Bytes);
        }

        return Yes;
    }

    private static (NftMatch, NftData?) Immediate(Fields f, NftRegisters registers)
    {
        var data = NftData.Read(f.Nested(2));
        if (f.Number(1) == 0)
        {
            return (NftMatch.Yes, data);
        }

        registers.Set(f.Number(1), data.Bytes);
        return Yes;
    }

    /// <summary>An expression's attributes by their types.</summary>
    private readonly ref struct Fields(ReadOnlySpan<byte> data)
    {
        private readonly ReadOnlySpan<byte> _data = data;

        public bool Has(int type) => !Bytes(type).IsEmpty;

        public uint Number(int type) => Bytes(type) is { Length: >= 4 } bytes ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : 0;

        public NetlinkAttributes Nested(int type) => new(Bytes(type));

        public string Text(int type) => System.Text.Encoding.UTF8.GetString(Bytes(type)).TrimEnd('\0');

        public ReadOnlySpan<byte> Bytes(int type)
        {
            foreach (var attribute in new NetlinkAttributes(_data))
            {
                if (attribute.Type == type)
                {
                    return attribute.Value;
                }
            }

            return default;
        }
    }
}
