using Berth.Docker;

namespace Berth.Cli;

/// <summary><c>rmi</c>: removes images.</summary>
internal static class RmiCommand
{
    /// <summary>Runs the command.</summary>
    public static int Run(CommandContext context)
    {
        var force = context.Arguments.Bool("force"u8);
        var failed = false;
        foreach (var name in context.Words)
        {
            try
            {
                foreach (var item in context.Client.Images.RemoveAsync(name, force, context.Arguments.Bool("no-prune"u8)).GetAwaiter().GetResult())
                    context.Out.WriteLine(string.IsNullOrEmpty(item.Deleted) ? $"Untagged: {item.Untagged}" : $"Deleted: {item.Deleted}");
            }
            catch (DockerException e)
            {
                context.PrintError(e);
                failed |= !(force && e.Kind == DockerErrorKind.NotFound);
            }
        }
        return failed ? ExitCodes.Failure : ExitCodes.Success;
    }
}
