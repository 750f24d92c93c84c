using System.Collections.Concurrent;
using Berth.Docker;

namespace Berth.Testing;

/// <summary>The execs of a <see cref="FakeEngine"/>.</summary>
public sealed class FakeExecs : IExecs
{
    private readonly FakeEngine _engine;
    private readonly ConcurrentDictionary<string, Exec> _all = new();

    internal FakeExecs(FakeEngine engine) => _engine = engine;

    public Task<string> CreateAsync(string containerId, ExecCreateRequest request, CancellationToken cancel = default)
    {
        var container = _engine.Containers.Find(containerId);
        if (!container.State.Running)
        {
            throw FakeEngine.Conflict($"container {container.Id} is not running");
        }

        var id = FakeEngine.NewId();
        _all[id] = new Exec(container, request);
        container.Emit("exec_create: " + string.Join(' ', request.Cmd ?? []), ("execID", id));
        return Task.FromResult(id);
    }

    public Task<AttachedStream?> StartAsync(string id, ExecStartRequest request, CancellationToken cancel = default)
    {
        var exec = Find(id);
        if (exec.Running || exec.ExitCode is not null)
        {
            throw FakeEngine.Conflict("exec is already running");
        }

        exec.Running = true;
        var output = new FakeOutput(exec.Request.Tty, _engine.Time);
        var input = new FakeInput();
        var reader = output.Read(new LogOptions { Stdout = true, Stderr = true }, past: false, follow: true);
        _ = RunAsync(exec, output, input);
        return Task.FromResult<AttachedStream?>(request.Detach ? null : new FakeAttachedStream(reader, input, exec.Request.Tty, input.Close));
    }

    public Task ResizeAsync(string id, int height, int width, CancellationToken cancel = default)
    {
        Find(id).Size = (height, width);
        return Task.CompletedTask;
    }

    public Task<ExecInspect> InspectAsync(string id, CancellationToken cancel = default)
    {
        var exec = Find(id);
        return Task.FromResult(new ExecInspect
        {
            ID = id,
            Running = exec.Running,
            ExitCode = exec.ExitCode,
            ContainerID = exec.Container.Id,
            OpenStdin = exec.Request.AttachStdin,
            OpenStdout = exec.Request.AttachStdout,
            OpenStderr = exec.Request.AttachStderr,
            ProcessConfig = new ExecProcessConfig
            {
                Tty = exec.Request.Tty,
                Entrypoint = exec.Request.Cmd![0],
                Arguments = [.. exec.Request.Cmd.Skip(1)],
                Privileged = exec.Request.Privileged,
            },
        });
    }

    private static async Task RunAsync(Exec exec, FakeOutput output, FakeInput input)
    {
        exec.ExitCode = await FakeProgram.RunAsync(exec.Request.Cmd!, output, input, CancellationToken.None);
        exec.Running = false;
        output.End();
    }

    private Exec Find(string id) => _all.TryGetValue(id, out var exec) ? exec : throw FakeEngine.NotFound("No such exec instance: " + id);

    private sealed class Exec(FakeContainer container, ExecCreateRequest request)
    {
        public FakeContainer Container => container;

        public ExecCreateRequest Request => request;

        public bool Running { get; set; }

        public int? ExitCode { get; set; }

        public (int Height, int Width) Size { get; set; }
    }
}
