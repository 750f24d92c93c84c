using System.Globalization;
using System.Text;
using Berth.Linux;

namespace Berth.Engine;

/// <summary>
/// Writes tar headers: ustar, with a PAX header before it for what does not fit there (long or foreign names, large numbers, extended attributes).
/// </summary>
internal static class TarHeaderWriter
{
    /// <summary>Archives are of blocks.</summary>
    public const int BlockSize = 512;

    private const long MostOctal11 = 0x1_FFFF_FFFF;
    private const uint MostOctal7 = 0x1F_FFFF;

    /// <summary>Writes an entry's header.</summary>
    /// <param name="destination">The archive.</param>
    /// <param name="name">The entry's name; a folder's ends with a slash.</param>
    /// <param name="type">ustar's type: '0' file, '1' hard link, '2' symbolic link, '3' and '4' devices, '5' folder, '6' pipe.</param>
    /// <param name="stat">Owner, permissions, time, device.</param>
    /// <param name="size">Bytes of content that follow.</param>
    /// <param name="link">What a link means, else empty.</param>
    /// <param name="attributes">Extended attributes.</param>
    public static void Write(
        Stream destination, string name, char type, in FileStat stat, long size, string link, IReadOnlyList<KeyValuePair<string, byte[]>> attributes)
    {
        byte[] nameBytes = PathText.Encode(name), linkBytes = PathText.Encode(link);
        using var pax = new MemoryStream();
        AddText(pax, "path", nameBytes);
        AddText(pax, "linkpath", linkBytes);
        AddNumber(pax, "size", size, MostOctal11);
        AddNumber(pax, "uid", stat.User, MostOctal7);
        AddNumber(pax, "gid", stat.Group, MostOctal7);
        AddNumber(pax, "mtime", stat.ModifyTime.Seconds, MostOctal11);
        foreach (var (attribute, value) in attributes)
        {
            AddRecord(pax, "SCHILY.xattr." + attribute, value);
        }

        if (pax.Length > 0)
        {
            WriteBlock(destination, "PaxHeaders.0/entry"u8, 'x', 0x1A4 /* 0644 */, 0, 0, pax.Length, 0, [], default);
            destination.Write(pax.GetBuffer().AsSpan(0, (int)pax.Length));
            Pad(destination, pax.Length);
        }

        bool device = type is '3' or '4';
        WriteBlock(
            destination, nameBytes, type, stat.Mode, stat.User, stat.Group, size, stat.ModifyTime.Seconds, linkBytes, device ? stat.Represents : default);
    }

    /// <summary>Fills the last block of content.</summary>
    public static void Pad(Stream destination, long length)
    {
        Span<byte> zeros = stackalloc byte[BlockSize];
        zeros.Clear();
        int rest = (int)(length % BlockSize);
        if (rest > 0)
        {
            destination.Write(zeros[..(BlockSize - rest)]);
        }
    }

    /// <summary>Ends the archive.</summary>
    public static void End(Stream destination) => destination.Write(new byte[2 * BlockSize]);

    private static void WriteBlock(
        Stream destination, ReadOnlySpan<byte> name, char type, int mode, uint user, uint group, long size, long time, ReadOnlySpan<byte> link, DeviceNumber device)
    {
        Span<byte> block = stackalloc byte[BlockSize];
        block.Clear();
        name[..Math.Min(name.Length, 100)].CopyTo(block);
        Octal(block[100..108], mode);
        Octal(block[108..116], Math.Min(user, MostOctal7));
        Octal(block[116..124], Math.Min(group, MostOctal7));
        Octal(block[124..136], Math.Min(size, MostOctal11));
        Octal(block[136..148], Math.Clamp(time, 0, MostOctal11));
        block[148..156].Fill((byte)' ');
        block[156] = (byte)type;
        link[..Math.Min(link.Length, 100)].CopyTo(block[157..]);
        "ustar\000"u8.CopyTo(block[257..]);
        Octal(block[329..337], device.Major);
        Octal(block[337..345], device.Minor);
        int sum = 0;
        foreach (byte value in block)
        {
            sum += value;
        }

        Octal(block[148..155], sum);
        destination.Write(block);
    }

    // Digits and a zero byte.
    private static void Octal(Span<byte> field, long value)
    {
        for (int i = field.Length - 2; i >= 0; i--)
        {
            field[i] = (byte)('0' + (value & 7));
            value >>= 3;
        }
    }

    private static void AddText(MemoryStream pax, string key, byte[] text)
    {
        if (text.Length > 100 || text.AsSpan().ContainsAnyExceptInRange((byte)0x20, (byte)0x7E))
        {
            AddRecord(pax, key, text);
        }
    }

    private static void AddNumber(MemoryStream pax, string key, long number, long most)
    {
        if (number < 0 || number > most)
        {
            AddRecord(pax, key, Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)));
        }
    }

    // "LENGTH KEY=VALUE\n", where the length counts its own digits.
    private static void AddRecord(MemoryStream pax, string key, byte[] value)
    {
        byte[] keyBytes = Encoding.UTF8.GetBytes(key);
        int rest = keyBytes.Length + value.Length + 3;
        int length = rest + Digits(rest);
        length = rest + Digits(length);
        pax.Write(Encoding.ASCII.GetBytes(length.ToString(CultureInfo.InvariantCulture) + " "));
        pax.Write(keyBytes);
        pax.WriteByte((byte)'=');
        pax.Write(value);
        pax.WriteByte((byte)'\n');
    }

    private static int Digits(int number) => number.ToString(CultureInfo.InvariantCulture).Length;
}
