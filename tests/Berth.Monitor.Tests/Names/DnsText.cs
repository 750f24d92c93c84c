using System.Buffers.Binary;
using System.Text;

namespace Berth.Monitor.Tests;

/// <summary>DNS messages for tests.</summary>
internal static class DnsText
{
    public const ushort A = 1, Ptr = 12, Mx = 15, Aaaa = 28;

    public static byte[] Query(string name, ushort type = A, ushort id = 0x1234, int udpSize = 0)
    {
        var message = new List<byte> { (byte)(id >> 8), (byte)id, 1, 0, 0, 1, 0, 0, 0, 0, 0, udpSize > 0 ? (byte)1 : (byte)0 };
        foreach (string label in name.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            message.Add((byte)label.Length);
            message.AddRange(Encoding.UTF8.GetBytes(label));
        }
        message.AddRange([0, 0, (byte)type, 0, 1]);
        if (udpSize > 0)
        {
            message.AddRange([0, 0, 41, (byte)(udpSize >> 8), (byte)udpSize, 0, 0, 0, 0, 0, 0]);
        }
        return [.. message];
    }

    public static int Code(ReadOnlySpan<byte> answer) => answer[3] & 15;

    public static int Count(ReadOnlySpan<byte> answer) => BinaryPrimitives.ReadUInt16BigEndian(answer[6..]);

    /// <summary>The data of our answers' records, whose names are pointers.</summary>
    public static List<byte[]> Data(ReadOnlySpan<byte> answer)
    {
        int at = 12;
        while (answer[at] != 0)
        {
            at += answer[at] + 1;
        }
        at += 5;
        var data = new List<byte[]>();
        for (int i = 0; i < Count(answer); i++)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(answer[(at + 10)..]);
            Assert.Equal(600, BinaryPrimitives.ReadInt32BigEndian(answer[(at + 6)..]));
            data.Add(answer.Slice(at + 12, length).ToArray());
            at += 12 + length;
        }
        Assert.Equal(answer.Length, at);
        return data;
    }

    public static string[] Addresses(ReadOnlySpan<byte> answer) => [.. Data(answer).Select(d => new System.Net.IPAddress(d).ToString())];
}
