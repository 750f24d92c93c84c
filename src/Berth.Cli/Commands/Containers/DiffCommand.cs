namespace Berth.Cli;

/// <summary><c>diff</c>: lists what changed in a container's file system.</summary>
internal static class DiffCommand
{
    private const string Kinds = "CAD";

    /// <summary>Runs the command.</summary>
    public static int Run(CommandContext context)
    {
        foreach (var change in context.Client.Containers.ChangesAsync(context.Words[0]).GetAwaiter().GetResult() ?? [])
            context.Out.WriteLine($"{Kinds[Math.Clamp(change.Kind, 0, 2)]} {change.Path}");
        return ExitCodes.Success;
    }
}
