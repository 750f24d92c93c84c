using System.Text;

namespace Berth.Server;

/// <summary>One message of an exchange of files, in either direction (fsutil's <c>Packet</c>).</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Number">The file that it is about, by its place in the list.</param>
/// <param name="Data">A part of its content.</param>
/// <param name="Entry">An entry of the list.</param>
internal sealed record FilePacket(FilePacketKind Kind, int Number, ReadOnlyMemory<byte> Data, ReceivedEntry? Entry)
{
    /// <summary>Reads one.</summary>
    /// <exception cref="IOException">The other side says that it can't go on.</exception>
    public static FilePacket Read(byte[] message)
    {
        var packet = new FilePacket(FilePacketKind.Stat, 0, default, null);
        for (var reader = new ProtoReader(message); reader.Next();)
        {
            packet = reader.Field switch
            {
                1 => packet with { Kind = (FilePacketKind)reader.Number },
                2 => packet with { Entry = ReceivedEntry.Read(reader.Bytes) },
                3 => packet with { Number = (int)reader.Number },
                4 => packet with { Data = reader.Bytes.ToArray() },
                _ => packet,
            };
        }

        return packet.Kind == FilePacketKind.Failure ? throw new IOException(Encoding.UTF8.GetString(packet.Data.Span)) : packet;
    }

    /// <summary>Writes one without an entry.</summary>
    public static byte[] Write(FilePacketKind kind, int number = 0, ReadOnlyMemory<byte> data = default) => ProtoWriter.Message(packet =>
    {
        packet.Number(1, (long)kind).Number(3, number);
        if (data.Length > 0)
        {
            packet.Bytes(4, data.Span);
        }
    });
}
