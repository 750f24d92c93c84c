using System.Globalization;
using System.Text;

namespace Berth.Monitor;

/// <summary>Answers from the tables of the networks that the container is on.</summary>
internal sealed class KnownNames(IReadOnlyList<string> paths)
{
    private readonly NameTable[] _tables = [.. paths.Select(p => new NameTable(p))];
    private int _turn;

    /// <summary>Writes the answer to a question about a known name; 0: the name isn't ours.</summary>
    /// <param name="query">The query.</param>
    /// <param name="question">Its question.</param>
    /// <param name="name">The name asked for.</param>
    /// <param name="room">Where the answer goes.</param>
    public int Answer(ReadOnlySpan<byte> query, in DnsQuestion question, ReadOnlySpan<byte> name, Span<byte> room)
    {
        if (question.Class != DnsQuestion.ClassIn || _tables.Length == 0)
        {
            return 0;
        }
        foreach (NameTable table in _tables)
        {
            table.Refresh();
        }
        return question.Type == DnsQuestion.TypePtr ? Backwards(query, question, name, room) : Forwards(query, question, name, room);
    }

    private int Forwards(ReadOnlySpan<byte> query, in DnsQuestion question, ReadOnlySpan<byte> name, Span<byte> room)
    {
        foreach (NameTable table in _tables)
        {
            int entry = table.Find(name);
            if (entry < 0 && WithoutNetwork(name, table.Network) is { IsEmpty: false } bare)
            {
                entry = table.Find(bare);
            }
            if (entry >= 0)
            {
                var answer = new DnsAnswer(room, query, question.End);
                _turn = (_turn + 1) & 0xFFFF;
                if (question.Type is DnsQuestion.TypeA or DnsQuestion.TypeAny)
                {
                    AddAll(ref answer, DnsQuestion.TypeA, table.AddressesOf(entry, six: false), NameTable.FourLength);
                }
                if (question.Type is DnsQuestion.TypeAaaa or DnsQuestion.TypeAny)
                {
                    AddAll(ref answer, DnsQuestion.TypeAaaa, table.AddressesOf(entry, six: true), NameTable.SixLength);
                }
                return answer.Length;   // without records: the name is known and has none of this kind
            }
        }
        return 0;
    }

    private void AddAll(ref DnsAnswer answer, ushort type, ReadOnlySpan<byte> addresses, int size)
    {
        int count = addresses.Length / size;
        for (int i = 0; i < count; i++)
        {
            answer.Add(type, addresses.Slice((i + _turn) % count * size, size));
        }
    }

    // "name.network", as Docker has it.
    private int Backwards(ReadOnlySpan<byte> query, in DnsQuestion question, ReadOnlySpan<byte> name, Span<byte> room)
    {
        Span<byte> address = stackalloc byte[NameTable.SixLength];
        int length = ReadArpa(name, address);
        foreach (NameTable table in _tables)
        {
            int entry = length == 0 ? -1 : table.FindAddress(address[..length]);
            if (entry >= 0 && AnswerName(query, question, table.NameOf(entry), table.Network, room) is int answered and > 0)
            {
                return answered;
            }
        }
        return 0;
    }

    private static int AnswerName(ReadOnlySpan<byte> query, in DnsQuestion question, ReadOnlySpan<byte> known, ReadOnlySpan<byte> network, Span<byte> room)
    {
        int length = known.Length + 1 + network.Length;
        if (length > DnsQuestion.LongestName)
        {
            return 0;
        }
        Span<byte> text = stackalloc byte[DnsQuestion.LongestName], data = stackalloc byte[DnsQuestion.LongestName];
        known.CopyTo(text);
        text[known.Length] = (byte)'.';
        network.CopyTo(text[(known.Length + 1)..]);
        if (!DnsAnswer.TryEncode(text[..length], data, out int encoded))
        {
            return 0;
        }
        var answer = new DnsAnswer(room, query, question.End);
        answer.Add(DnsQuestion.TypePtr, data[..encoded]);
        return answer.Length;
    }

    private static ReadOnlySpan<byte> WithoutNetwork(ReadOnlySpan<byte> name, ReadOnlySpan<byte> network)
    {
        int rest = name.Length - network.Length - 1;
        return !network.IsEmpty && rest > 0 && name[rest] == '.' && Ascii.EqualsIgnoreCase(name[(rest + 1)..], network) ? name[..rest] : default;
    }

    /// <summary>Reads the address out of a name below in-addr.arpa or ip6.arpa (RFC 1035 §3.5, RFC 3596 §2.5): its length, 0 where it is none.</summary>
    internal static int ReadArpa(ReadOnlySpan<byte> name, Span<byte> address)
    {
        ReadOnlySpan<byte> four = ".in-addr.arpa"u8, six = ".ip6.arpa"u8;
        if (name.Length > four.Length && Ascii.EqualsIgnoreCase(name[^four.Length..], four))
        {
            return ReadFour(name[..^four.Length], address) ? NameTable.FourLength : 0;
        }
        return name.Length == six.Length + 63 && Ascii.EqualsIgnoreCase(name[^six.Length..], six) && ReadSix(name[..63], address) ? NameTable.SixLength : 0;
    }

    private static bool ReadFour(ReadOnlySpan<byte> digits, Span<byte> address)
    {
        int at = NameTable.FourLength;
        foreach (Range part in digits.Split((byte)'.'))
        {
            if (--at < 0 || !byte.TryParse(digits[part], NumberStyles.None, CultureInfo.InvariantCulture, out address[at]))
            {
                return false;
            }
        }
        return at == 0;
    }

    private static bool ReadSix(ReadOnlySpan<byte> digits, Span<byte> address)
    {
        for (int i = 0; i < 32; i++)
        {
            int value = HexValue(digits[i * 2]);
            if (value < 0 || (i < 31 && digits[(i * 2) + 1] != '.'))
            {
                return false;
            }
            ref byte target = ref address[15 - (i / 2)];
            target = (byte)(i % 2 == 0 ? value : target | (value << 4));
        }
        return true;
    }

    private static int HexValue(byte digit) => (char)digit switch
    {
        >= '0' and <= '9' => digit - '0',
        >= 'a' and <= 'f' => digit - 'a' + 10,
        >= 'A' and <= 'F' => digit - 'A' + 10,
        _ => -1,
    };
}
