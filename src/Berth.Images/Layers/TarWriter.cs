using System.Globalization;
using System.Text;
using Berth.Linux;

namespace Berth.Images;

/// <summary>
/// Writes tar archives: ustar headers, with a PAX header before an entry that needs one (long or non-ASCII names, large sizes and numbers,
/// attributes). The same entries always give the same bytes; times are whole seconds, as Docker's are.
/// </summary>
internal sealed class TarWriter(Stream target)
{
    private const long LargestOctal = 0x1_FFFF_FFFF; // eleven digits
    private const long LargestId = 0x1F_FFFF; // seven
    private const int LongestName = 100;

    /// <summary>Writes an entry's header; for a file, exactly <see cref="TarEntry.Size"/> bytes and <see cref="EndContent"/> follow.</summary>
    public void Start(TarEntry entry)
    {
        byte[] name = PathText.Encode(entry.Kind == TarEntryKind.Folder ? entry.Name + "/" : entry.Name), link = PathText.Encode(entry.LinkName);
        List<(string Key, byte[] Value)> records = Records(entry, name, link);
        if (records.Count > 0)
        {
            byte[] pax = Encode(records);
            WriteHeader("PaxHeaders.0/entry"u8, default, 'x', 0x1A4, 0, 0, pax.Length, 0, default);
            target.Write(pax);
            EndContent(pax.Length);
        }

        WriteHeader(Cut(name), Cut(link), TypeOf(entry.Kind), entry.Mode, Fit(entry.User, LargestId), Fit(entry.Group, LargestId),
            Fit(entry.Size, LargestOctal), Math.Clamp(entry.Modified.Seconds, 0, LargestOctal), entry.Device);
    }

    /// <summary>Writes a file's bytes.</summary>
    public void Write(ReadOnlySpan<byte> content) => target.Write(content);

    /// <summary>Fills a file's last block.</summary>
    public void EndContent(long size)
    {
        int rest = (int)(-size & (TarHeader.BlockBytes - 1));
        if (rest > 0)
        {
            target.Write(new byte[rest]);
        }
    }

    /// <summary>Writes a whole small file.</summary>
    public void AddFile(string name, ReadOnlySpan<byte> content, long time = 0, int mode = 0x1A4 /* 0644 */)
    {
        Start(new TarEntry { Name = name, Kind = TarEntryKind.File, Mode = mode, Size = content.Length, Modified = new FileTime(time, 0) });
        Write(content);
        EndContent(content.Length);
    }

    /// <summary>Ends the archive.</summary>
    public void End() => target.Write(new byte[2 * TarHeader.BlockBytes]);

    private static List<(string Key, byte[] Value)> Records(TarEntry entry, byte[] name, byte[] link)
    {
        var records = new List<(string Key, byte[] Value)>();
        AddText("path", name);
        AddText("linkpath", link);
        AddNumber("size", entry.Size, LargestOctal);
        AddNumber("uid", entry.User, LargestId);
        AddNumber("gid", entry.Group, LargestId);
        AddNumber("mtime", entry.Modified.Seconds, LargestOctal);
        foreach ((string key, byte[] value) in (entry.Attributes ?? []).OrderBy(a => a.Key, StringComparer.Ordinal))
        {
            records.Add(("SCHILY.xattr." + key, value));
        }

        return records;

        void AddText(string key, byte[] text)
        {
            if (text.Length > LongestName || !Ascii.IsValid(text))
            {
                records.Add((key, text));
            }
        }

        void AddNumber(string key, long number, long largest)
        {
            if (number < 0 || number > largest)
            {
                records.Add((key, Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture))));
            }
        }
    }

    private static byte[] Encode(List<(string Key, byte[] Value)> records)
    {
        using var text = new MemoryStream();
        foreach ((string key, byte[] value) in records)
        {
            byte[] name = PathText.Encode(key);
            int rest = name.Length + value.Length + 3, length = rest + 1; // the blank, the equals sign, the line's end
            while (length != rest + length.ToString(CultureInfo.InvariantCulture).Length)
            {
                length = rest + length.ToString(CultureInfo.InvariantCulture).Length;
            }

            text.Write(Encoding.ASCII.GetBytes(length.ToString(CultureInfo.InvariantCulture) + " "));
            text.Write(name);
            text.Write("="u8);
            text.Write(value);
            text.Write("\n"u8);
        }

        return text.ToArray();
    }

    private void WriteHeader(ReadOnlySpan<byte> name, ReadOnlySpan<byte> link, char type, int mode, long user, long group, long size, long time, DeviceNumber device)
    {
        Span<byte> block = stackalloc byte[TarHeader.BlockBytes];
        block.Clear();
        name.CopyTo(block);
        Octal(block.Slice(100, 8), mode);
        Octal(block.Slice(108, 8), user);
        Octal(block.Slice(116, 8), group);
        Octal(block.Slice(124, 12), size);
        Octal(block.Slice(136, 12), time);
        block.Slice(148, 8).Fill((byte)' ');
        block[156] = (byte)type;
        link.CopyTo(block[157..]);
        "ustar\u000000"u8.CopyTo(block[257..]);
        Octal(block.Slice(329, 8), device.Major);
        Octal(block.Slice(337, 8), device.Minor);
        int sum = 0;
        foreach (byte b in block)
        {
            sum += b;
        }

        Octal(block.Slice(148, 7), sum);
        target.Write(block);
    }

    private static void Octal(Span<byte> field, long value)
    {
        for (int i = field.Length - 2; i >= 0; i--, value >>= 3)
        {
            field[i] = (byte)('0' + (value & 7));
        }

        field[^1] = 0;
    }

    // A field that is too small holds nothing of use: the PAX header has the value.
    private static long Fit(long value, long largest) => value > largest ? 0 : value;

    private static ReadOnlySpan<byte> Cut(byte[] name) => name.AsSpan(0, Math.Min(name.Length, LongestName));

    private static char TypeOf(TarEntryKind kind) => kind switch
    {
        TarEntryKind.File => '0',
        TarEntryKind.HardLink => '1',
        TarEntryKind.SymbolicLink => '2',
        TarEntryKind.CharacterDevice => '3',
        TarEntryKind.BlockDevice => '4',
        TarEntryKind.Folder => '5',
        _ => '6',
    };
}
