using Berth.Docker;

namespace Berth.Cli;

/// <summary>The Compose commands that work in a service's container: exec, attach, cp, export, commit.</summary>
internal static class ComposeExecCommand
{
    /// <summary><c>exec</c>.</summary>
    public static int Run(CommandContext context, ComposeSession session)
    {
        var arguments = context.Arguments;
        var container = Find(context, session, context.Words[0], running: true);
        var detach = arguments.Bool("detach"u8);
        var interactive = arguments.Bool("interactive"u8) && !detach;
        var noTerminal = arguments.Has("no-tty"u8) ? arguments.Bool("no-tty"u8) : !CallerTerminal.OutputIsTerminal || !CallerTerminal.InputIsTerminal;
        return ExecCommand.Exec(context, container.Id, detach, new ExecCreateRequest
        {
            User = arguments.Text("user"u8),
            Privileged = arguments.Bool("privileged"u8),
            Tty = !noTerminal && arguments.Bool("tty"u8),
            AttachStdin = interactive,
            AttachStdout = !detach,
            AttachStderr = !detach,
            DetachKeys = context.Config.DetachKeys ?? "",
            Env = Environment(arguments.List("env"u8)),
            WorkingDir = arguments.Text("workdir"u8),
            Cmd = context.Words.GetRange(1, context.Words.Count - 1),
        });
    }

    /// <summary><c>attach</c>.</summary>
    public static int Attach(CommandContext context, ComposeSession session)
    {
        var arguments = context.Arguments;
        var container = Find(context, session, context.Words[0], running: true);
        return AttachCommand.Attach(context, container.Id, arguments.Bool("no-stdin"u8), arguments.Bool("sig-proxy"u8), arguments.TextOrNull("detach-keys"u8));
    }

    /// <summary><c>cp</c>.</summary>
    public static int Copy(CommandContext context, ComposeSession session)
    {
        var source = CopyPath.Parse(context.Words[0]);
        var target = CopyPath.Parse(context.Words[1]);
        if (source.Container is { } from)
            return CopyCommand.Copy(context, source with { Container = Find(context, session, from, running: false).Id }, target, quiet: !CallerTerminal.OutputIsTerminal);
        if (target.Container is not { } to)
            return CopyCommand.Copy(context, source, target, quiet: true);
        var (_, name) = session.LoadAll([to]);
        var index = (int)context.Arguments.Number("index"u8);
        // To all containers of the service, unless one is named.
        var targets = index > 0
            ? [Find(context, session, to, running: false)]
            : session.Containers(name, all: true, oneOff: context.Arguments.Bool("all"u8), [to]);
        if (targets.Count == 0)
            throw new Compose.ComposeException($"no container found for service {GoQuote.Double(to)}");
        foreach (var container in targets)
            CopyCommand.Copy(context, source, target with { Container = container.Id }, quiet: !CallerTerminal.OutputIsTerminal);
        return ExitCodes.Success;
    }

    /// <summary><c>export</c>.</summary>
    public static int Export(CommandContext context, ComposeSession session) => ExportCommand.Export(context, Find(context, session, context.Words[0], running: false).Id);

    /// <summary><c>commit</c>.</summary>
    public static int Commit(CommandContext context, ComposeSession session) =>
        CommitCommand.Commit(context, Find(context, session, context.Words[0], running: false).Id, context.Words.Count > 1 ? context.Words[1] : null);

    /// <summary>Variables as they were given; a name without a value has the caller's.</summary>
    public static List<string>? Environment(List<string> given)
    {
        if (given.Count == 0)
            return null;
        return given.ConvertAll(static variable =>
            variable.Contains('=', StringComparison.Ordinal) || System.Environment.GetEnvironmentVariable(variable) is not { } value ? variable : $"{variable}={value}");
    }

    private static ContainerSummary Find(CommandContext context, ComposeSession session, string service, bool running)
    {
        var (_, name) = session.LoadOrName([]);
        return context.Wait(session.App().FindAsync(name, service, (int)context.Arguments.Number("index"u8), running));
    }
}
