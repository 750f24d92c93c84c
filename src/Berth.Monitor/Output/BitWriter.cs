namespace Berth.Monitor;

/// <summary>Writes bits, the lowest first, to whoever takes the bytes.</summary>
internal sealed class BitWriter(Action<ReadOnlyMemory<byte>> write)
{
    private readonly byte[] _buffer = new byte[32 * 1024];
    private ulong _bits;
    private int _pending;
    private int _used;

    /// <summary>Writes at most 16 bits.</summary>
    public void Write(uint value, int count)
    {
        _bits |= (ulong)value << _pending;
        _pending += count;
        while (_pending >= 8)
        {
            WriteByte((byte)_bits);
            _bits >>= 8;
            _pending -= 8;
        }
    }

    /// <summary>Fills the last byte with zeros.</summary>
    public void Align() => Write(0, (8 - _pending) & 7);

    /// <summary>Writes bytes, after <see cref="Align"/>.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            WriteByte(value);
        }
    }

    public void Flush()
    {
        write(_buffer.AsMemory(0, _used));
        _used = 0;
    }

    private void WriteByte(byte value)
    {
        if (_used == _buffer.Length)
        {
            Flush();
        }
        _buffer[_used++] = value;
    }
}
