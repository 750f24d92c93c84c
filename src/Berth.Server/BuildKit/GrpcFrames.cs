using System.Buffers.Binary;

namespace Berth.Server;

/// <summary>Messages as gRPC has them in a stream: a byte for compression, four for the length, the message (gRPC over HTTP/2).</summary>
internal static class GrpcFrames
{
    private const int HeadLength = 5;
    private const int LongestMessage = 64 << 20;

    /// <summary>The next message; null at the end of the stream.</summary>
    /// <exception cref="InvalidDataException">It is compressed, too long or cut off.</exception>
    public static async Task<byte[]?> ReadAsync(Stream stream, CancellationToken cancel)
    {
        var head = new byte[HeadLength];
        var got = await stream.ReadAtLeastAsync(head, HeadLength, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
        if (got == 0)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(1));
        if (got < HeadLength || head[0] != 0 || length > LongestMessage)
        {
            throw new InvalidDataException("a gRPC message is cut off, compressed or too long");
        }

        var message = new byte[length];
        await stream.ReadExactlyAsync(message, cancel).ConfigureAwait(false);
        return message;
    }

    /// <summary>A message with its head.</summary>
    public static byte[] Frame(ReadOnlySpan<byte> message)
    {
        var frame = new byte[HeadLength + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame.AsSpan(HeadLength));
        return frame;
    }
}
