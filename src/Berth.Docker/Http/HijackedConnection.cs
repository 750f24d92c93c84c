namespace Berth.Docker;

/// <summary>A connection that became a container's or exec's streams.</summary>
internal sealed class HijackedConnection(HttpConnection connection, bool tty) : AttachedStream
{
    public override bool Tty => tty;

    public override Stream? Transport => connection.Stream;

    public override bool HasBuffered => !connection.Ahead.IsEmpty;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel = default)
    {
        if (!connection.Ahead.IsEmpty)
        {
            return connection.Take(buffer.Span);
        }

        var registration = cancel.UnsafeRegister(static c => ((HttpConnection)c!).Dispose(), connection);
        try
        {
            return await connection.Stream.ReadAsync(buffer, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            cancel.ThrowIfCancellationRequested();
            throw new DockerException(DockerErrorKind.Unreachable, $"the connection to the engine broke: {e.Message}", e);
        }
        finally
        {
            await registration.DisposeAsync().ConfigureAwait(false);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancel = default)
    {
        try
        {
            await connection.Stream.WriteAsync(buffer, cancel).ConfigureAwait(false);
            await connection.Stream.FlushAsync(cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Nothing takes input any more; what came out before is still to be read.
        }
    }

    public override ValueTask CloseWriteAsync(CancellationToken cancel = default) =>
        connection.Stream is IHalfClosable closable ? closable.CloseWriteAsync(cancel) : default;

    public override ValueTask DisposeAsync()
    {
        connection.Dispose();
        return base.DisposeAsync();
    }
}
