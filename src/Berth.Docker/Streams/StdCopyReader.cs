namespace Berth.Docker;

/// <summary>
/// Takes frames apart that come in pieces of any size. Give it what was read, call <see cref="TryRead"/> until it is false,
/// and go on with the next piece; it keeps no content, only a header that is not whole yet.
/// </summary>
public struct StdCopyReader
{
    private ulong _header;
    private int _headerBytes;
    private uint _left;
    private StdCopyStream _stream;

    /// <summary>Whether the stream may end here: between two frames.</summary>
    public readonly bool AtBoundary => _headerBytes == 0 && _left == 0;

    /// <summary>Takes the next part of a frame's content off the front of <paramref name="data"/>; false when more must be read.</summary>
    /// <param name="data">What was read; it shrinks as it is taken.</param>
    /// <param name="stream">The stream that the content is of.</param>
    /// <param name="content">The content, a part of <paramref name="data"/>.</param>
    /// <exception cref="InvalidDataException">What comes is no frame.</exception>
    public bool TryRead(ref ReadOnlyMemory<byte> data, out StdCopyStream stream, out ReadOnlyMemory<byte> content)
    {
        stream = default;
        content = default;
        while (_left == 0)
        {
            if (!TryReadHeader(ref data))
            {
                return false;
            }
        }

        if (data.IsEmpty)
        {
            return false;
        }

        var length = (int)Math.Min(_left, (uint)data.Length);
        stream = _stream;
        content = data[..length];
        data = data[length..];
        _left -= (uint)length;
        return true;
    }

    private bool TryReadHeader(ref ReadOnlyMemory<byte> data)
    {
        var take = Math.Min(StdCopy.HeaderLength - _headerBytes, data.Length);
        foreach (var value in data.Span[..take])
        {
            _header = _header << 8 | value;
        }

        data = data[take..];
        _headerBytes += take;
        if (_headerBytes < StdCopy.HeaderLength)
        {
            return false;
        }

        var kind = (uint)(_header >> 32);
        if ((kind & 0x00ff_ffff) != 0 || kind >> 24 > (uint)StdCopyStream.SystemError)
        {
            throw new InvalidDataException($"unrecognized stream: {kind >> 24}");
        }

        _stream = (StdCopyStream)(kind >> 24);
        _left = (uint)_header;
        _header = 0;
        _headerBytes = 0;
        return true;
    }
}
