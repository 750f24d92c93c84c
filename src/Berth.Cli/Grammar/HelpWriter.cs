using System.Text;

namespace Berth.Cli;

/// <summary>Writes the help of a command from its row.</summary>
internal static class HelpWriter
{
    private const int NarrowestText = 24;

    /// <summary>The help of a command, as <c>--help</c> prints it.</summary>
    /// <param name="row">The command.</param>
    /// <param name="path">How the user calls it: <c>berth container ls</c>.</param>
    /// <param name="width">Columns of the terminal.</param>
    /// <param name="children">The commands under it, with the name that each has there; empty for none.</param>
    public static string Write(CommandRow row, string path, int width, List<(string Name, CommandRow Row)> children)
    {
        var text = new StringBuilder();
        var usages = row.Attributes("usage:"u8);
        for (var i = 0; i < usages.Count; i++)
            text.Append(i == 0 ? "Usage:  " : "        ").Append(path).Append(usages[i]).Append('\n');
        text.Append('\n').Append(row.About).Append('\n');
        var more = row.Attributes("text: "u8);
        if (more.Count > 0)
            text.Append('\n').AppendJoin('\n', more).Append('\n');
        WriteAliases(text, row, path);
        WriteChildren(text, children);
        WriteOptions(text, row, width);
        if (children.Count > 0)
            text.Append("\nRun '").Append(path).Append(" COMMAND --help' for more about a command.\n");
        return text.ToString();
    }

    /// <summary>All options of a row and of the one that it includes, in the order of their names; hidden ones and other spellings left out.</summary>
    public static List<(string Name, string Left, string Help)> Options(CommandRow row)
    {
        var options = new List<(string Name, string Left, string Help)>();
        for (var source = row; source is not null; source = source.Included)
        {
            foreach (var line in new LineReader(source.Text))
            {
                if (!FlagRow.IsFlag(line))
                    continue;
                var flag = FlagRow.Read(line);
                if (flag.Hidden)
                    continue;
                var name = Encoding.UTF8.GetString(flag.Name);
                var left = (flag.Letter == '\0' ? "    --" : $"-{flag.Letter}, --") + name;
                if (flag.TypeName.Length > 0)
                    left += " " + Encoding.UTF8.GetString(flag.TypeName);
                options.Add((name, left, Sentence(flag)));
            }
        }
        options.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return options;
    }

    private static string Sentence(in FlagRow flag)
    {
        var help = Encoding.UTF8.GetString(flag.Help);
        if (flag.Default.Length == 0 || flag.Default.SequenceEqual("0s"u8))
            return help;
        var value = Encoding.UTF8.GetString(flag.Default);
        return help + (flag.Type is FlagType.Text ? $" (default \"{value}\")" : $" (default {value})");
    }

    private static void WriteAliases(StringBuilder text, CommandRow row, string path)
    {
        var names = row.Names();
        if (names.Length < 2)
            return;
        var program = path.Split(' ')[0];
        text.Append("\nAliases:\n  ").Append(program).Append(' ').AppendJoin($", {program} ", names).Append('\n');
    }

    private static void WriteChildren(StringBuilder text, List<(string Name, CommandRow Row)> children)
    {
        if (children.Count == 0)
            return;
        var width = 0;
        var groups = new List<string>();
        foreach (var (name, row) in children)
        {
            width = Math.Max(width, name.Length);
            var group = row.Attribute("group: "u8);
            if (!groups.Contains(group))
                groups.Add(group);
        }
        groups.Sort(static (a, b) => Order(a) - Order(b));
        var grouped = groups.Count > 1;
        foreach (var group in groups)
        {
            text.Append('\n').Append(grouped && group.Length > 0 ? group + " commands:\n" : "Commands:\n");
            foreach (var (name, row) in children)
            {
                if (row.Attribute("group: "u8) == group)
                    text.Append("  ").Append(name.PadRight(width + 2)).Append(row.About).Append('\n');
            }
        }
    }

    private static int Order(string group) => group switch { "Compose" => 0, "Common" => 1, "Management" => 2, "" => 3, _ => 4 };

    private static void WriteOptions(StringBuilder text, CommandRow row, int width)
    {
        var options = Options(row);
        if (options.Count == 0)
            return;
        var left = 0;
        foreach (var option in options)
            left = Math.Max(left, option.Left.Length);
        text.Append("\nOptions:\n");
        var column = left + 5;
        foreach (var option in options)
        {
            text.Append("  ").Append(option.Left.PadRight(left + 3));
            Wrap(text, option.Help, column, Math.Max(NarrowestText, width - column));
        }
    }

    private static void Wrap(StringBuilder text, string sentence, int column, int width)
    {
        var rest = sentence.AsSpan();
        while (rest.Length > width)
        {
            var cut = rest[..(width + 1)].LastIndexOf(' ');
            if (cut <= 0)
                break;
            text.Append(rest[..cut]).Append('\n').Append(' ', column);
            rest = rest[(cut + 1)..];
        }
        text.Append(rest).Append('\n');
    }
}
