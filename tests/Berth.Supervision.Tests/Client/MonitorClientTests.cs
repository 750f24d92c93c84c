using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Supervision.Tests;

public class MonitorClientTests
{
    [Fact]
    public async Task Replies_find_their_requests_in_any_order()
    {
        using var monitor = new FakeMonitor();
        await using var client = MonitorClient.Connect(monitor.SocketPath, new Heard());
        Task first = client.SignalAsync(15, manual: true);
        Task<MonitorRecord> second = client.HelloAsync();
        (MonitorRequest signal, long n1, _) = monitor.Take();
        (MonitorRequest hello, long n2, _) = monitor.Take();
        Assert.Equal(new MonitorRequest.Signal(15, true), signal);
        Assert.IsType<MonitorRequest.Hello>(hello);
        monitor.Send(new MonitorReply { Number = n2, Record = Requests.Record });
        Assert.Equal(137, (await second).ExitCode);
        Assert.False(first.IsCompleted);
        monitor.Send(new MonitorReply { Number = n1, Error = new MonitorError(MonitorErrorKind.State, "", 0, "not running") });
        Assert.Equal("not running", (await Assert.ThrowsAsync<MonitorException>(() => first)).Message);
    }

    [Fact]
    public async Task Descriptors_travel_both_ways_also_many_and_long_messages()
    {
        using var monitor = new FakeMonitor();
        await using var client = MonitorClient.Connect(monitor.SocketPath, new Heard());
        (SafeFileHandle reader, SafeFileHandle writer) = FileCalls.Pipe();
        SafeFileHandle[] many = [.. Enumerable.Repeat(writer, 450)];
        Task<MonitorReply> start = client.StartAsync(reader, many);
        (MonitorRequest request, long number, List<SafeFileHandle> files) = monitor.Take();
        Assert.IsType<MonitorRequest.Start>(request);
        Assert.Equal(451, files.Count);
        Assert.True(FileCalls.Stat(files[0]).IsSameFile(FileCalls.Stat(reader)));
        monitor.Send(new MonitorReply { Number = number, Pid = 4 });
        Assert.Equal(4, (await start).Pid);

        var process = new ProcessRequest { Arguments = ["sh", new string('ü', 100_000)], Terminal = true };
        Task<(int Pid, SafeFileHandle? Terminal)> exec = client.ExecAsync("e", process, privileged: false, []);
        (request, number, _) = monitor.Take();
        Assert.Equal(process.Arguments, ((MonitorRequest.Exec)request).Process.Arguments);
        monitor.Send(new MonitorReply { Number = number, Pid = 5, Warnings = [new string('w', 50_000)] }, (int)writer.DangerousGetHandle());
        (int pid, SafeFileHandle? terminal) = await exec;
        Assert.Equal(5, pid);
        FileCalls.Write(terminal!, "x"u8);
        Assert.Equal(1, FileCalls.Read(reader, new byte[9]));
        files.ForEach(f => f.Dispose());
        terminal!.Dispose();
        reader.Dispose();
        writer.Dispose();
    }

    [Fact]
    public async Task Events_come_in_order_and_the_end_tells_exit_from_death()
    {
        using var monitor = new FakeMonitor();
        var heard = new Heard();
        await using var client = MonitorClient.Connect(monitor.SocketPath, heard);
        monitor.Send(new MonitorEvent.Started(Requests.Record));
        monitor.Send(new MonitorEvent.ExecExited("e", 3));
        monitor.Send(new MonitorEvent.Exited(Requests.Record));
        monitor.Close();
        Assert.False(await heard.Died);
        Assert.Equal(["Started", "ExecExited", "Exited"], heard.Names);
    }

    [Fact]
    public async Task A_monitor_that_dies_fails_what_waits_and_what_comes()
    {
        using var monitor = new FakeMonitor();
        var heard = new Heard();
        await using var client = MonitorClient.Connect(monitor.SocketPath, heard);
        Task waiting = client.StopAsync(15, 10);
        monitor.Take();
        monitor.Close();
        Assert.Equal(MonitorErrorKind.Gone, (await Assert.ThrowsAsync<MonitorException>(() => waiting)).Error.Kind);
        Assert.True(await heard.Died);
        Assert.Equal(MonitorErrorKind.Gone, (await Assert.ThrowsAsync<MonitorException>(() => client.HelloAsync())).Error.Kind);
    }

    [Fact]
    public void Nobody_there_is_an_error() =>
        Assert.Equal(Errno.ENOENT, Assert.Throws<LinuxException>(() => MonitorClient.Connect("/nowhere/monitor.sock", new Heard())).Errno);

    private sealed class Heard : IMonitorEvents
    {
        private readonly TaskCompletionSource<bool> _died = new();

        public List<string> Names { get; } = [];

        public Task<bool> Died => _died.Task;

        public void Happened(MonitorEvent happening) => Names.Add(happening.GetType().Name);

        public void Ended(bool died) => _died.TrySetResult(died);
    }
}
