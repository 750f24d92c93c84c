using System.Globalization;

namespace Berth.Cli;

/// <summary>Whether a command has as many words as its row says.</summary>
internal static class ArgumentCount
{
    /// <summary>Checks the number of words.</summary>
    /// <exception cref="UsageException">Too few or too many.</exception>
    public static void Check(CommandRow row, string name, int count)
    {
        var text = row.Attribute("args: "u8);
        if (text.Length == 0)
            return;
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var least = int.Parse(dash < 0 ? text : text.AsSpan(0, dash), CultureInfo.InvariantCulture);
        var most = dash < 0 ? least : dash == text.Length - 1 ? int.MaxValue : int.Parse(text.AsSpan(dash + 1), CultureInfo.InvariantCulture);
        if (count >= least && count <= most)
            return;
        var program = name.Split(' ')[0];
        throw CommandCall.WithUsage(new UsageException($"{program}: '{name}' {Wanted(least, most)}", ExitCodes.Failure), row, name, most == int.MaxValue ? "See" : "Run");
    }

    private static string Wanted(int least, int most)
    {
        if (most == 0)
            return "accepts no arguments";
        if (least == most)
            return $"requires {Arguments(least)}";
        if (most == int.MaxValue)
            return $"requires at least {Arguments(least)}";
        return least == 0 ? $"requires at most {Arguments(most)}" : $"requires at least {least} and at most {Arguments(most)}";
    }

    private static string Arguments(int count) => count == 1 ? "1 argument" : $"{count} arguments";
}
