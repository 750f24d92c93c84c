using System.Text;

namespace Berth.Cli;

/// <summary>One command of <see cref="CommandTable"/>: where its text is. Attributes and options are read from it when they are asked for.</summary>
internal sealed class CommandRow
{
    private readonly int _section;
    private readonly int _start;
    private readonly int _length;

    private CommandRow(int section, int start, int length)
    {
        _section = section;
        _start = start;
        _length = length;
    }

    /// <summary>The row's own text, its header included.</summary>
    public ReadOnlySpan<byte> Text => CommandTable.Section(_section).Slice(_start, _length);

    /// <summary>The first of its names.</summary>
    public string Name => Names()[0];

    /// <summary>One sentence about it, without the mark that hides it.</summary>
    public string About => Attribute("about: "u8).TrimStart('!');

    /// <summary>Whether lists leave it out.</summary>
    public bool Hidden => Attribute("about: "u8).StartsWith('!');

    /// <summary>Whether it is only the first word of other commands.</summary>
    public bool IsGroup => Has("is-group"u8);

    /// <summary>Whether its options end at the first word that is none.</summary>
    public bool FlagsFirst => Has("flags-first"u8);

    /// <summary>Whether all words are handed to it as they are.</summary>
    public bool Raw => Has("raw"u8);

    /// <summary>The row whose options it has too, or null.</summary>
    public CommandRow? Included
    {
        get
        {
            var name = Attribute("include: "u8);
            return name.Length == 0 ? null : CommandTable.Find(name);
        }
    }

    /// <summary>The row whose header begins at a place of a section.</summary>
    public static CommandRow At(int section, int start)
    {
        var text = CommandTable.Section(section)[start..];
        var end = text.IndexOf("\n== "u8);
        return new CommandRow(section, start, end < 0 ? text.Length : end + 1);
    }

    /// <summary>All its names, the one that the program dispatches by first.</summary>
    public string[] Names()
    {
        var text = Text;
        return Encoding.UTF8.GetString(text[3..text.IndexOf((byte)'\n')]).Split(", ");
    }

    /// <summary>The value of the first line of this attribute, or an empty text.</summary>
    public string Attribute(ReadOnlySpan<byte> key)
    {
        foreach (var line in new LineReader(Text))
        {
            if (line.StartsWith(key))
                return Encoding.UTF8.GetString(line[key.Length..]);
        }
        return "";
    }

    /// <summary>The values of all lines of this attribute.</summary>
    public List<string> Attributes(ReadOnlySpan<byte> key)
    {
        var values = new List<string>();
        foreach (var line in new LineReader(Text))
        {
            if (line.StartsWith(key))
                values.Add(Encoding.UTF8.GetString(line[key.Length..]));
        }
        return values;
    }

    /// <summary>Finds an option by its long name, in the row and in the one that it includes; other spellings are followed.</summary>
    public bool TryFindLong(ReadOnlySpan<byte> name, out FlagRow flag)
    {
        if (FindLong(Text, name, out flag) || (Included is { } included && FindLong(included.Text, name, out flag)))
        {
            if (flag.AliasOf.Length == 0)
                return true;
            return TryFindLong(flag.AliasOf, out flag);
        }
        return false;
    }

    /// <summary>Finds an option by its letter, in the row and in the one that it includes.</summary>
    public bool TryFindShort(char letter, out FlagRow flag) =>
        FindShort(Text, letter, out flag) || (Included is { } included && FindShort(included.Text, letter, out flag));

    private bool Has(ReadOnlySpan<byte> mark)
    {
        foreach (var line in new LineReader(Text))
        {
            if (line.SequenceEqual(mark))
                return true;
        }
        return false;
    }

    private static bool FindLong(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name, out FlagRow flag)
    {
        for (var from = 0; ;)
        {
            var found = text[from..].IndexOf(name);
            if (found < 0)
                break;
            var at = from + found;
            from = at + name.Length;
            var line = text[..at].LastIndexOf((byte)'\n') + 1;
            if (at - line != FlagRow.NameColumn || !FlagRow.IsFlag(text[line..]) || (from < text.Length && text[from] is not ((byte)' ' or (byte)'\n')))
                continue;
            var end = text[line..].IndexOf((byte)'\n');
            flag = FlagRow.Read(end < 0 ? text[line..] : text.Slice(line, end));
            return true;
        }
        flag = default;
        return false;
    }

    private static bool FindShort(ReadOnlySpan<byte> text, char letter, out FlagRow flag)
    {
        foreach (var line in new LineReader(text))
        {
            if (line.Length > FlagRow.NameColumn && line[0] == '-' && line[1] == letter)
            {
                flag = FlagRow.Read(line);
                return true;
            }
        }
        flag = default;
        return false;
    }
}
