using System.Buffers.Binary;

namespace Berth.Docker;

/// <summary>
/// Frames that carry several streams in one. A frame is eight bytes and its content:
/// <code>
/// +--------+---+---+---+----------------+----------
/// | stream | 0 | 0 | 0 | length, 32 bit | content
/// |        |   |   |   | big endian     |
/// +--------+---+---+---+----------------+----------
/// </code>
/// </summary>
public static class StdCopy
{
    /// <summary>The length of a frame's header in bytes.</summary>
    public const int HeaderLength = 8;

    /// <summary>Writes a frame's header.</summary>
    public static void WriteHeader(Span<byte> destination, StdCopyStream stream, int length)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination, (uint)stream << 24);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], (uint)length);
    }

    /// <summary>Reads a frame's header; false when it is none.</summary>
    public static bool TryReadHeader(ReadOnlySpan<byte> header, out StdCopyStream stream, out uint length)
    {
        stream = default;
        length = 0;
        if (header.Length < HeaderLength)
        {
            return false;
        }

        stream = (StdCopyStream)header[0];
        length = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        return header[0] <= (byte)StdCopyStream.SystemError && (header[1] | header[2] | header[3]) == 0;
    }
}
