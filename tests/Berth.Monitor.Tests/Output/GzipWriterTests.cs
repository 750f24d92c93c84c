using System.IO.Compression;
using System.Text;

namespace Berth.Monitor.Tests;

public class GzipWriterTests
{
    public static IEnumerable<TheoryDataRow<byte[]>> Data => Inputs.Select(i => new TheoryDataRow<byte[]>(i));

    private static byte[][] Inputs
    {
        get
        {
            var random = new Random(7);
            var noise = new byte[300_000];
            random.NextBytes(noise);
            byte[] skewed = [.. noise.Select(b => (byte)(b < 250 ? 0 : b))];
            byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 40_000).Select(i => $"{{\"log\":\"line {i} of {random.Next(100)}\\n\",\"stream\":\"stdout\"}}\n")));
            var fibonacci = new List<byte>();
            for (int symbol = 0, count = 1, before = 1; symbol < 22; symbol++, (count, before) = (count + before, count))
            {
                fibonacci.AddRange(Enumerable.Repeat((byte)symbol, count));
            }
            byte[] deep = [.. fibonacci.OrderBy(_ => random.Next())];
            return [[], new byte[] { 1 }, new byte[] { 1, 1, 1 }, noise, skewed, text, new byte[1_000_000], deep, noise[..65536], noise[..131072], [.. text[..131000], .. text[..200_000]]];
        }
    }

    [Theory]
    [MemberData(nameof(Data), DisableDiscoveryEnumeration = true)]
    public void What_is_compressed_comes_back(byte[] input)
    {
        foreach (int piece in (int[])[1_000_000, 64 * 1024, 4097])
        {
            byte[] packed = Pack(input, piece);
            using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
            var back = new MemoryStream();
            gzip.CopyTo(back);
            Assert.True(back.ToArray().AsSpan().SequenceEqual(input));
        }
    }

    [Fact]
    public void Logs_become_small()
    {
        byte[] text = Inputs[5];
        var library = new MemoryStream();
        using (var gzip = new GZipStream(library, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(text);
        }
        byte[] packed = Pack(text, 64 * 1024);
        Assert.True(packed.Length < library.Length, $"{packed.Length} bytes against {library.Length}");
    }

    private static byte[] Pack(byte[] input, int piece)
    {
        var packed = new MemoryStream();
        var writer = new GzipWriter(bytes => packed.Write(bytes.Span));
        for (int at = 0; at < input.Length; at += piece)
        {
            writer.Write(input.AsSpan(at, Math.Min(piece, input.Length - at)));
        }
        writer.Finish();
        return packed.ToArray();
    }
}
