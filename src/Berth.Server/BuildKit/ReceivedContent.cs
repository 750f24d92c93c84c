namespace Berth.Server;

/// <summary>The content of a file as a client sends it. It has a length, as archives need one, and can be read once.</summary>
internal sealed class ReceivedContent(GrpcExchange exchange, int number, long size, CancellationToken cancel) : Stream
{
    private ReadOnlyMemory<byte> _part;
    private long _at;
    private bool _ended;

    public override bool CanRead => true;

    // An archive asks for the length, and no more.
    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => size;

    public override long Position
    {
        get => _at;
        set => throw new NotSupportedException();
    }

    /// <summary>Takes what is left, up to the mark of the end.</summary>
    public async Task FinishAsync()
    {
        while (!_ended)
        {
            await FillAsync().ConfigureAwait(false);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_part.IsEmpty && !_ended)
        {
            await FillAsync().ConfigureAwait(false);
        }

        // A file that grew meanwhile has the length that was told.
        var count = (int)Math.Min(Math.Min(buffer.Length, _part.Length), size - _at);
        if (count == 0 && _at < size && _ended)
        {
            throw new IOException($"a file became shorter while it was sent: {_at} of {size} bytes");
        }

        _part[..count].CopyTo(buffer);
        _part = _part[count..];
        _at += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async Task FillAsync()
    {
        var packet = FilePacket.Read(await exchange.ReadAsync(cancel).ConfigureAwait(false) ?? throw new IOException("a file's content broke off"));
        if (packet.Kind == FilePacketKind.Data && packet.Number == number)
        {
            _part = packet.Data;
            _ended = packet.Data.IsEmpty;
        }
    }
}
