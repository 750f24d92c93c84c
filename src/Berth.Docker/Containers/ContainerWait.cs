namespace Berth.Docker;

/// <summary>A wait that is registered: what happens to the container from now on is not missed.</summary>
public sealed class ContainerWait : IDisposable
{
    private Action? _cancel;

    /// <summary>Wraps the result to come and what gives the wait up.</summary>
    public ContainerWait(Task<ContainerWaitResponse> result, Action? cancel = null)
    {
        Result = result;
        _cancel = cancel;
    }

    /// <summary>The end of the container; a failure is a <see cref="DockerException"/>.</summary>
    public Task<ContainerWaitResponse> Result { get; }

    /// <summary>Gives the wait up.</summary>
    public void Dispose() => Interlocked.Exchange(ref _cancel, null)?.Invoke();
}
