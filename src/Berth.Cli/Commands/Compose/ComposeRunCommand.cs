using Berth.Compose;
using Berth.Docker;

namespace Berth.Cli;

/// <summary><c>compose run</c>: runs a command once in a container of its own for a service.</summary>
internal static class ComposeRunCommand
{
    /// <summary>Runs the command.</summary>
    public static int Run(CommandContext context, ComposeSession session)
    {
        var arguments = context.Arguments;
        var service = context.Words[0];
        var project = session.Honoured(session.Load([service]));
        if (arguments.Bool("no-deps"u8))
            project = ComposeUpCommand.WithoutDependencies(project, [service]);
        var detach = arguments.Bool("detach"u8);
        var interactive = arguments.Bool("interactive"u8) && !detach;
        var noTerminal = arguments.Has("no-tty"u8) ? arguments.Bool("no-tty"u8) : !CallerTerminal.OutputIsTerminal || !CallerTerminal.InputIsTerminal;
        var tty = !noTerminal && arguments.Bool("tty"u8);
        var pull = arguments.Text("pull"u8);
        var up = new UpOptions
        {
            Pull = pull == "policy" ? null : pull,
            QuietPull = arguments.Bool("quiet-pull"u8) || arguments.Bool("quiet"u8),
            Build = arguments.Bool("build"u8),
            EnvironmentFiles = session.EnvironmentFiles,
        };
        var oneOff = new OneOffOptions
        {
            Name = arguments.TextOrNull("name"u8),
            AutoRemove = arguments.Bool("rm"u8) && detach,
            AttachInput = interactive,
            UseAliases = arguments.Bool("use-aliases"u8),
            PublishPorts = arguments.Bool("service-ports"u8),
        };
        if (session.DryRun)
            return ExitCodes.Success;
        string id;
        using (var display = session.Display("Creating"))
            id = context.Wait(session.App(display).CreateOneOffAsync(project, service, oneOff, up, request => Changed(request, context, tty, interactive, detach)));
        return Carry(context, id, detach, tty, interactive);
    }

    private static int Carry(CommandContext context, string id, bool detach, bool tty, bool interactive)
    {
        try
        {
            if (detach)
            {
                context.Client.Containers.StartAsync(id).GetAwaiter().GetResult();
                context.Out.WriteLine(id);
                return ExitCodes.Success;
            }
            return new AttachedRun(context, id)
            {
                Tty = tty,
                Stdin = interactive,
                Until = WaitCondition.NextExit,
                Start = () => context.Client.Containers.StartAsync(id).GetAwaiter().GetResult(),
            }.Carry();
        }
        catch (DockerException e)
        {
            context.PrintError(e);
            return RunCommand.StartExitCode(e.Message) is var code && code == ExitCodes.Usage ? ExitCodes.Failure : code;
        }
        finally
        {
            if (!detach && context.Arguments.Bool("rm"u8))
                context.Client.Containers.RemoveAsync(id, force: true, volumes: true).GetAwaiter().GetResult();
        }
    }

    private static ContainerCreateRequest Changed(ContainerCreateRequest request, CommandContext context, bool tty, bool interactive, bool detach)
    {
        var arguments = context.Arguments;
        var files = new CallerFiles();
        var published = PortOptions.Read(arguments.List("publish"u8), []);
        var binds = arguments.List("volume"u8).ConvertAll(volume => MountOptions.Bind(volume, files) ?? volume);
        var command = context.Words.Count > 1 ? context.Words.GetRange(1, context.Words.Count - 1) : null;
        var entrypoint = arguments.TextOrNull("entrypoint"u8);
        return request with
        {
            Config = request.Config with
            {
                Tty = tty,
                OpenStdin = interactive,
                StdinOnce = interactive,
                AttachStdin = interactive,
                AttachStdout = !detach,
                AttachStderr = !detach,
                Cmd = command ?? (entrypoint is null ? request.Config.Cmd : null),
                Entrypoint = entrypoint is null ? request.Config.Entrypoint : ShellWords(entrypoint),
                Env = Environment(request.Config.Env, arguments, files),
                User = arguments.TextOrNull("user"u8) ?? request.Config.User,
                WorkingDir = arguments.TextOrNull("workdir"u8) ?? request.Config.WorkingDir,
                Labels = Labels(request.Config.Labels, arguments.List("label"u8)),
                ExposedPorts = Merged(request.Config.ExposedPorts, published.Exposed),
                Healthcheck = null,
            },
            HostConfig = request.HostConfig with
            {
                RestartPolicy = new RestartPolicy { Name = "no" },
                PortBindings = Merged(request.HostConfig.PortBindings, published.Bindings),
                Binds = binds.Count > 0 ? [.. request.HostConfig.Binds ?? [], .. binds] : request.HostConfig.Binds,
                CapAdd = Capabilities(request.HostConfig.CapAdd, arguments.List("cap-add"u8)),
                CapDrop = Capabilities(request.HostConfig.CapDrop, arguments.List("cap-drop"u8)),
                ConsoleSize = tty && CallerTerminal.Size is { Rows: > 0 } size ? [size.Rows, size.Columns] : request.HostConfig.ConsoleSize,
            },
        };
    }

    // What the options name replaces the service's own.
    private static List<string> Environment(IReadOnlyList<string>? own, ParsedArguments arguments, ICallerFiles files)
    {
        var merged = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var given = EnvironmentOptions.Read(arguments, "env"u8, "env-from-file"u8, files) ?? [];
        foreach (var variable in (own ?? []).Concat(given))
            merged[KeyValue.Split(variable).Name] = variable;
        return [.. merged.Values];
    }

    private static SortedDictionary<string, string> Labels(IReadOnlyDictionary<string, string>? own, List<string> given)
    {
        var labels = new SortedDictionary<string, string>(own?.ToDictionary() ?? [], StringComparer.Ordinal);
        foreach (var label in given)
        {
            var (name, value) = KeyValue.Split(label);
            labels[name] = value ?? "";
        }
        return labels;
    }

    private static SortedDictionary<string, T>? Merged<T>(IReadOnlyDictionary<string, T>? own, IReadOnlyDictionary<string, T>? given)
    {
        if (own is null && (given is null || given.Count == 0))
            return null;
        var merged = new SortedDictionary<string, T>(own?.ToDictionary() ?? [], StringComparer.Ordinal);
        foreach (var (name, value) in given ?? new Dictionary<string, T>())
            merged[name] = value;
        return merged;
    }

    private static IReadOnlyList<string>? Capabilities(IReadOnlyList<string>? own, List<string> given) => given.Count > 0 ? [.. own ?? [], .. given] : own;

    private static List<string> ShellWords(string text)
    {
        var words = new List<string>();
        var word = new System.Text.StringBuilder();
        var quote = '\0';
        var any = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote != '\0' ? c == quote : c is '"' or '\'')
            {
                quote = quote == '\0' ? c : '\0';
                any = true;
            }
            else if (c == '\\' && quote != '\'' && i + 1 < text.Length)
            {
                word.Append(text[++i]);
                any = true;
            }
            else if (c == ' ' && quote == '\0')
            {
                if (any)
                    words.Add(word.ToString());
                word.Clear();
                any = false;
            }
            else
            {
                word.Append(c);
                any = true;
            }
        }
        if (any)
            words.Add(word.ToString());
        return words;
    }
}
