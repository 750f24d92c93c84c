using System.Buffers.Binary;

namespace Berth.Monitor;

/// <summary>A query's header and its one question (RFC 1035 §4.1). What a client sent may be anything: nothing here throws.</summary>
internal readonly struct DnsQuestion
{
    public const int HeaderLength = 12, LongestName = 255, SmallestRoom = 512;
    public const ushort TypeA = 1, TypePtr = 12, TypeAaaa = 28, TypeAny = 255, ClassIn = 1;
    private const int TypeOpt = 41, LongestLabel = 63;

    /// <summary>How many bytes of the caller's room the name takes, as text: labels with dots between, none at the end.</summary>
    public int NameLength { get; private init; }

    public ushort Type { get; private init; }

    public ushort Class { get; private init; }

    /// <summary>Where the question ends in the message.</summary>
    public int End { get; private init; }

    /// <summary>The largest datagram that the client takes: 512 bytes, or what it says (EDNS, RFC 6891).</summary>
    public int Room { get; private init; }

    /// <summary>Reads a query.</summary>
    /// <param name="message">What came.</param>
    /// <param name="name">Room for the name, <see cref="LongestName"/> bytes.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="error">What to answer if this returns false; none: nothing.</param>
    public static bool TryRead(ReadOnlySpan<byte> message, Span<byte> name, out DnsQuestion question, out NameError error)
    {
        (question, error) = (default, NameError.None);
        if (message.Length < HeaderLength || (message[2] & 0x80) != 0)
        {
            return false;   // nothing to answer, or an answer itself
        }
        if ((message[2] & 0x78) != 0)
        {
            error = NameError.NotImplemented;
            return false;
        }
        error = NameError.BadFormat;
        int at = HeaderLength;
        if (U16(message, 4) != 1 || !TryReadName(message, ref at, name, out int length) || at + 4 > message.Length)
        {
            return false;
        }
        int end = at + 4;
        question = new DnsQuestion { NameLength = length, Type = U16(message, at), Class = U16(message, at + 2), End = end, Room = RoomOf(message, end) };
        error = NameError.None;
        return true;
    }

    // A name in a question stands in full. A byte that can't stand in the text becomes NUL, which no known name has.
    private static bool TryReadName(ReadOnlySpan<byte> message, ref int at, Span<byte> name, out int length)
    {
        length = 0;
        while (at < message.Length)
        {
            int label = message[at++];
            if (label == 0)
            {
                return true;
            }
            if (label > LongestLabel || at + label >= message.Length || length + label + 1 > LongestName - 2)
            {
                return false;
            }
            if (length > 0)
            {
                name[length++] = (byte)'.';
            }
            foreach (byte letter in message.Slice(at, label))
            {
                name[length++] = letter == '.' ? (byte)0 : letter;
            }
            at += label;
        }
        return false;
    }

    // The OPT record is the only one in a plain query. Where it stands behind others the client gets the smallest room.
    private static int RoomOf(ReadOnlySpan<byte> message, int end)
    {
        bool has = U16(message, 6) == 0 && U16(message, 8) == 0 && U16(message, 10) > 0 && end + 11 <= message.Length && message[end] == 0 && U16(message, end + 1) == TypeOpt;
        return has ? Math.Max(U16(message, end + 3), (ushort)SmallestRoom) : SmallestRoom;
    }

    private static ushort U16(ReadOnlySpan<byte> message, int at) => BinaryPrimitives.ReadUInt16BigEndian(message[at..]);
}
