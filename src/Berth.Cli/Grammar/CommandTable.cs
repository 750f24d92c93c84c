using System.Text;

namespace Berth.Cli;

/// <summary>
/// The table of commands: text in the program's read-only data, of which only the row that is asked for is ever looked at.
/// </summary>
/// <remarks>
/// A row begins with <c>== NAME, OTHER NAME…</c>. Then come its attributes, one a line: <c>about:</c> (one sentence, hidden if it begins
/// with <c>!</c>), <c>usage:</c> (what follows the name), <c>text:</c> (more for its help), <c>group:</c> (its heading in the list of
/// commands), <c>args:</c> (how many words: <c>0</c>, <c>2</c>, <c>1-</c>, <c>0-1</c>), <c>include:</c> (a row whose options it has too), <c>complete:</c> (what its
/// words name), and the marks <c>flags-first</c> (options end at the first word), <c>raw</c> (nothing is parsed) and <c>is-group</c>.
/// Then its options, one a line: <c>-s, --name type=default  what it does</c>; the type is missing for a switch, <c>&gt;name</c> in its
/// place makes another spelling, <c>!</c> before the sentence hides it, and <c>{a|b}</c> in the sentence lists the values.
/// </remarks>
internal static class CommandTable
{
    private const int Sections = 7;

    /// <summary>The text of a section.</summary>
    public static ReadOnlySpan<byte> Section(int section) => section switch
    {
        0 => ContainerTable.Text,
        1 => ImageTable.Text,
        2 => ResourceTable.Text,
        3 => GlobalTable.Text,
        4 => ContainerOptionTable.Text,
        5 => ComposeTable.Text,
        6 => ComposeToolTable.Text,
        _ => throw new ArgumentOutOfRangeException(nameof(section)),
    };

    /// <summary>The row that has this name among its names, or null.</summary>
    /// <param name="path">The command's words with one space between, without the program's: <c>container ls</c>.</param>
    public static CommandRow? Find(string path)
    {
        Span<byte> name = stackalloc byte[96];
        if (path.Length == 0 || Ascii.FromUtf16(path, name, out var length) != System.Buffers.OperationStatus.Done)
            return null;
        name = name[..length];
        var compose = path.StartsWith("compose", StringComparison.Ordinal);
        for (var i = 0; i < Sections; i++)
        {
            var section = compose ? Sections - 1 - i : i;
            var start = FindHeader(Section(section), name);
            if (start >= 0)
                return CommandRow.At(section, start);
        }
        return null;
    }

    /// <summary>All rows, in the order of the table.</summary>
    public static List<CommandRow> All()
    {
        var rows = new List<CommandRow>();
        for (var section = 0; section < Sections; section++)
        {
            var text = Section(section);
            for (var at = 0; at < text.Length;)
            {
                if (text[at..].StartsWith("== "u8))
                    rows.Add(CommandRow.At(section, at));
                var end = text[at..].IndexOf((byte)'\n');
                at = end < 0 ? text.Length : at + end + 1;
            }
        }
        return rows;
    }

    private static int FindHeader(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        for (var from = 0; ;)
        {
            var found = text[from..].IndexOf(name);
            if (found < 0)
                return -1;
            var at = from + found;
            from = at + name.Length;
            var before = text[..at];
            if (!(before.EndsWith("== "u8) || before.EndsWith(", "u8)) || (from < text.Length && text[from] is not ((byte)'\n' or (byte)',')))
                continue;
            var line = before.LastIndexOf((byte)'\n') + 1;
            if (text[line..].StartsWith("== "u8))
                return line;
        }
    }
}
