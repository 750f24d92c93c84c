namespace Berth.Cli;

/// <summary>The commands that move containers from one state to another, each on all that are named: stop, restart, kill, pause, unpause, rename.</summary>
internal static class LifecycleCommands
{
    /// <summary><c>stop</c>.</summary>
    public static int Stop(CommandContext context)
    {
        var (timeout, signal) = StopOptions(context);
        return context.ForEach(context.Words, (client, name) => client.Containers.StopAsync(name, timeout, signal));
    }

    /// <summary><c>restart</c>.</summary>
    public static int Restart(CommandContext context)
    {
        var (timeout, signal) = StopOptions(context);
        return context.ForEach(context.Words, (client, name) => client.Containers.RestartAsync(name, timeout, signal));
    }

    /// <summary><c>kill</c>.</summary>
    public static int Kill(CommandContext context)
    {
        var signal = context.Arguments.TextOrNull("signal"u8);
        return context.ForEach(context.Words, (client, name) => client.Containers.KillAsync(name, signal));
    }

    /// <summary><c>pause</c>.</summary>
    public static int Pause(CommandContext context) => context.ForEach(context.Words, static (client, name) => client.Containers.PauseAsync(name));

    /// <summary><c>unpause</c>.</summary>
    public static int Unpause(CommandContext context) => context.ForEach(context.Words, static (client, name) => client.Containers.UnpauseAsync(name));

    /// <summary><c>rename</c>.</summary>
    public static int Rename(CommandContext context)
    {
        context.Client.Containers.RenameAsync(context.Words[0], context.Words[1]).GetAwaiter().GetResult();
        return ExitCodes.Success;
    }

    private static (int? Timeout, string? Signal) StopOptions(CommandContext context) =>
        ((int?)context.Arguments.Int("timeout"u8), context.Arguments.TextOrNull("signal"u8));
}
