using System.Text;

namespace Berth.Cli;

/// <summary>A command line that is not finished: which command it is, and whether an option waits for its value.</summary>
internal sealed class CompletionLine
{
    private CompletionLine(CommandRow row, bool atProgram)
    {
        Row = row;
        AtProgram = atProgram;
    }

    /// <summary>The command, or the program's own row.</summary>
    public CommandRow Row { get; private set; }

    /// <summary>Whether no command is named yet.</summary>
    public bool AtProgram { get; private set; }

    /// <summary>The option that waits for a value, or null.</summary>
    public AwaitedValue? AwaitedFlag { get; private set; }

    /// <summary>Reads the finished words of a line.</summary>
    /// <param name="words">The words after the program's name, without the one that is being typed.</param>
    /// <param name="mixed">Whether Compose's commands stand beside docker's.</param>
    public static CompletionLine Read(List<string> words, bool mixed)
    {
        var line = new CompletionLine(CommandTable.Find(mixed ? "berth" : "docker")!, atProgram: true);
        var named = new List<string>();
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].StartsWith('-'))
            {
                if (!line.TakesValue(words[i], out var values))
                    continue;
                if (i == words.Count - 1)
                    line.AwaitedFlag = new AwaitedValue(values);
                i++;
                continue;
            }
            if (!line.AtProgram && !line.Row.IsGroup)
                continue;
            named.Add(words[i]);
            var row = CommandTree.Resolve(named.ToArray(), out var used);
            if (row is null || used < named.Count)
                row = mixed && named.Count == 1 ? CommandTree.ResolveCompose(words[i]) : null;
            if (row is null)
                break;
            line.Row = row;
            line.AtProgram = false;
        }
        return line;
    }

    private bool TakesValue(string word, out string[] values)
    {
        values = [];
        var found = word.StartsWith("--", StringComparison.Ordinal) ? Row.TryFindLong(Encoding.UTF8.GetBytes(word[2..]), out var flag) : Row.TryFindShort(word[^1], out flag);
        if (!found || word.Contains('=', StringComparison.Ordinal) || flag.Type == FlagType.Bool)
            return false;
        values = flag.Values;
        return true;
    }

    /// <summary>What an option may be given.</summary>
    /// <param name="Values">The values that its row lists; empty if it may be anything.</param>
    internal sealed record AwaitedValue(string[] Values);
}
