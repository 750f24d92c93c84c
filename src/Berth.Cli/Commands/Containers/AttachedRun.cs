using Berth.Docker;
using Berth.Linux;

namespace Berth.Cli;

/// <summary>
/// A container that this terminal is connected to: attached and waited for before it starts, so that no first byte and no early end is lost;
/// then its streams, signals and the terminal's size are carried until it ends or the keys to leave are typed.
/// </summary>
internal sealed class AttachedRun(CommandContext context, string id)
{
    private static readonly int[] Proxied =
    [
        Signals.Hup, Signals.Int, Signals.Quit, Signals.Term, Signals.Usr1, Signals.Usr2, Signals.Alrm, Signals.Cont, Signals.Tstp,
    ];

    /// <summary>Whether the container has a terminal.</summary>
    public required bool Tty { get; init; }

    /// <summary>Whether standard input is passed on.</summary>
    public required bool Stdin { get; init; }

    /// <summary>Whether standard output is shown.</summary>
    public bool Stdout { get; init; } = true;

    /// <summary>Whether standard error is shown.</summary>
    public bool Stderr { get; init; } = true;

    /// <summary>Whether signals are passed on.</summary>
    public bool ProxySignals { get; init; } = true;

    /// <summary>The keys to leave, as text; null for the usual.</summary>
    public string? DetachKeys { get; init; }

    /// <summary>What the wait waits for; null if nobody asks for the exit code.</summary>
    public WaitCondition? Until { get; init; }

    /// <summary>Starts the container once all is ready; null if it runs already.</summary>
    public Action? Start { get; init; }

    /// <summary>Whether the keys to leave ended it.</summary>
    public bool Left { get; private set; }

    /// <summary>Carries until the end.</summary>
    /// <returns>The container's exit code; 0 if left before.</returns>
    public int Carry()
    {
        if (Tty && Stdin && !CallerTerminal.InputIsTerminal)
            throw new UsageException("cannot attach stdin to a TTY-enabled container because stdin is not a terminal", ExitCodes.Failure) { ShowUsage = false };
        var keysText = DetachKeys ?? context.Config.DetachKeys;
        var keys = Tty && Stdin ? Cli.DetachKeys.Parse(keysText) : null;
        var options = new AttachOptions { Stream = true, Stdin = Stdin, Stdout = Stdout, Stderr = Stderr, DetachKeys = keysText };
        var stream = context.Client.Containers.AttachAsync(id, options).GetAwaiter().GetResult();
        using var wait = Until is { } condition ? context.Client.Containers.WaitAsync(id, condition).GetAwaiter().GetResult() : null;
        try
        {
            Left = !Pump(stream, keys);
        }
        finally
        {
            stream.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
        return Left || wait is null ? ExitCodes.Success : ExitCode(wait);
    }

    private bool Pump(AttachedStream stream, DetachKeys? keys)
    {
        using var signals = WatchedSignals();
        using var terminal = Tty && Stdin ? CallerTerminal.Raw() : null;
        using var pump = new StreamPump(stream, context.Out, context.Error) { Keys = keys, OnSignal = Deliver };
        if (signals is not null)
            pump.Watch(signals);
        Start?.Invoke();
        if (Tty)
            Resize();
        if (Stdin)
            pump.OpenInput();
        return pump.Run(signals);
    }

    private CallerSignals? WatchedSignals()
    {
        var watched = ProxySignals ? new List<int>(Proxied) : [];
        if (Tty)
            watched.Add(Signals.Winch);
        return watched.Count > 0 ? new CallerSignals([.. watched]) : null;
    }

    private static int ExitCode(ContainerWait wait)
    {
        var result = wait.Result.GetAwaiter().GetResult();
        return result.Error?.Message is { Length: > 0 } message ? throw new DockerException(DockerErrorKind.System, message) : (int)result.StatusCode;
    }

    private void Deliver(int signal)
    {
        if (signal == Signals.Winch)
        {
            Resize();
            return;
        }
        Try(() => context.Client.Containers.KillAsync(id, Signals.Name(signal)));
    }

    private void Resize()
    {
        var (rows, columns) = CallerTerminal.Size;
        if (rows > 0)
            Try(() => context.Client.Containers.ResizeAsync(id, rows, columns));
    }

    // The container may have ended meanwhile, which the wait tells.
    private static void Try(Func<Task> act)
    {
        try
        {
            act().GetAwaiter().GetResult();
        }
        catch (DockerException)
        {
        }
    }
}
