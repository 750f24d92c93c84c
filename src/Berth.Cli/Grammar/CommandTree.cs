namespace Berth.Cli;

/// <summary>Which words of a command line name the command, in each of the three grammars.</summary>
internal static class CommandTree
{
    private const string Compose = "compose";

    /// <summary>The longest name at the beginning of these words, or null if the first is no command's.</summary>
    /// <param name="words">The words after the program's options.</param>
    /// <param name="used">How many of them are the name.</param>
    public static CommandRow? Resolve(ReadOnlySpan<string> words, out int used)
    {
        used = 0;
        CommandRow? row = null;
        var path = "";
        while (used < words.Length && IsWord(words[used]))
        {
            var next = path.Length == 0 ? words[used] : path + " " + words[used];
            if (CommandTable.Find(next) is not { } found || IsFragment(found))
                break;
            row = found;
            path = next;
            used++;
            if (!row.IsGroup)
                break;
        }
        return row;
    }

    /// <summary>The Compose command of this name, if docker has none that is called so.</summary>
    public static CommandRow? ResolveCompose(string word) => IsWord(word) ? CommandTable.Find(Compose + " " + word) : null;

    /// <summary>The commands under a group, or all that the program has, in the order of their names.</summary>
    /// <param name="group">The group's name; empty for the program itself.</param>
    /// <param name="hoistCompose">Whether Compose's commands that don't clash stand beside the program's own.</param>
    public static List<(string Name, CommandRow Row)> Children(string group, bool hoistCompose)
    {
        var children = new List<(string Name, CommandRow Row)>();
        var all = CommandTable.All();
        foreach (var row in all)
        {
            if (!row.Hidden && Under(row, group) is { } name)
                children.Add((name, row));
        }
        if (hoistCompose)
        {
            foreach (var row in all)
            {
                if (!row.Hidden && Under(row, Compose) is { } name && CommandTable.Find(name) is null)
                    children.Add((name, row));
            }
        }
        children.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return children;
    }

    private static string? Under(CommandRow row, string group)
    {
        foreach (var name in row.Names())
        {
            if (group.Length == 0)
            {
                if (!name.Contains(' ', StringComparison.Ordinal) && name is not ("berth" or "docker"))
                    return name;
            }
            else if (name.Length > group.Length && name.StartsWith(group, StringComparison.Ordinal) && name[group.Length] == ' ' &&
                !name.AsSpan(group.Length + 1).Contains(' '))
            {
                return name[(group.Length + 1)..];
            }
        }
        return null;
    }

    private static bool IsWord(string word) => word.Length > 0 && word[0] != '-' && !word.Contains(' ', StringComparison.Ordinal) && !word.Contains(',', StringComparison.Ordinal);

    // Rows that only carry options or stand for the program are no commands.
    private static bool IsFragment(CommandRow row) =>
        row.Name is "berth" or "docker" or "compose-globals" or "compose-verb" or "container-options";
}
