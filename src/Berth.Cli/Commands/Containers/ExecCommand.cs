using Berth.Docker;
using Berth.Linux;

namespace Berth.Cli;

/// <summary><c>exec</c>: runs a command in a running container.</summary>
internal static class ExecCommand
{
    /// <summary>Runs the command.</summary>
    public static int Run(CommandContext context)
    {
        var arguments = context.Arguments;
        var detach = arguments.Bool("detach"u8);
        var interactive = arguments.Bool("interactive"u8) && !detach;
        var tty = arguments.Bool("tty"u8);
        var keys = arguments.TextOrNull("detach-keys"u8) ?? context.Config.DetachKeys;
        return Exec(context, context.Words[0], detach, new ExecCreateRequest
        {
            User = arguments.Text("user"u8),
            Privileged = arguments.Bool("privileged"u8),
            Tty = tty,
            AttachStdin = interactive,
            AttachStdout = !detach,
            AttachStderr = !detach,
            DetachKeys = keys ?? "",
            Env = EnvironmentOptions.Read(arguments, "env"u8, "env-file"u8, new CallerFiles()),
            WorkingDir = arguments.Text("workdir"u8),
            Cmd = context.Words.GetRange(1, context.Words.Count - 1),
        });
    }

    /// <summary>Runs a command in a container and returns its exit code.</summary>
    /// <param name="context">The call.</param>
    /// <param name="container">The container.</param>
    /// <param name="detach">Whether to leave the command running.</param>
    /// <param name="request">The command.</param>
    public static int Exec(CommandContext context, string container, bool detach, ExecCreateRequest request)
    {
        if (request is { Tty: true, AttachStdin: true } && !CallerTerminal.InputIsTerminal)
            throw new UsageException("the input device is not a TTY", ExitCodes.Failure) { ShowUsage = false };
        var (rows, columns) = request.Tty ? CallerTerminal.Size : default;
        IReadOnlyList<int>? size = rows > 0 ? [rows, columns] : null;
        var id = context.Client.Execs.CreateAsync(container, request with { ConsoleSize = size }).GetAwaiter().GetResult();
        var stream = context.Client.Execs.StartAsync(id, new ExecStartRequest { Detach = detach, Tty = request.Tty, ConsoleSize = size }).GetAwaiter().GetResult();
        if (stream is null)
            return ExitCodes.Success;
        if (!Carry(context, id, stream, request))
            throw new UsageException("read escape sequence", ExitCodes.Failure) { ShowUsage = false };
        return context.Client.Execs.InspectAsync(id).GetAwaiter().GetResult().ExitCode ?? ExitCodes.Failure;
    }

    private static bool Carry(CommandContext context, string id, AttachedStream stream, ExecCreateRequest request)
    {
        using var signals = request.Tty ? new CallerSignals(Signals.Winch) : null;
        try
        {
            using var terminal = request is { Tty: true, AttachStdin: true } ? CallerTerminal.Raw() : null;
            using var pump = new StreamPump(stream, context.Out, context.Error)
            {
                Keys = request is { Tty: true, AttachStdin: true } ? DetachKeys.Parse(request.DetachKeys.Length > 0 ? request.DetachKeys : null) : null,
                OnSignal = _ => Resize(context, id),
            };
            if (signals is not null)
                pump.Watch(signals);
            if (request.AttachStdin)
                pump.OpenInput();
            return pump.Run(signals);
        }
        finally
        {
            stream.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static void Resize(CommandContext context, string id)
    {
        var (rows, columns) = CallerTerminal.Size;
        try
        {
            context.Client.Execs.ResizeAsync(id, rows, columns).GetAwaiter().GetResult();
        }
        catch (DockerException)
        {
            // The command has ended meanwhile.
        }
    }
}
