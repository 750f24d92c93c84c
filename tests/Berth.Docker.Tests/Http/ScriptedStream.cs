using System.Text;

namespace Berth.Docker.Tests;

/// <summary>A connection whose answers are written down, in pieces of a given size; it completes synchronously.</summary>
internal sealed class ScriptedStream(string answers, int piece = int.MaxValue) : Stream, IHalfClosable
{
    private readonly byte[] _answers = Encoding.UTF8.GetBytes(answers);
    private readonly MemoryStream _sent = new();
    private int _position;

    public string Sent => Encoding.UTF8.GetString(_sent.ToArray());

    public bool HalfClosed { get; private set; }

    public bool Disposed { get; private set; }

    /// <summary>The engine has closed the connection: writes fail.</summary>
    public bool Closed { get; set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var count = Math.Min(Math.Min(buffer.Length, piece), _answers.Length - _position);
        _answers.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (Closed)
        {
            throw new IOException("Broken pipe");
        }

        _sent.Write(buffer, offset, count);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.ToArray(), 0, buffer.Length);
        return default;
    }

    public ValueTask CloseWriteAsync(CancellationToken cancel = default)
    {
        HalfClosed = true;
        return default;
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        Disposed = true;
        base.Dispose(disposing);
    }
}
