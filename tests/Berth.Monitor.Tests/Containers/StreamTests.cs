using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Berth.Supervision;

namespace Berth.Monitor.Tests;

public class StreamTests
{
    [Fact]
    public async Task Attached_before_the_start_a_client_gets_every_byte_in_frames()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var container = new Container(null, "sh", "-c", "printf one; printf two >&2; seq 1 20000");
        await using NetworkStream stream = await container.AttachAsync(input: false);
        await container.StartAsync();
        (string output, string error) = await ReadFramesAsync(stream);
        Assert.Equal("one" + string.Concat(Enumerable.Range(1, 20000).Select(i => $"{i}\n")), output);
        Assert.Equal("two", error);
        await container.NextAsync<MonitorEvent.Exited>();
        Assert.Equal(output, string.Concat(container.Log.Where(l => l.Stream == "stdout").Select(l => l.Text)));
    }

    [Fact]
    public async Task A_slow_client_holds_the_container_and_loses_nothing()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var container = new Container(null, "sh", "-c", "seq 1 300000; touch /done");
        await using NetworkStream stream = await container.AttachAsync(input: false);
        await container.StartAsync();
        await Task.Delay(500, TestContext.Current.CancellationToken);
        Assert.False(File.Exists(container.Root.Folder + "/upper/done"));
        (string output, _) = await ReadFramesAsync(stream);
        Assert.Equal(300000, output.Count(c => c == '\n'));
        await container.NextAsync<MonitorEvent.Exited>();
        Assert.Equal(300000, container.Log.Count);
        Assert.False(await container.Died);
    }

    [Fact]
    public async Task The_end_is_told_while_a_client_is_still_behind()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var container = new Container(null, "sh", "-c", "dd if=/dev/zero bs=1k count=180 2>/dev/null; exit 4");
        await using NetworkStream stream = await container.AttachAsync(input: false);
        MonitorRecord record = await container.RunAsync();
        Assert.Equal(4, record.ExitCode);
        (string output, _) = await ReadFramesAsync(stream);
        Assert.Equal(180 * 1024, output.Length);
        Assert.False(await container.Died);
    }

    [Fact]
    public async Task Input_reaches_the_process_and_its_end_too()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var container = new Container(r => r with { Stdio = r.Stdio with { OpenInput = true, InputOnce = true } }, "sh", "-c", "cat; echo end");
        await using NetworkStream stream = await container.AttachAsync();
        await stream.WriteAsync("before "u8.ToArray(), TestContext.Current.CancellationToken);
        await container.StartAsync();
        byte[] much = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 100_000).Select(i => $"{i} ")));
        Task<(string Output, string Error)> reading = ReadFramesAsync(stream);
        await stream.WriteAsync(much, TestContext.Current.CancellationToken);
        stream.Socket.Shutdown(SocketShutdown.Send);
        Assert.Equal("before " + Encoding.ASCII.GetString(much) + "end\n", (await reading).Output);
    }

    [Fact]
    public async Task Without_open_input_the_process_reads_an_end_at_once()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var container = new Container(null, "sh", "-c", "cat; echo end");
        await container.RunAsync();
        Assert.Equal("end\n", container.Output);
    }

    [Fact]
    public async Task A_client_that_goes_leaves_the_input_open_unless_it_was_for_once()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var container = new Container(r => r with { Stdio = r.Stdio with { OpenInput = true } }, "sh", "-c", "head -n 2");
        await container.StartAsync();
        await using (NetworkStream first = await container.AttachAsync())
        {
            await first.WriteAsync("a\n"u8.ToArray(), TestContext.Current.CancellationToken);
        }
        await using NetworkStream second = await container.AttachAsync();
        await second.WriteAsync("b\n"u8.ToArray(), TestContext.Current.CancellationToken);
        await container.NextAsync<MonitorEvent.Exited>();
        Assert.Equal("a\nb\n", container.Output);
    }

    [Fact]
    public async Task A_terminal_is_one_inside_has_its_size_and_passes_keys()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var container = new Container(
            r => r with { Stdio = r.Stdio with { OpenInput = true }, Process = r.Process with { Terminal = true, Rows = 30, Columns = 100 } },
            "sh", "-c", "tty; stty size; ls -l /dev/console | busybox cut -c1; trap 'stty size; exit 9' INT; trap 'stty size' WINCH; echo ready; while :; do sleep 0.1; done");
        await using NetworkStream stream = await container.AttachAsync();
        await container.StartAsync();
        var text = new StringBuilder();
        await ReadUntilAsync(stream, text, "ready\r\n");
        Assert.Equal("/dev/pts/0\r\n30 100\r\nc\r\nready\r\n", text.ToString());
        await container.Client.ResizeAsync(40, 120);
        await ReadUntilAsync(stream, text, "40 120\r\n");
        await stream.WriteAsync(new byte[] { 3 }, TestContext.Current.CancellationToken);
        Assert.Equal(9, (await container.NextAsync<MonitorEvent.Exited>()).Record.ExitCode);
        Assert.Contains(("stdout", "30 100\r\n"), container.Log);
    }

    [Fact]
    public async Task A_process_elsewhere_that_holds_the_pipe_does_not_hold_up_the_end()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var container = new Container(null, "sh", "-c", "echo said; sleep 0.5; exit 6");
        MonitorReply reply = await container.StartAsync();
        await using FileStream holder = File.OpenWrite($"/proc/{reply.Pid}/fd/1");
        long begun = Environment.TickCount64;
        Assert.Equal(6, (await container.NextAsync<MonitorEvent.Exited>()).Record.ExitCode);
        Assert.True(Environment.TickCount64 - begun < 10_000);
        Assert.Equal("said\n", container.Output);
    }

    [Fact]
    public async Task Logs_rotate_and_older_files_are_compressed()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var container = new Container(r => r with { Stdio = r.Stdio with { LogMaxBytes = 100_000, LogMaxFiles = 3, LogCompress = true, LogAttributes = "{\"tag\":\"t\"}" } }, "seq", "1", "5000");
        await container.RunAsync();
        await container.GoneAsync();
        Assert.EndsWith("5000\n", container.Output, StringComparison.Ordinal);
        Assert.True(new FileInfo(container.Root.Log).Length < 100_100);
        Assert.Equal(["log.json", "log.json.1.gz", "log.json.2.gz"], Directory.GetFiles(container.Root.State, "log.json*").Select(Path.GetFileName).Order());
        string older = Unzip(container.Root.Log + ".1.gz");
        Assert.True(older.Length is >= 100_000 and < 100_100);
        Assert.All(older.TrimEnd('\n').Split('\n'), l => Assert.Contains("\"stream\":\"stdout\",\"attrs\":{\"tag\":\"t\"},\"time\":\"", l, StringComparison.Ordinal));
        int last = int.Parse(System.Text.Json.JsonDocument.Parse(older.TrimEnd('\n').Split('\n')[^1]).RootElement.GetProperty("log").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(last + 1, int.Parse(container.Log[0].Text, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_full_disk_loses_lines_but_not_the_container_and_is_told_once()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        using var small = new SmallDisk(1 << 20);
        await using var container = new Container(r => r with { Stdio = r.Stdio with { LogPath = small.Folder + "/log.json" } }, "sh", "-c", "seq 1 30000; echo after; sleep 0.2; exit 8");
        await container.StartAsync();
        MonitorEvent.Warned warned = await container.NextAsync<MonitorEvent.Warned>();
        Assert.Contains("no space left on device", warned.Text, StringComparison.Ordinal);
        Assert.Equal(8, (await container.NextAsync<MonitorEvent.Exited>()).Record.ExitCode);
        Assert.Single(container.ErrorLog.Split('\n'), l => l.Contains("no space left", StringComparison.Ordinal));
        Assert.All(File.ReadLines(small.Folder + "/log.json"), l => System.Text.Json.JsonDocument.Parse(l));
    }

    [Fact]
    public async Task A_hundred_thousand_lines_cost_no_memory()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var container = new Container(null, "sh", "-c", "yes 0123456789012345678901234567890123456789012345678901234567890123 | head -n 100000; sleep 100");
        await container.StartAsync();
        long end = Environment.TickCount64 + 30_000;
        while (File.ReadLines(container.Root.Log).Count() < 100_000)
        {
            Assert.True(Environment.TickCount64 < end);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        long kilobytes = PrivateKilobytes(container.Record.MonitorPid);
        TestContext.Current.TestOutputHelper?.WriteLine($"private memory after 100,000 lines: {kilobytes} kB");
        Assert.SkipUnless(Container.IsCompiledAhead, "memory counts for the executable that is compiled ahead of time: set BERTH_MONITOR");
        Assert.True(kilobytes <= 700, $"{kilobytes} kB");
    }

    internal static long PrivateKilobytes(int pid) =>
        File.ReadLines($"/proc/{pid}/smaps_rollup").Where(l => l.StartsWith("Private_Dirty", StringComparison.Ordinal)).Sum(l => long.Parse(l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture));

    private static string Unzip(string path)
    {
        using var gzip = new System.IO.Compression.GZipStream(File.OpenRead(path), System.IO.Compression.CompressionMode.Decompress);
        return new StreamReader(gzip).ReadToEnd();
    }

    private static async Task<(string Output, string Error)> ReadFramesAsync(NetworkStream stream)
    {
        var texts = new[] { new StringBuilder(), new StringBuilder() };
        var header = new byte[8];
        while (await stream.ReadAtLeastAsync(header, 8, throwOnEndOfStream: false) == 8)
        {
            var data = new byte[BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4))];
            await stream.ReadExactlyAsync(data);
            texts[header[0] - 1].Append(Encoding.UTF8.GetString(data));
        }
        return (texts[0].ToString(), texts[1].ToString());
    }

    private static async Task ReadUntilAsync(NetworkStream stream, StringBuilder text, string end)
    {
        var buffer = new byte[4096];
        while (!text.ToString().EndsWith(end, StringComparison.Ordinal))
        {
            int read = await stream.ReadAsync(buffer).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
            Assert.True(read > 0, $"the stream ended with {text}");
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }
    }
}
