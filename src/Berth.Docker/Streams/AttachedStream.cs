namespace Berth.Docker;

/// <summary>
/// The streams of a container or exec, both ways. What is read are exactly the wire's bytes: frames (see <see cref="StdCopy"/>)
/// unless there is a terminal; what is written is standard input as it is. Whoever gets it disposes it, which detaches.
/// </summary>
public abstract class AttachedStream : IAsyncDisposable
{
    /// <summary>Whether the other end is a terminal, so that output is not in frames.</summary>
    public abstract bool Tty { get; }

    /// <summary>Whether output comes in frames.</summary>
    public bool Multiplexed => !Tty;

    /// <summary>The connection, for a caller that waits for it together with other descriptors; null when there is none.</summary>
    public virtual Stream? Transport => null;

    /// <summary>Whether the next read returns what was read ahead, without the connection.</summary>
    public virtual bool HasBuffered => false;

    /// <summary>Reads output; 0 is its end.</summary>
    public abstract ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel = default);

    /// <summary>Writes standard input. Input that nothing takes any more is dropped.</summary>
    public abstract ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancel = default);

    /// <summary>Ends standard input; output goes on.</summary>
    public abstract ValueTask CloseWriteAsync(CancellationToken cancel = default);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return default;
    }

    /// <summary>Makes one from a stream of output in wire form and a stream for input.</summary>
    /// <param name="output">The output in wire form.</param>
    /// <param name="input">Takes standard input and is disposed when that ends; null when input goes nowhere.</param>
    /// <param name="tty">Whether the other end is a terminal.</param>
    public static AttachedStream Create(Stream output, Stream? input, bool tty) => new StreamPair(output, input, tty);

    private sealed class StreamPair(Stream output, Stream? input, bool tty) : AttachedStream
    {
        private Stream? _input = input;

        public override bool Tty => tty;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel = default) => output.ReadAsync(buffer, cancel);

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancel = default)
        {
            if (_input is { } stream)
            {
                await stream.WriteAsync(buffer, cancel).ConfigureAwait(false);
                await stream.FlushAsync(cancel).ConfigureAwait(false);
            }
        }

        public override ValueTask CloseWriteAsync(CancellationToken cancel = default) =>
            Interlocked.Exchange(ref _input, null)?.DisposeAsync() ?? default;

        public override async ValueTask DisposeAsync()
        {
            await CloseWriteAsync().ConfigureAwait(false);
            await output.DisposeAsync().ConfigureAwait(false);
            await base.DisposeAsync().ConfigureAwait(false);
        }
    }
}
