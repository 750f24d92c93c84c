using System.Buffers.Binary;

namespace Berth.Monitor;

/// <summary>Writes an answer of our own: the query's header and question, then records. What doesn't fit is left out and the answer marked as cut (TC).</summary>
internal ref struct DnsAnswer
{
    /// <summary>Seconds for which an answer may be kept; Docker's.</summary>
    public const int TimeToLive = 600;

    private const int FixedPart = 12, NamePointer = 0xC000 | DnsQuestion.HeaderLength;

    private readonly Span<byte> _message;

    /// <summary>Begins an answer.</summary>
    /// <param name="room">Where it goes; it never gets longer.</param>
    /// <param name="query">The query, at least a header.</param>
    /// <param name="questionEnd">Where the question ends; the header's end where there is none to repeat.</param>
    /// <param name="error">The outcome.</param>
    public DnsAnswer(Span<byte> room, scoped ReadOnlySpan<byte> query, int questionEnd, NameError error = NameError.None)
    {
        _message = room;
        query[..questionEnd].CopyTo(room);
        room[2] = (byte)(0x80 | (query[2] & 0x79));       // an answer; the kind of query and "recursion desired" as they came
        room[3] = (byte)(0x80 | (query[3] & 0x10) | (int)error);   // recursion available; "checking disabled" as it came
        room[4..DnsQuestion.HeaderLength].Clear();
        room[5] = questionEnd > DnsQuestion.HeaderLength ? (byte)1 : (byte)0;
        Length = questionEnd;
    }

    /// <summary>How long it is by now.</summary>
    public int Length { get; private set; }

    /// <summary>Adds a record about the name that was asked for.</summary>
    public void Add(ushort type, scoped ReadOnlySpan<byte> data)
    {
        if (_message.Length - Length < FixedPart + data.Length)
        {
            _message[2] |= 0x02;
            return;
        }
        Span<byte> record = _message[Length..];
        BinaryPrimitives.WriteUInt16BigEndian(record, NamePointer);
        BinaryPrimitives.WriteUInt16BigEndian(record[2..], type);
        BinaryPrimitives.WriteUInt16BigEndian(record[4..], DnsQuestion.ClassIn);
        BinaryPrimitives.WriteInt32BigEndian(record[6..], TimeToLive);
        BinaryPrimitives.WriteUInt16BigEndian(record[10..], (ushort)data.Length);
        data.CopyTo(record[FixedPart..]);
        Length += FixedPart + data.Length;
        BinaryPrimitives.WriteUInt16BigEndian(_message[6..], (ushort)(BinaryPrimitives.ReadUInt16BigEndian(_message[6..]) + 1));
    }

    /// <summary>Writes a name as a message has it: each label behind its length.</summary>
    /// <param name="text">Labels with dots between.</param>
    /// <param name="room"><see cref="DnsQuestion.LongestName"/> bytes.</param>
    /// <param name="length">How many it takes.</param>
    /// <returns>False for a name that can't stand in a message: a label is empty or over 63 bytes, or all is too long.</returns>
    public static bool TryEncode(ReadOnlySpan<byte> text, Span<byte> room, out int length)
    {
        length = 0;
        if (text.Length + 2 > DnsQuestion.LongestName)
        {
            return false;
        }
        foreach (Range part in text.Split((byte)'.'))
        {
            ReadOnlySpan<byte> label = text[part];
            if (label.Length is 0 or > 63)
            {
                return false;
            }
            room[length++] = (byte)label.Length;
            label.CopyTo(room[length..]);
            length += label.Length;
        }
        room[length++] = 0;
        return true;
    }
}
