using Berth.Docker;

namespace Berth.Testing;

/// <summary>The streams of a fake process.</summary>
internal sealed class FakeAttachedStream(FakeReader output, FakeInput? input, bool tty, Action detached) : AttachedStream
{
    private int _disposed;

    public override bool Tty => tty;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel = default) => output.ReadAsync(buffer, cancel);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancel = default)
    {
        input?.Write(buffer.Span);
        return default;
    }

    public override ValueTask CloseWriteAsync(CancellationToken cancel = default)
    {
        input?.Close();
        return default;
    }

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            detached();
            await output.DisposeAsync();
        }

        await base.DisposeAsync();
    }
}
