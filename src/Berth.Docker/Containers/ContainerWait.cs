namespace Berth.Docker;

/// <summary>A wait that is registered: what happens to the container from now on is not missed.</summary>
public sealed class ContainerWait : IDisposable
{
    private readonly Lazy<Task<ContainerWaitResponse>> _result;
    private Action? _cancel;

    /// <summary>Wraps the result to come and what gives the wait up.</summary>
    public ContainerWait(Task<ContainerWaitResponse> result, Action? cancel = null)
        : this(() => result, cancel)
    {
    }

    /// <summary>Wraps what waits for the result, which is called when somebody asks for it, and what gives the wait up.</summary>
    public ContainerWait(Func<Task<ContainerWaitResponse>> result, Action? cancel = null)
    {
        _result = new Lazy<Task<ContainerWaitResponse>>(result);
        _cancel = cancel;
    }

    /// <summary>The end of the container; a failure is a <see cref="DockerException"/>.</summary>
    public Task<ContainerWaitResponse> Result => _result.Value;

    /// <summary>Gives the wait up.</summary>
    public void Dispose() => Interlocked.Exchange(ref _cancel, null)?.Invoke();
}
