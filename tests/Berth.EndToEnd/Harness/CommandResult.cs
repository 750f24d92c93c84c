namespace Berth.EndToEnd;

/// <summary>What a command answered.</summary>
internal sealed record CommandResult(string Command, int ExitCode, string Output, string Error)
{
    /// <summary>Fails the test, with all that the command said, unless its status is one of these.</summary>
    public CommandResult Exits(params int[] statuses)
    {
        Assert.True(statuses.Contains(ExitCode), $"{Command}\nexit status {ExitCode}, expected {string.Join(" or ", statuses)}\n--- stdout\n{Output}--- stderr\n{Error}");
        return this;
    }

    /// <summary>Fails the test unless the command succeeded.</summary>
    public CommandResult Succeeds() => Exits(0);

    /// <summary>Fails the test unless standard output holds this.</summary>
    public CommandResult Prints(string text)
    {
        Assert.True(Output.Contains(text, StringComparison.Ordinal), $"{Command}\nstdout lacks: {text}\n--- stdout\n{Output}--- stderr\n{Error}");
        return this;
    }

    /// <summary>Fails the test unless standard error holds this.</summary>
    public CommandResult Complains(string text)
    {
        Assert.True(Error.Contains(text, StringComparison.Ordinal), $"{Command}\nstderr lacks: {text}\n--- stdout\n{Output}--- stderr\n{Error}");
        return this;
    }
}
