using System.Text;

namespace Berth.Docker.Tests;

public sealed class StdCopyTests
{
    private static readonly byte[] Frames = [.. Frame(StdCopyStream.Stdout, "one\n"), .. Frame(StdCopyStream.Stderr, ""), .. Frame(StdCopyStream.Stderr, "two"), .. Frame(StdCopyStream.Stdout, "3")];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(1000)]
    public void Frames_come_apart_however_they_are_cut(int piece)
    {
        var reader = new StdCopyReader();
        var text = new Dictionary<StdCopyStream, string> { [StdCopyStream.Stdout] = "", [StdCopyStream.Stderr] = "" };
        foreach (var chunk in Frames.Chunk(piece))
        {
            ReadOnlyMemory<byte> data = chunk;
            while (reader.TryRead(ref data, out var stream, out var content))
            {
                text[stream] += Encoding.ASCII.GetString(content.Span);
            }

            Assert.True(data.IsEmpty);
        }

        Assert.True(reader.AtBoundary);
        Assert.Equal(("one\n3", "two"), (text[StdCopyStream.Stdout], text[StdCopyStream.Stderr]));
    }

    [Fact]
    public void A_header_goes_both_ways()
    {
        var header = new byte[8];
        StdCopy.WriteHeader(header, StdCopyStream.Stderr, 0x01020304);
        Assert.Equal([2, 0, 0, 0, 1, 2, 3, 4], header);
        Assert.True(StdCopy.TryReadHeader(header, out var stream, out var length));
        Assert.Equal((StdCopyStream.Stderr, 0x01020304u), (stream, length));
    }

    [Fact]
    public void What_is_no_frame_is_refused()
    {
        Assert.False(StdCopy.TryReadHeader("GET / HT"u8, out _, out _));
        Assert.Throws<InvalidDataException>(() =>
        {
            ReadOnlyMemory<byte> data = "GET / HTTP"u8.ToArray();
            new StdCopyReader().TryRead(ref data, out _, out _);
        });
    }

    private static byte[] Frame(StdCopyStream stream, string content)
    {
        var frame = new byte[8 + content.Length];
        StdCopy.WriteHeader(frame, stream, content.Length);
        Encoding.ASCII.GetBytes(content, frame.AsSpan(8));
        return frame;
    }
}
