namespace Berth.Cli;

/// <summary><c>export</c>: writes a container's file system as a tar archive.</summary>
internal static class ExportCommand
{
    /// <summary>Runs the command.</summary>
    public static int Run(CommandContext context) => Export(context, context.Words[0]);

    /// <summary>Writes the archive to the file of <c>--output</c> or to standard output.</summary>
    public static int Export(CommandContext context, string container)
    {
        using var target = ArchiveTarget.Open(context.Arguments.TextOrNull("output"u8));
        context.Client.Containers.ExportAsync(container, target.Stream).GetAwaiter().GetResult();
        target.Commit();
        return ExitCodes.Success;
    }
}
