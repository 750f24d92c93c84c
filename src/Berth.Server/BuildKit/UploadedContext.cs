namespace Berth.Server;

/// <summary>A context that the client had on its standard input: an archive, which its session hands out in parts (<c>moby.upload.v1.Upload/Pull</c>).</summary>
internal sealed class UploadedContext : Stream
{
    private const string Method = "/moby.upload.v1.Upload/Pull";
    private const string Address = "http://buildkit-session/";

    private readonly GrpcExchange _exchange;
    private readonly CancellationToken _cancel;
    private ReadOnlyMemory<byte> _part;
    private bool _ended;

    /// <param name="session">The client's session.</param>
    /// <param name="path">Which one it is.</param>
    /// <param name="cancel">Gives up.</param>
    public UploadedContext(BuildSession session, string path, CancellationToken cancel)
    {
        _cancel = cancel;
        _exchange = session.Open(Method, [new("urlpath", path), new("urlhost", "buildkit-session")], cancel);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The path of such a context in its session; null for other addresses.</summary>
    public static string? PathOf(string address) => address.StartsWith(Address, StringComparison.Ordinal) ? address[(Address.Length - 1)..] : null;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_part.IsEmpty && !_ended)
        {
            var message = await _exchange.ReadAsync(_cancel).ConfigureAwait(false);
            _ended = message is null;
            _part = message is null ? default : DataOf(message);
        }

        var count = Math.Min(buffer.Length, _part.Length);
        _part[..count].CopyTo(buffer);
        _part = _part[count..];
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

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _exchange.Dispose();
        }

        base.Dispose(disposing);
    }

    private static byte[] DataOf(byte[] message)
    {
        for (var reader = new ProtoReader(message); reader.Next();)
        {
            if (reader.Field == 1)
            {
                return reader.Bytes.ToArray();
            }
        }

        return [];
    }
}
