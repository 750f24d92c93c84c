namespace Berth.Cli;

/// <summary><c>top</c>: lists the processes of a container.</summary>
internal static class TopCommand
{
    /// <summary>Runs the command.</summary>
    public static int Run(CommandContext context)
    {
        var psOptions = context.Words.Count > 1 ? string.Join(' ', context.Words.Skip(1)) : null;
        var top = context.Client.Containers.TopAsync(context.Words[0], psOptions).GetAwaiter().GetResult();
        var table = new TableWriter(20);
        table.Add([.. top.Titles]);
        foreach (var process in top.Processes)
            table.Add([.. process]);
        context.Out.Write(table.ToString());
        return ExitCodes.Success;
    }
}
