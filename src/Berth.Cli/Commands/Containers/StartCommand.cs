using Berth.Docker;

namespace Berth.Cli;

/// <summary><c>start</c>: starts stopped containers, and with <c>-a</c> or <c>-i</c> connects this terminal to one.</summary>
internal static class StartCommand
{
    /// <summary>Runs the command.</summary>
    public static int Run(CommandContext context)
    {
        var attach = context.Arguments.Bool("attach"u8);
        var interactive = context.Arguments.Bool("interactive"u8);
        if (!attach && !interactive)
            return StartAll(context);
        if (context.Words.Count > 1)
            throw new UsageException("you cannot start and attach multiple containers at once", ExitCodes.Failure) { ShowUsage = false };
        var container = context.Client.Containers.InspectAsync(context.Words[0]).GetAwaiter().GetResult();
        return new AttachedRun(context, container.Id)
        {
            Tty = container.Config.Tty,
            Stdin = interactive && container.Config.OpenStdin,
            ProxySignals = !container.Config.Tty,
            DetachKeys = context.Arguments.TextOrNull("detach-keys"u8),
            Until = container.HostConfig.AutoRemove ? WaitCondition.Removed : WaitCondition.NextExit,
            Start = () => context.Client.Containers.StartAsync(container.Id, context.Arguments.TextOrNull("detach-keys"u8)).GetAwaiter().GetResult(),
        }.Carry();
    }

    private static int StartAll(CommandContext context)
    {
        var failed = new List<string>();
        var first = true;
        foreach (var name in context.Words)
        {
            try
            {
                context.Client.Containers.StartAsync(name).GetAwaiter().GetResult();
                context.Out.WriteLine(name);
            }
            catch (DockerException e) when (!(first && context.Mixed && e.Kind == DockerErrorKind.NotFound))
            {
                context.PrintError(e);
                failed.Add(name);
            }
            first = false;
        }
        if (failed.Count == 0)
            return ExitCodes.Success;
        context.Error.WriteLine("Error: failed to start containers: " + string.Join(", ", failed));
        return ExitCodes.Failure;
    }
}
