using System.Globalization;
using Berth.Docker;

namespace Berth.Cli;

/// <summary><c>wait</c>: waits until containers end and prints their exit codes.</summary>
internal static class WaitCommand
{
    /// <summary>Runs the command.</summary>
    public static int Run(CommandContext context) => context.ForEach(context.Words, async (client, name) =>
    {
        using var wait = await client.Containers.WaitAsync(name).ConfigureAwait(false);
        var result = await wait.Result.ConfigureAwait(false);
        if (result.Error?.Message is { Length: > 0 } message)
            throw new DockerException(DockerErrorKind.System, message);
        lock (context.Out)
        {
            context.Out.WriteLine(result.StatusCode.ToString(CultureInfo.InvariantCulture));
            context.Out.Flush();
        }
    }, print: false);
}
