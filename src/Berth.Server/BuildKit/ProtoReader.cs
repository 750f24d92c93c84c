using System.Buffers.Binary;
using System.Text;

namespace Berth.Server;

/// <summary>Reads the fields of a protocol buffers message one after another (Protocol Buffers encoding).</summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private readonly ReadOnlySpan<byte> _message = message;
    private int _at;

    /// <summary>The number of the field that was read.</summary>
    public int Field { get; private set; }

    /// <summary>The value of a field with a number; 0 for one with bytes.</summary>
    public ulong Number { get; private set; }

    /// <summary>The bytes of a field that has some: a string, bytes, a message.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>The bytes as text.</summary>
    public readonly string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>The bytes of a message's first field of a number; none where it isn't there.</summary>
    public static byte[] BytesOf(ReadOnlySpan<byte> message, int field)
    {
        for (var reader = new ProtoReader(message); reader.Next();)
        {
            if (reader.Field == field)
            {
                return reader.Bytes.ToArray();
            }
        }

        return [];
    }

    /// <summary>Goes to the next field; false at the end.</summary>
    /// <exception cref="InvalidDataException">The message is broken.</exception>
    public bool Next()
    {
        if (_at == _message.Length)
        {
            return false;
        }

        var key = Varint();
        Field = (int)(key >> 3);
        Number = 0;
        Bytes = default;
        switch (key & 7)
        {
            case 0:
                Number = Varint();
                break;
            case 1:
                Number = BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
                break;
            case 2:
                Bytes = Take(Varint());
                break;
            case 5:
                Number = BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
                break;
            default:
                throw new InvalidDataException("a message has a field of an unknown kind");
        }

        return true;
    }

    /// <summary>The pair of a map's field.</summary>
    public readonly (string Key, string Value) Pair()
    {
        string key = "", value = "";
        for (var entry = new ProtoReader(Bytes); entry.Next();)
        {
            (key, value) = entry.Field == 1 ? (entry.Text, value) : entry.Field == 2 ? (key, entry.Text) : (key, value);
        }

        return (key, value);
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)(_message.Length - _at))
        {
            throw new InvalidDataException("a message ends in a field");
        }

        _at += (int)length;
        return _message.Slice(_at - (int)length, (int)length);
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Take(1)[0];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("a number of a message has no end");
    }
}
