using Berth.Docker;

namespace Berth.Cli;

/// <summary><c>attach</c>: connects this terminal to a running container.</summary>
internal static class AttachCommand
{
    /// <summary>Runs the command.</summary>
    public static int Run(CommandContext context) =>
        Attach(context, context.Words[0], context.Arguments.Bool("no-stdin"u8), context.Arguments.Bool("sig-proxy"u8), context.Arguments.TextOrNull("detach-keys"u8));

    /// <summary>Connects to a container.</summary>
    public static int Attach(CommandContext context, string name, bool noStdin, bool proxySignals, string? detachKeys)
    {
        var container = context.Client.Containers.InspectAsync(name).GetAwaiter().GetResult();
        if (!container.State.Running)
            throw Refused("You cannot attach to a stopped container, start it first");
        if (container.State.Paused)
            throw Refused("You cannot attach to a paused container, unpause it first");
        if (container.State.Restarting)
            throw Refused("You cannot attach to a restarting container, wait until it is running");
        var run = new AttachedRun(context, container.Id)
        {
            Tty = container.Config.Tty,
            Stdin = !noStdin && container.Config.OpenStdin,
            ProxySignals = proxySignals && !container.Config.Tty,
            DetachKeys = detachKeys,
            Until = WaitCondition.NotRunning,
        };
        var code = run.Carry();
        return run.Left ? throw Refused("read escape sequence") : code;
    }

    private static UsageException Refused(string message) => new(message, ExitCodes.Failure) { ShowUsage = false };
}
