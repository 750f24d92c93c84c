namespace Berth.Docker;

/// <summary>A container's output in its wire form. Whoever gets it disposes it.</summary>
public sealed class ContainerOutput : IAsyncDisposable
{
    /// <summary>Wraps a stream that is already in wire form.</summary>
    public ContainerOutput(Stream stream, bool multiplexed)
    {
        Stream = stream;
        Multiplexed = multiplexed;
    }

    /// <summary>The bytes; the end of the stream is the end of the output.</summary>
    public Stream Stream { get; }

    /// <summary>Whether the bytes are frames (see <see cref="StdCopy"/>); else they are the terminal's.</summary>
    public bool Multiplexed { get; }

    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
