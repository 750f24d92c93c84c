using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Berth.Linux;

/// <summary>
/// Netlink messages that travel in one datagram, written front to back (netlink(7)). Each has a name, for errors and for tests of what is sent.
/// <see cref="NetlinkSocket"/> sends it and leaves it empty.
/// </summary>
public sealed class NetlinkBatch
{
    internal const int Request = 1, Acknowledge = 4, Dump = 0x300, Exclusive = 0x200, Create = 0x400, Append = 0x800;

    private const int Nested = 0x8000, HeaderSize = 16;

    private readonly List<(string Step, int Tolerated, int AlsoTolerated)> _steps = [];
    private byte[] _bytes = new byte[1024];
    private int _end;
    private int _message = -1;

    /// <summary>How many messages it holds.</summary>
    public int Count => _steps.Count;

    /// <summary>What each message does, in order.</summary>
    public IEnumerable<string> Steps => _steps.Select(step => step.Step);

    /// <summary>The messages as they are sent, but for their numbers.</summary>
    internal ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _end);

    internal string Step(int index) => _steps[index].Step;

    internal bool Tolerates(int index, int errno) => errno != 0 && (_steps[index].Tolerated == errno || _steps[index].AlsoTolerated == errno);

    /// <summary>Forgets all messages.</summary>
    public void Clear()
    {
        _end = 0;
        _message = -1;
        _steps.Clear();
    }

    /// <summary>The last message may fail with these error numbers.</summary>
    public NetlinkBatch Tolerate(int errno, int also = 0)
    {
        _steps[^1] = (_steps[^1].Step, errno, also);
        return this;
    }

    internal NetlinkBatch Message(string step, int type, int flags)
    {
        _message = _end;
        _steps.Add((step, 0, 0));
        return U32(0).U16(type).U16(flags | Request).U32(0).U32(0);
    }

    /// <summary>Numbers the messages from <paramref name="sequence"/> on and asks for an answer to one of them (-1: to none).</summary>
    internal void Seal(uint sequence, int acknowledged)
    {
        for (int at = 0, i = 0; at < _end; i++)
        {
            int length = MemoryMarshal.Read<int>(_bytes.AsSpan(at));
            MemoryMarshal.Write(_bytes.AsSpan(at + 8), sequence + (uint)i);
            if (i == acknowledged)
            {
                _bytes[at + 6] |= Acknowledge;
            }
            at += length;
        }
    }

    internal NetlinkBatch U8(int value)
    {
        Room(1)[0] = (byte)value;
        return Grow(1);
    }

    internal NetlinkBatch U16(int value)
    {
        MemoryMarshal.Write(Room(2), (ushort)value);
        return Grow(2);
    }

    internal NetlinkBatch U32(uint value)
    {
        MemoryMarshal.Write(Room(4), value);
        return Grow(4);
    }

    internal NetlinkBatch BigU16(int value) => U16(BinaryPrimitives.ReverseEndianness((ushort)value));

    internal NetlinkBatch Attribute(int type, ReadOnlySpan<byte> value)
    {
        U16(value.Length + 4).U16(type);
        int padded = (value.Length + 3) & ~3;
        var room = Room(padded)[..padded];
        room.Clear();
        value.CopyTo(room);
        return Grow(padded);
    }

    internal NetlinkBatch Attribute(int type, uint value) => U16(8).U16(type).U32(value);

    internal NetlinkBatch AttributeBig(int type, uint value) => Attribute(type, BinaryPrimitives.ReverseEndianness(value));

    /// <summary>A text with a NUL behind it.</summary>
    internal NetlinkBatch Attribute(int type, string value)
    {
        Span<byte> text = stackalloc byte[256];
        int length = Encoding.UTF8.GetBytes(value, text[..^1]);
        text[length] = 0;
        return Attribute(type, text[..(length + 1)]);
    }

    /// <summary>An attribute that holds attributes: <c>using (batch.Nest(x)) { … }</c>.</summary>
    public Nest NestIn(int type)
    {
        var nest = new Nest(this, _end);
        U16(0).U16(type | Nested);
        return nest;
    }

    private Span<byte> Room(int length)
    {
        if (_end + length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _end + length));
        }
        return _bytes.AsSpan(_end);
    }

    private NetlinkBatch Grow(int length)
    {
        _end += length;
        MemoryMarshal.Write(_bytes.AsSpan(_message), _end - _message);
        return this;
    }

    /// <summary>An open attribute; its length is written when it is disposed.</summary>
    public readonly ref struct Nest(NetlinkBatch batch, int start)
    {
        public void Dispose() => MemoryMarshal.Write(batch._bytes.AsSpan(start), (ushort)(batch._end - start));
    }
}
