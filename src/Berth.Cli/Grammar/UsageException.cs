namespace Berth.Cli;

/// <summary>The words of a command line don't fit its grammar. The message is for the user.</summary>
internal sealed class UsageException(string message, int exitCode = ExitCodes.Usage) : Exception(message)
{
    /// <summary>What to end with.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>Whether the message is followed by the command's usage line (true for wrong words, false for wrong combinations).</summary>
    public bool ShowUsage { get; init; } = true;

    /// <summary>Whether the message names the program and is followed by where help is; always true with the exit code 125.</summary>
    public bool ShowHelp { get; init; }

    /// <summary>An option's value that can't be read, worded as pflag does.</summary>
    public static UsageException BadValue(string value, string flag, string reason) =>
        new($"invalid argument {GoQuote.Double(value)} for \"{flag}\" flag: {reason}");
}
