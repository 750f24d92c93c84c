using Berth.Docker;

namespace Berth.Cli;

/// <summary><c>rm</c>: removes containers.</summary>
internal static class RmCommand
{
    /// <summary>Runs the command.</summary>
    public static int Run(CommandContext context)
    {
        var force = context.Arguments.Bool("force"u8);
        var volumes = context.Arguments.Bool("volumes"u8);
        var link = context.Arguments.Bool("link"u8);
        return context.ForEach(context.Words, async (client, name) =>
        {
            try
            {
                await client.Containers.RemoveAsync(name, force, volumes, link).ConfigureAwait(false);
            }
            catch (DockerException e) when (force && !context.Mixed && e.Kind == DockerErrorKind.NotFound)
            {
                // With --force a container that isn't there is as good as removed, but said.
                context.PrintError(e);
            }
        });
    }
}
