using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Berth.Linux;

/// <summary>Addresses as text (RFC 4291, 2.2; RFC 5952), for executables that are to be small: the library's parser brings sockets' exceptions along.</summary>
internal static class InetText
{
    /// <summary>Reads four decimal parts.</summary>
    public static bool TryParseFour(ReadOnlySpan<char> text, Span<byte> address)
    {
        for (int part = 0; part < 4; part++)
        {
            int dot = text.IndexOf('.');
            ReadOnlySpan<char> digits = part == 3 ? text : dot < 0 ? default : text[..dot];
            if (digits.Length is 0 or > 3 || !byte.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out address[part]))
            {
                return false;
            }
            text = part == 3 ? default : text[(dot + 1)..];
        }
        return true;
    }

    /// <summary>Reads groups of hexadecimal digits, with one <c>::</c> for those that are zero, and perhaps an IPv4 address at the end. A zone (<c>%eth0</c>) is refused.</summary>
    public static bool TryParseSix(ReadOnlySpan<char> text, Span<byte> address)
    {
        address.Clear();
        int gap = text.IndexOf("::");
        if (gap < 0)
        {
            return TryParseGroups(text, address, out int all) && all == 16;
        }
        Span<byte> tail = stackalloc byte[16];
        if (!TryParseGroups(text[..gap], address, out int before) || !TryParseGroups(text[(gap + 2)..], tail, out int after) || before + after > 14)
        {
            return false;
        }
        address[before..].Clear();
        tail[..after].CopyTo(address[(16 - after)..]);
        return true;
    }

    /// <summary>The shortest form: the longest run of zero groups is <c>::</c>.</summary>
    public static string ShowSix(ReadOnlySpan<byte> address)
    {
        int start = -1;
        int length = 1;
        for (int from = 0; from < 8; from++)
        {
            int to = from;
            while (to < 8 && address[2 * to] == 0 && address[(2 * to) + 1] == 0)
            {
                to++;
            }
            if (to - from > length)
            {
                (start, length) = (from, to - from);
            }
        }
        var text = new StringBuilder();
        for (int group = 0; group < 8; group++)
        {
            if (group == start)
            {
                text.Append("::");
                group += length - 1;
                continue;
            }
            text.Append(group == 0 || text[^1] == ':' ? "" : ":");
            text.Append(BinaryPrimitives.ReadUInt16BigEndian(address[(2 * group)..]).ToString("x", CultureInfo.InvariantCulture));
        }
        return text.ToString();
    }

    private static bool TryParseGroups(ReadOnlySpan<char> text, Span<byte> address, out int length)
    {
        length = 0;
        while (!text.IsEmpty)
        {
            int colon = text.IndexOf(':');
            ReadOnlySpan<char> group = colon < 0 ? text : text[..colon];
            if (colon < 0 && group.Contains('.'))
            {
                bool fits = length <= 12 && TryParseFour(group, address[length..]);
                length += 4;
                return fits;
            }
            if (length > 14 || group.Length is 0 or > 4 || colon == text.Length - 1 || !ushort.TryParse(group, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort value))
            {
                return false;
            }
            BinaryPrimitives.WriteUInt16BigEndian(address[length..], value);
            length += 2;
            text = colon < 0 ? default : text[(colon + 1)..];
        }
        return true;
    }
}
