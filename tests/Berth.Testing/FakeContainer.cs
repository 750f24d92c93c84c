using Berth.Docker;

namespace Berth.Testing;

/// <summary>One container of a <see cref="FakeEngine"/>.</summary>
public sealed class FakeContainer
{
    private readonly FakeEngine _engine;
    private TaskCompletionSource<ContainerWaitResponse> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource _kill = new();
    private int _signal;

    internal FakeContainer(FakeEngine engine, string id, string name, ContainerCreateRequest request)
    {
        _engine = engine;
        Id = id;
        Name = name;
        Request = request;
        Created = engine.Time.GetUtcNow();
        Output = new FakeOutput(request.Config.Tty, engine.Time);
        Input = new FakeInput();
    }

    public string Id { get; }

    public string Name { get; internal set; }

    /// <summary>What it was made from.</summary>
    public ContainerCreateRequest Request { get; internal set; }

    /// <summary>The networks that it is on, by name.</summary>
    public Dictionary<string, EndpointSettings> Endpoints { get; } = [];

    /// <summary>Its files: what was put into it, by folder.</summary>
    public List<(string Path, byte[] Archive)> Archives { get; } = [];

    public ContainerState State { get; private set; } = new() { Status = "created", StartedAt = DockerTimestamps.Zero, FinishedAt = DockerTimestamps.Zero };

    /// <summary>How many clients are attached.</summary>
    public int Attached { get; internal set; }

    /// <summary>The size of its terminal.</summary>
    public (int Height, int Width) Size { get; internal set; }

    internal DateTimeOffset Created { get; }

    internal FakeOutput Output { get; private set; }

    internal FakeInput Input { get; private set; }

    internal Task<ContainerWaitResponse> Exit => _exit.Task;

    internal TaskCompletionSource<ContainerWaitResponse> Removed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal IReadOnlyList<string> Command => [.. Request.Config.Entrypoint ?? [], .. Request.Config.Cmd ?? ["sleep"]];

    internal IReadOnlyDictionary<string, string> Attributes => new Dictionary<string, string>(Request.Config.Labels ?? new Dictionary<string, string>())
    {
        ["image"] = Request.Config.Image,
        ["name"] = Name,
    };

    internal bool Start()
    {
        if (State.Running)
        {
            return false;
        }

        if (State.Status != "created")
        {
            _exit = new TaskCompletionSource<ContainerWaitResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
            _kill = new CancellationTokenSource();
            Input = new FakeInput();
        }

        if (!Request.Config.OpenStdin)
        {
            Input.Close();
        }

        State = State with { Status = "running", Running = true, Pid = 4242, StartedAt = _engine.Now(), ExitCode = 0, FinishedAt = DockerTimestamps.Zero };
        Emit("start");
        _ = RunAsync();
        return true;
    }

    internal void Kill(int signal)
    {
        _signal = signal;
        _kill.Cancel();
    }

    internal void Pause(bool paused) => State = State with { Paused = paused, Status = paused ? "paused" : "running" };

    internal void Emit(string action, params (string Key, string Value)[] more)
    {
        var attributes = new Dictionary<string, string>(Attributes);
        foreach (var (key, value) in more)
        {
            attributes[key] = value;
        }

        _engine.Events.Add("container", action, Id, attributes);
    }

    private async Task RunAsync()
    {
        int code;
        try
        {
            code = await FakeProgram.RunAsync(Command, Output, Input, _kill.Token);
        }
        catch (OperationCanceledException)
        {
            code = 128 + _signal;
        }

        State = State with { Status = "exited", Running = false, Paused = false, Pid = 0, ExitCode = code, FinishedAt = _engine.Now() };
        Output.End();
        Emit("die", ("exitCode", code.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        _exit.TrySetResult(new ContainerWaitResponse { StatusCode = code });
        if (Request.HostConfig.AutoRemove)
        {
            _engine.Containers.Remove(this);
        }
    }
}
