using System.IO.Compression;
using System.Text;
using Berth.Docker;

namespace Berth.Engine.Tests;

public sealed class LogReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Lines_come_in_frames_of_their_stream()
    {
        string log = _folder.Write("x.log", Line("one\n", 1) + Line("two\n", 2, "stderr"));

        Assert.Equal("1:one\n|2:two\n", await ReadAsync(log, new LogOptions { Stdout = true, Stderr = true }));
        Assert.Equal("2:two\n", await ReadAsync(log, new LogOptions { Stderr = true }));
    }

    [Fact]
    public async Task A_terminals_lines_come_as_they_are()
    {
        string log = _folder.Write("x.log", Line("a\\tb\\u0007\\\"\\\\é\r\n", 1));

        Assert.Equal("a\tb\u0007\"\\é\r\n", await ReadAsync(log, new LogOptions { Stdout = true }, frames: false));
    }

    [Fact]
    public async Task Times_have_nine_digits()
    {
        string log = _folder.Write("x.log", Line("one\n", 1));

        Assert.Equal("1:2026-01-01T00:00:01.000000000Z one\n", await ReadAsync(log, new LogOptions { Stdout = true, Timestamps = true }));
    }

    [Fact]
    public async Task Attributes_come_before_the_line()
    {
        string log = _folder.Write("x.log", """{"log":"one\n","stream":"stdout","attrs":{"b":"2","a":"x y"},"time":"2026-01-01T00:00:01.5Z"}""" + "\n" + Line("two\n", 2));

        Assert.Equal("1:a=x%20y,b=2 one\n|1: two\n", await ReadAsync(log, new LogOptions { Stdout = true, Details = true }));
    }

    [Fact]
    public async Task Since_and_until_bound_the_time()
    {
        string log = _folder.Write("x.log", string.Concat(Enumerable.Range(0, 10).Select(i => Line($"{i}\n", i))));

        Assert.Equal("1:3\n|1:4\n|1:5\n", await ReadAsync(log, new LogOptions { Stdout = true, Since = At(3), Until = At(5) }));
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "9")]
    [InlineData(3, "7 8 9")]
    [InlineData(7, "3 4 5 6 7 8 9")]
    [InlineData(9, "1 2 3 4 5 6 7 8 9")]
    [InlineData(50, "0 1 2 3 4 5 6 7 8 9")]
    public async Task The_tail_reaches_into_older_files(int tail, string expected)
    {
        // 0-2 packed, 3-5 plain, 6-9 current.
        using (var packed = new GZipStream(new FileStream(_folder["x.log.2.gz"], FileMode.CreateNew), CompressionLevel.Fastest))
        {
            packed.Write(Encoding.UTF8.GetBytes(Line("0\n", 0) + Line("1\n", 1) + Line("2\n", 2)));
        }

        _folder.Write("x.log.1", Line("3\n", 3) + Line("4\n", 4) + Line("5\n", 5));
        string log = _folder.Write("x.log", Line("6\n", 6) + Line("7\n", 7) + Line("8\n", 8) + Line("9\n", 9));

        string read = await ReadAsync(log, new LogOptions { Stdout = true, Tail = tail }, frames: false);

        Assert.Equal(expected, read.TrimEnd('\n').Replace('\n', ' '));
    }

    [Fact]
    public async Task Long_lines_and_lines_across_blocks_are_whole()
    {
        string[] texts = [.. Enumerable.Range(0, 300).Select(i => new string((char)('a' + i % 26), i * 37))];
        string log = _folder.Write("x.log", string.Concat(texts.Select((text, i) => Line(text + "\n", i))) + Line(new string('z', 300_000) + "\n", 999));

        string read = await ReadAsync(log, new LogOptions { Stdout = true }, frames: false);

        Assert.Equal(string.Concat(texts.Select(text => text + "\n")) + new string('z', 300_000) + "\n", read);
    }

    [Fact]
    public async Task A_half_line_after_a_crash_is_left_out()
    {
        string log = _folder.Write("x.log", Line("one\n", 1) + "{\"log\":\"tw");

        Assert.Equal("1:one\n", await ReadAsync(log, new LogOptions { Stdout = true }));
    }

    [Fact]
    public async Task A_log_that_isnt_there_is_empty() => Assert.Equal("", await ReadAsync(_folder["none.log"], new LogOptions { Stdout = true }));

    [Fact]
    public async Task Following_waits_goes_on_after_a_rotation_and_ends_with_the_container()
    {
        string log = _folder.Write("x.log", Line("one\n", 1));
        var watch = new HandWatch();
        await using var reader = new LogReader(log, new LogOptions { Stdout = true, Follow = true }, frames: false, watch);
        byte[] buffer = new byte[4096];

        Assert.Equal("one\n", await NextAsync());
        var waiting = NextAsync();
        Assert.False(waiting.IsCompleted);
        File.AppendAllText(log, Line("two\n", 2));
        watch.Changed();
        Assert.Equal("two\n", await waiting);
        waiting = NextAsync();
        File.AppendAllText(log, Line("three\n", 3));
        File.Move(log, log + ".1");
        File.WriteAllText(log, Line("four\n", 4));
        watch.Changed();
        Assert.Equal("three\n", await waiting);
        Assert.Equal("four\n", await NextAsync());
        waiting = NextAsync();
        File.AppendAllText(log, Line("five\n", 5));
        watch.End();
        Assert.Equal("five\n", await waiting);
        Assert.Equal("", await NextAsync());

        async Task<string> NextAsync() => Encoding.UTF8.GetString(buffer.AsSpan(0, await reader.ReadAsync(buffer, Cancel)));
    }

    private static string Line(string text, int second, string stream = "stdout") =>
        $$"""{"log":"{{text.Replace("\n", "\\n").Replace("\r", "\\r")}}","stream":"{{stream}}","time":"{{DockerTimestamps.Format(At(second))}}"}""" + "\n";

    private static long At(int second) => DockerTimestamps.ToNanos(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(second));

    private static async Task<string> ReadAsync(string path, LogOptions options, bool frames = true)
    {
        await using var reader = new LogReader(path, options, frames, watch: null);
        using var all = new MemoryStream();
        await reader.CopyToAsync(all, Cancel);
        if (!frames)
        {
            return Encoding.UTF8.GetString(all.ToArray());
        }

        ReadOnlyMemory<byte> data = all.ToArray();
        var frame = new StdCopyReader();
        var parts = new List<string>();
        while (frame.TryRead(ref data, out var stream, out var content))
        {
            parts.Add($"{(int)stream}:{Encoding.UTF8.GetString(content.Span)}");
        }

        Assert.True(frame.AtBoundary);
        return string.Join('|', parts);
    }

    private sealed class HandWatch : ILogWatch
    {
        private readonly SemaphoreSlim _changed = new(0);

        public bool HasEnded { get; private set; }

        public void Changed() => _changed.Release();

        public void End()
        {
            HasEnded = true;
            _changed.Release();
        }

        public async ValueTask WaitAsync(CancellationToken cancel) => await _changed.WaitAsync(cancel);

        public void Dispose() => _changed.Dispose();
    }
}
