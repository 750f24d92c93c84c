using Berth.Docker;

namespace Berth.Build;

/// <summary>The mounts of one step, ready for its container; what was made for them goes when it is disposed of.</summary>
internal sealed class StepMounts : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _made = new();

    /// <summary>The container's mounts.</summary>
    public List<Mount> Mounts { get; } = [];

    /// <summary>Variables of the command, <c>name=value</c>; they are no part of the image.</summary>
    public List<string> Variables { get; } = [];

    /// <summary>Keeps something until the end.</summary>
    public T Keep<T>(T made)
        where T : IDisposable
    {
        _made.Push(new Closing(made));
        return made;
    }

    /// <summary>Keeps something until the end.</summary>
    public void KeepOpen(IAsyncDisposable made) => _made.Push(made);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        while (_made.TryPop(out var made)) await made.DisposeAsync().ConfigureAwait(false);
    }

    private sealed class Closing(IDisposable made) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            made.Dispose();
            return default;
        }
    }
}
