using Berth.Docker;
using Berth.Linux;
using Berth.Supervision;

namespace Berth.Engine;

/// <summary>Processes in running containers.</summary>
internal sealed class ExecService(EngineParts parts, ExecRegistry execs) : IExecs
{
    private const string RuntimeFailed = "OCI runtime exec failed: exec failed: ";
    private const string RuntimePrefix = RuntimeFailed + "unable to start container process: ";

    /// <inheritdoc/>
    public async Task<string> CreateAsync(string containerId, ExecCreateRequest request, CancellationToken cancel = default)
    {
        var container = parts.Containers.Get(containerId);
        CheckRunning(container, containerId);
        if (request.Cmd is not { Count: > 0 })
        {
            throw new DockerException(DockerErrorKind.InvalidParameter, "No exec command specified");
        }

        _ = DetachKeys.Parse(request.DetachKeys, "escape keys");
        if (request.User.Length > 0 && container.Monitor is { } monitor)
        {
            await ContainerUsers.CheckAsync(monitor, request.User).ConfigureAwait(false);
        }

        var exec = new ExecInstance(ContainerIds.New(), container.Id, request);
        execs.Add(exec);
        container.Publish($"exec_create: {exec.CommandText}", ("execID", exec.Id));
        return exec.Id;
    }

    /// <inheritdoc/>
    public async Task<AttachedStream?> StartAsync(string id, ExecStartRequest request, CancellationToken cancel = default)
    {
        var exec = execs.Get(id);
        var container = parts.Containers.Get(exec.ContainerId);
        CheckRunning(container, exec.ContainerId);
        if (!exec.TryStart())
        {
            throw new DockerException(DockerErrorKind.Conflict, $"exec command {exec.Id} has already run");
        }

        container.Publish($"exec_start: {exec.CommandText}", ("execID", exec.Id));
        try
        {
            if (exec.Request.WorkingDir is { Length: > 0 } folder && folder[0] != '/')
            {
                return Failed(exec, 128, RuntimeFailed + "Cwd must be an absolute path", request.Detach);
            }

            return await RunAsync(container, exec, request).ConfigureAwait(false);
        }
        catch (MonitorException e)
        {
            return Failed(exec, e.Error, request.Detach);
        }
    }

