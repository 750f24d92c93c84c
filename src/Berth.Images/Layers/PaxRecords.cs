using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Berth.Linux;

namespace Berth.Images;

/// <summary>
/// What a PAX extended header says of the entry after it (POSIX.1-2001 pax; SCHILY.xattr; GNU.sparse 0.0, 0.1 and 1.0): records of
/// <c>length key=value\n</c>, the length in decimal counting itself.
/// </summary>
internal sealed class PaxRecords
{
    private const string AttributePrefix = "SCHILY.xattr.";

    private readonly Dictionary<string, byte[]> values = new(StringComparer.Ordinal);
    private readonly List<TarPiece> pieces = [];
    private long? pieceOffset;

    /// <summary>Extended attributes; null where there are none.</summary>
    public List<KeyValuePair<string, byte[]>>? Attributes { get; private set; }

    /// <summary>Whether the entry begins with its sparse map (GNU.sparse 1.0).</summary>
    public bool MapIsInContent => Text("GNU.sparse.major") == "1" && Text("GNU.sparse.minor") == "0";

    /// <summary>The pieces of a sparse file whose map is in the header (GNU.sparse 0.0 and 0.1); null where it isn't one.</summary>
    public List<TarPiece>? Pieces => values.ContainsKey("GNU.sparse.map") || values.ContainsKey("GNU.sparse.numblocks") ? pieces : null;

    /// <summary>A sparse file's length with its holes; null where the header doesn't say.</summary>
    public long? RealSize => Number("GNU.sparse.realsize") ?? Number("GNU.sparse.size");

    /// <summary>Reads records; a later record of the same key wins, an empty value takes the key back.</summary>
    public static PaxRecords Read(ReadOnlySpan<byte> text)
    {
        var records = new PaxRecords();
        while (!text.IsEmpty)
        {
            int space = text.IndexOf((byte)' ');
            if (space <= 0 || !Utf8Parser.TryParse(text[..space], out int length, out int digits) || digits != space || length <= space + 1 || length > text.Length || text[length - 1] != '\n')
            {
                throw TarReader.Damaged("a PAX record's length is wrong");
            }

            ReadOnlySpan<byte> record = text[(space + 1)..(length - 1)];
            int equals = record.IndexOf((byte)'=');
            if (equals <= 0)
            {
                throw TarReader.Damaged("a PAX record has no key");
            }

            records.Add(PathText.Decode(record[..equals]), record[(equals + 1)..]);
            text = text[length..];
        }

        return records;
    }

    /// <summary>Puts what the records say into an entry: names, numbers, times, attributes.</summary>
    public void Apply(TarEntry entry)
    {
        entry.Name = Text("GNU.sparse.name") ?? Text("path") ?? entry.Name;
        entry.LinkName = Text("linkpath") ?? entry.LinkName;
        entry.Size = Number("size") ?? entry.Size;
        entry.User = TarReader.ToId(Number("uid") ?? entry.User);
        entry.Group = TarReader.ToId(Number("gid") ?? entry.Group);
        entry.Modified = Text("mtime") is { } time ? ParseTime(time) : entry.Modified;
        entry.Attributes = Attributes;
    }

    /// <summary>Seconds since 1970 with an optional fraction: <c>-12.345</c>.</summary>
    internal static FileTime ParseTime(string text)
    {
        int dot = text.IndexOf('.', StringComparison.Ordinal);
        string whole = dot < 0 ? text : text[..dot];
        if (!long.TryParse(whole is "" or "-" ? whole + "0" : whole, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seconds))
        {
            throw TarReader.Damaged($"a PAX time is {text}");
        }

        string fraction = (dot < 0 ? "" : text[(dot + 1)..]).PadRight(9, '0')[..9];
        if (!uint.TryParse(fraction, NumberStyles.None, CultureInfo.InvariantCulture, out uint nanoseconds))
        {
            throw TarReader.Damaged($"a PAX time is {text}");
        }

        return nanoseconds > 0 && text[0] == '-' ? new FileTime(seconds - 1, 1_000_000_000 - nanoseconds) : new FileTime(seconds, nanoseconds);
    }

    private void Add(string key, ReadOnlySpan<byte> value)
    {
        if (key.StartsWith(AttributePrefix, StringComparison.Ordinal))
        {
            Attributes ??= [];
            Attributes.RemoveAll(a => a.Key == key[AttributePrefix.Length..]);
            Attributes.Add(new(key[AttributePrefix.Length..], value.ToArray()));
            return;
        }

        // Version 0.0 repeats offset and numbytes a piece; 0.1 has them all in one list.
        switch (key)
        {
            case "GNU.sparse.offset":
                pieceOffset = ParseNumber(key, value);
                return;
            case "GNU.sparse.numbytes" when pieceOffset is { } offset:
                pieces.Add(new TarPiece(offset, ParseNumber(key, value)));
                pieceOffset = null;
                return;
            case "GNU.sparse.map":
                ReadMap(value);
                break;
        }

        if (value.IsEmpty)
        {
            values.Remove(key);
        }
        else
        {
            values[key] = value.ToArray();
        }
    }

    private void ReadMap(ReadOnlySpan<byte> value)
    {
        pieces.Clear();
        string[] numbers = Encoding.UTF8.GetString(value).Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (numbers.Length % 2 != 0)
        {
            throw TarReader.Damaged("a sparse map has an odd count of numbers");
        }

        for (int i = 0; i < numbers.Length; i += 2)
        {
            pieces.Add(new TarPiece(ParseNumber("GNU.sparse.map", Encoding.UTF8.GetBytes(numbers[i])), ParseNumber("GNU.sparse.map", Encoding.UTF8.GetBytes(numbers[i + 1]))));
        }
    }

    private string? Text(string key) => values.TryGetValue(key, out byte[]? value) ? PathText.Decode(value) : null;

    private long? Number(string key) => values.TryGetValue(key, out byte[]? value) ? ParseNumber(key, value) : null;

    private static long ParseNumber(string key, ReadOnlySpan<byte> value) =>
        Utf8Parser.TryParse(value, out long number, out int digits) && digits == value.Length ? number : throw TarReader.Damaged($"the PAX record {key} isn't a number");
}
