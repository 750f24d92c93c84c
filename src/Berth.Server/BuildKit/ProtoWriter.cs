using System.Buffers;
using System.Text;

namespace Berth.Server;

/// <summary>Writes a protocol buffers message field by field (Protocol Buffers encoding). Values that are defaults are left out.</summary>
internal sealed class ProtoWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>The message so far.</summary>
    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    /// <summary>A message with these fields.</summary>
    public static byte[] Message(Action<ProtoWriter> fields)
    {
        var writer = new ProtoWriter();
        fields(writer);
        return writer.Written.ToArray();
    }

    public ProtoWriter Number(int field, long value)
    {
        if (value != 0)
        {
            Varint((ulong)field << 3);
            Varint((ulong)value);
        }

        return this;
    }

    public ProtoWriter Truth(int field, bool value) => Number(field, value ? 1 : 0);

    public ProtoWriter Text(int field, string value) => value.Length == 0 ? this : Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Bytes, or a message that was written already; empty ones too.</summary>
    public ProtoWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint(((ulong)field << 3) | 2);
        Varint((ulong)value.Length);
        _buffer.Write(value);
        return this;
    }

    /// <summary>A message in the message.</summary>
    public ProtoWriter Inner(int field, Action<ProtoWriter> fields) => Bytes(field, Message(fields));

    /// <summary>A pair of a map.</summary>
    public ProtoWriter Pair(int field, string key, string value) => Inner(field, pair => pair.Text(1, key).Text(2, value));

    /// <summary>A time (google.protobuf.Timestamp).</summary>
    public ProtoWriter Time(int field, DateTimeOffset time) =>
        Inner(field, stamp => stamp.Number(1, time.ToUnixTimeSeconds()).Number(2, time.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick));

    private void Varint(ulong value)
    {
        var span = _buffer.GetSpan(10);
        var length = 0;
        for (; value >= 0x80; value >>= 7)
        {
            span[length++] = (byte)(value | 0x80);
        }

        span[length++] = (byte)value;
        _buffer.Advance(length);
    }
}
