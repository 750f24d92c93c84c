using System.Text;
using System.Text.Json;

namespace Berth.Monitor.Tests;

// Alone: the count of collections is the whole process's.
[CollectionDefinition(nameof(JsonLogTests), DisableParallelization = true)]
[Collection(nameof(JsonLogTests))]
public class JsonLogTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("hello", "hello")]
    [InlineData("tab\t\r\"\\", "tab\\u0009\\r\\\"\\\\")]
    [InlineData("<a & b>", "\\u003ca \\u0026 b\\u003e")]
    [InlineData("\u001b[31m\u007f", "\\u001b[31m\u007f")]
    [InlineData("grüße ☃ 𝄞", "grüße ☃ 𝄞")]
    [InlineData("a\u2028b\u2029c\u2030", "a\\u2028b\\u2029c\u2030")]
    public void Text_is_escaped_as_Docker_does(string text, string expected)
    {
        var file = new MemoryLog();
        var log = new JsonLog(file, "", new FixedClock(Noon));
        log.Begin();
        log.Add(OutputStream.Output, Encoding.UTF8.GetBytes(text), ended: true);
        log.Flush();
        Assert.Equal($"{{\"log\":\"{expected}\\n\",\"stream\":\"stdout\",\"time\":\"2026-01-02T12:00:00Z\"}}\n", file.Text);
        Assert.Equal(text + "\n", JsonDocument.Parse(file.Text).RootElement.GetProperty("log").GetString());
    }

    [Fact]
    public void Bytes_that_are_not_text_become_one_mark_each()
    {
        var file = new MemoryLog();
        var log = new JsonLog(file, "{\"tag\":\"x\"}", new FixedClock(Noon.AddTicks(1234500)));
        log.Begin();
        log.Add(OutputStream.Error, [(byte)'a', 0xE2, 0x82, (byte)'b', 0xFF, 0xED, 0xA0, 0x80, 0xC3, 0xA4, 0xE2, 0x80, 0xA8, 0xC3], ended: false);
        log.Flush();
        Assert.Equal("{\"log\":\"a\\ufffd\\ufffdb\\ufffd\\ufffd\\ufffd\\ufffdä\\u2028\\ufffd\",\"stream\":\"stderr\",\"attrs\":{\"tag\":\"x\"},\"time\":\"2026-01-02T12:00:00.12345Z\"}\n", file.Text);
    }

    [Fact]
    public void Lines_are_cut_at_their_ends_and_after_16_KiB()
    {
        var file = new MemoryLog();
        var log = new JsonLog(file, "", new FixedClock(Noon));
        var cutter = new LineCutter(OutputStream.Output, log);
        string longLine = new('x', 16384);
        string all = "one\n\n" + longLine + "\n" + longLine + "yz\nrest";
        byte[] bytes = Encoding.UTF8.GetBytes(all);
        var buffer = new byte[64 * 1024];
        for (int at = 0, size = 1; at < bytes.Length; size = (size * 7 % 5000) + 1)
        {
            int kept = cutter.Prepare(buffer);
            int n = Math.Min(size, bytes.Length - at);
            bytes.AsSpan(at, n).CopyTo(buffer.AsSpan(kept));
            cutter.Cut(buffer.AsSpan(0, kept + n));
            at += n;
        }
        Assert.Equal(["one\n", "\n", longLine, "\n", longLine, "yz\n"], file.Lines);
        cutter.End();
        cutter.End();
        Assert.Equal("rest", file.Lines[^1]);
        Assert.Equal(7, file.Lines.Count);
    }

    [Fact]
    public void A_file_rotates_between_records_once_it_is_full()
    {
        var file = new MemoryLog { Capacity = 200 };
        var log = new JsonLog(file, "", new FixedClock(Noon));
        log.Begin();
        for (int i = 0; i < 10; i++)
        {
            log.Add(OutputStream.Output, Encoding.ASCII.GetBytes($"line {i}"), ended: true);
        }
        log.Flush();
        Assert.Equal(3, file.Rotations);   // 72 bytes a record: three records reach 200
        Assert.Equal(["line 9\n"], file.Lines);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_record_longer_than_the_buffer_is_whole_and_a_failed_one_leaves_nothing(int piecesThatFit)
    {
        var file = new MemoryLog();
        var log = new JsonLog(file, "", new FixedClock(Noon));
        byte[] worst = [.. Enumerable.Repeat((byte)1, 16384)];
        log.Begin();
        log.Add(OutputStream.Output, "first"u8, ended: true);
        log.Add(OutputStream.Output, worst, ended: true);
        log.Add(OutputStream.Output, "last"u8, ended: true);
        log.Flush();
        Assert.Equal(["first\n", new string('\u0001', 16384) + "\n", "last\n"], file.Lines);

        file.FailAfter = piecesThatFit;
        log.Add(OutputStream.Output, worst, ended: true);
        log.Flush();
        file.FailAfter = null;
        log.Add(OutputStream.Output, "after"u8, ended: true);
        log.Flush();
        Assert.Equal("after\n", file.Lines[^1]);
        Assert.Equal(4, file.Lines.Count);
    }

    [Fact]
    public void A_hundred_thousand_lines_allocate_nothing()
    {
        var file = new CountingLog();
        var log = new JsonLog(file, "", TimeProvider.System);
        var cutter = new LineCutter(OutputStream.Output, log);
        var buffer = new byte[64 * 1024];
        byte[] lines = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("0123456789012345678901234567890123456789012345678901234567890 ä\n", 250)));
        Feed(cutter, buffer, lines, 10);
        int collections = GC.CollectionCount(0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Feed(cutter, buffer, lines, 400);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(0, GC.CollectionCount(0) - collections);
        Assert.True(file.Bytes > 100_000 * 65);
    }

    private static void Feed(LineCutter cutter, byte[] buffer, byte[] lines, int times)
    {
        for (int i = 0; i < times; i++)
        {
            int kept = cutter.Prepare(buffer);
            lines.CopyTo(buffer, kept);
            cutter.Cut(buffer.AsSpan(0, kept + lines.Length));
        }
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    private sealed class CountingLog : ILogFile
    {
        public long Bytes { get; private set; }

        public bool IsFull(int pending) => false;

        public void Rotate()
        {
        }

        public bool Append(ReadOnlySpan<byte> bytes, bool complete)
        {
            Bytes += bytes.Length;
            return true;
        }
    }

    private sealed class MemoryLog : ILogFile
    {
        private readonly List<byte> _bytes = [];
        private int _good;
        private int _appends;

        public int Capacity { get; init; }

        public int? FailAfter { get; set; }

        public int Rotations { get; private set; }

        public string Text => Encoding.UTF8.GetString([.. _bytes]);

        public List<string> Lines => [.. Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("log").GetString()!)];

        public bool IsFull(int pending) => Capacity > 0 && _bytes.Count + pending >= Capacity;

        public void Rotate()
        {
            Rotations++;
            _bytes.Clear();
            _good = 0;
        }

        public bool Append(ReadOnlySpan<byte> bytes, bool complete)
        {
            if (FailAfter is { } after && _appends++ >= after)
            {
                _bytes.RemoveRange(_good, _bytes.Count - _good);
                return false;
            }
            _bytes.AddRange(bytes);
            _good = complete ? _bytes.Count : _good;
            return true;
        }
    }
}