    /// <inheritdoc/>
    public Task ResizeAsync(string id, int height, int width, CancellationToken cancel = default)
    {
        var exec = execs.Get(id);
        if (exec.Terminal is not { } terminal || !exec.IsRunning)
        {
            throw new DockerException(DockerErrorKind.Conflict, $"exec {exec.Id} is not running");
        }

        terminal.SetTerminalSize(height, width);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<ExecInspect> InspectAsync(string id, CancellationToken cancel = default)
    {
        var exec = execs.Get(id);
        _ = parts.Containers.Get(exec.ContainerId);
        var request = exec.Request;
        return Task.FromResult(new ExecInspect
        {
            ID = exec.Id,
            Running = exec.IsRunning,
            ExitCode = exec.ExitCode,
            ProcessConfig = new ExecProcessConfig
            {
                Tty = request.Tty,
                Entrypoint = request.Cmd![0],
                Arguments = [.. request.Cmd.Skip(1)],
                Privileged = request.Privileged,
                User = request.User.Length > 0 ? request.User : null,
            },
            OpenStdin = request.AttachStdin,
            OpenStderr = request.AttachStderr,
            OpenStdout = request.AttachStdout,
            CanRemove = exec.ExitCode is not null,
            ContainerID = exec.ContainerId,
            DetachKeys = request.DetachKeys,
            Pid = exec.Pid,
        });
    }

    private static void CheckRunning(Container container, string name)
    {
        switch (container.Life.Status)
        {
            case ContainerStatus.Running:
                return;
            case ContainerStatus.Paused:
                throw new DockerException(DockerErrorKind.Conflict, $"Container {name} is paused, unpause the container before exec");
            case ContainerStatus.Restarting:
                throw new DockerException(DockerErrorKind.Conflict, $"Container {name} is restarting, wait until the container is running");
            default:
                throw new DockerException(DockerErrorKind.Conflict, $"container {container.Id} is not running");
        }
    }

    private async Task<AttachedStream?> RunAsync(Container container, ExecInstance exec, ExecStartRequest start)
    {
        var monitor = container.Monitor ?? throw new DockerException(DockerErrorKind.Conflict, $"container {container.Id} is not running");
        var process = Process(container.Record, exec.Request, start);
        if (process.Terminal)
        {
            var (pid, master) = await monitor.ExecAsync(exec.Id, process, exec.Request.Privileged, []).ConfigureAwait(false);
            var terminal = new DescriptorStream(master!, parts.Reactor);
            exec.Run(pid, terminal);
            return start.Detach ? null : new ExecTerminal(exec, terminal, DetachKeys.Parse(exec.Request.DetachKeys));
        }

        using var pipes = ExecPipes.Make(exec.Request, start.Detach);
        var (number, _) = await monitor.ExecAsync(exec.Id, process, exec.Request.Privileged, pipes.Inner).ConfigureAwait(false);
        exec.Run(number, terminal: null);
        return start.Detach ? null : new ExecStreams(exec, pipes.Take(parts.Reactor));
    }

    private ProcessRequest Process(ContainerRecord record, ExecCreateRequest request, ExecStartRequest start)
    {
        var (config, host) = (record.Config, record.HostConfig);
        var size = start.ConsoleSize ?? request.ConsoleSize;
        var security = SecurityOptions.TryParse(host.SecurityOpt, out _) ?? new SecurityOptions();
        var environment = ContainerEnvironment.Build(config.Hostname, request.Tty, LegacyLinks.VariablesNow(parts.Containers, record), config.Env);
        return new ProcessRequest
        {
            Arguments = request.Cmd!,
            Environment = ContainerEnvironment.Override(environment, request.Env ?? []),
            WorkingFolder = request.WorkingDir.Length > 0 ? request.WorkingDir : config.WorkingDir.Length > 0 ? config.WorkingDir : "/",
            User = request.User.Length > 0 ? request.User : config.User,
            AdditionalGroups = request.User.Length > 0 ? [] : host.GroupAdd ?? [],
            Terminal = request.Tty,
            Rows = request.Tty && size is [var rows, _] ? rows : 0,
            Columns = request.Tty && size is [_, var columns] ? columns : 0,
            Capabilities = CapabilityNames.Effective(host.Privileged || request.Privileged, host.CapAdd, host.CapDrop, parts.Machine.AvailableCapabilities),
            NoNewPrivileges = security.NoNewPrivileges,
            OomScoreAdjust = host.OomScoreAdj,
        };
    }

    // A client that is attached hears of it in the stream, because it was promised one; where it isn't, or the user is unknown, as an error.
    private AttachedStream? Failed(ExecInstance exec, MonitorError error, bool detached)
    {
        int code = error.Kind switch
        {
            MonitorErrorKind.NotFound => 127,
            MonitorErrorKind.NotExecutable => 126,
            _ => 128,
        };
        if (error.Kind == MonitorErrorKind.Other && error.Errno == Errno.ENOENT)
        {
            code = 127;
        }

        if (error.Kind is MonitorErrorKind.User or MonitorErrorKind.State or MonitorErrorKind.Gone)
        {
            exec.End(code, parts.Time.GetUtcNow());
            throw new DockerException(error.Kind == MonitorErrorKind.User ? DockerErrorKind.System : DockerErrorKind.Conflict, error.Text);
        }

        return Failed(exec, code, RuntimePrefix + error.Text, detached);
    }

    private AttachedStream Failed(ExecInstance exec, int code, string text, bool detached)
    {
        exec.End(code, parts.Time.GetUtcNow());
        return detached ? throw new DockerException(DockerErrorKind.InvalidParameter, text) : TextStream.Of(text + "\r\n", exec.Request.Tty);
    }
}
