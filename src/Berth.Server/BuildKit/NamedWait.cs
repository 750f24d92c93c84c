namespace Berth.Server;

/// <summary>Things by name, of which one may be asked for a moment before it is there.</summary>
internal sealed class NamedWait<T>
    where T : class
{
    /// <summary>How long one may be waited for: a client makes its calls side by side.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, TaskCompletionSource<T>> _known = new(StringComparer.Ordinal);

    /// <summary>It is there.</summary>
    public void Add(string name, T thing) => Place(name).TrySetResult(thing);

    /// <summary>It has gone.</summary>
    public void Remove(string name)
    {
        lock (_gate)
        {
            _known.Remove(name);
        }
    }

    /// <summary>The thing of a name, waited for if it must be.</summary>
    /// <exception cref="GrpcException">It doesn't come.</exception>
    public async Task<T> FindAsync(string name, string what, CancellationToken cancel)
    {
        try
        {
            return await Place(name).Task.WaitAsync(Patience, cancel).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Forget(name);
            throw new GrpcException(GrpcStatus.NotFound, $"no such {what}: {name}");
        }
    }

    private TaskCompletionSource<T> Place(string name)
    {
        lock (_gate)
        {
            if (!_known.TryGetValue(name, out var place))
            {
                place = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
                _known.Add(name, place);
            }

            return place;
        }
    }

    private void Forget(string name)
    {
        lock (_gate)
        {
            if (_known.TryGetValue(name, out var place) && !place.Task.IsCompleted)
            {
                _known.Remove(name);
            }
        }
    }
}
