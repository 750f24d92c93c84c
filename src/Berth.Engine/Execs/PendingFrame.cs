using Berth.Docker;

namespace Berth.Engine;

/// <summary>One pipe's next frame: header and content in one piece.</summary>
internal sealed class PendingFrame(DescriptorStream pipe, StdCopyStream stream)
{
    private readonly byte[] _frame = new byte[StdCopy.HeaderLength + 32 * 1024];
    private int _length;
    private int _taken;
    private Task? _ready;

    /// <summary>All of it was taken.</summary>
    public bool IsTaken => _taken == _length;

    /// <summary>Reads what is in the pipe: true for a frame, null for none yet, false at the end.</summary>
    public bool? TryRead()
    {
        int? read = pipe.TryRead(_frame.AsSpan(StdCopy.HeaderLength));
        if (read is not > 0)
        {
            return read is null ? null : false;
        }

        StdCopy.WriteHeader(_frame, stream, read.Value);
        _length = StdCopy.HeaderLength + read.Value;
        _taken = 0;
        return true;
    }

    /// <summary>Takes a part of the frame.</summary>
    public int Take(Span<byte> buffer)
    {
        int length = Math.Min(buffer.Length, _length - _taken);
        _frame.AsSpan(_taken, length).CopyTo(buffer);
        _taken += length;
        return length;
    }

    /// <summary>Completes when there may be something to read. One wait goes on over several calls.</summary>
    public Task ReadyAsync(CancellationToken cancel)
    {
        if (_ready is null || _ready.IsCompleted)
        {
            _ready = pipe.WaitReadableAsync(cancel).AsTask();
        }

        return _ready;
    }
}
