using System.Buffers;
using System.Net.Sockets;
using System.Text.Json;
using System.Threading.Channels;
using Berth.Linux;
using Berth.Supervision;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor.Tests;

/// <summary>A container with a monitor of its own, as an engine would have it. Disposing ends it and leaves nothing behind.</summary>
internal sealed class Container : IMonitorEvents, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly MonitorLauncher _launcher;
    private readonly SafeFileHandle _executable;
    private Channel<MonitorEvent> _events = Channel.CreateUnbounded<MonitorEvent>();
    private TaskCompletionSource<bool> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SafeFileHandle _network;

    public Container(Func<StartRequest, StartRequest>? change = null, params string[] command)
    {
        Root = new BusyboxRoot();
        Request = new StartRequest
        {
            Version = 1,
            Id = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray()) + new string('0', 32),
            Name = "test",
            Root = new RootFileSystem { LowerFolders = [Root.Lower], UpperFolder = Root.Folder + "/upper", WorkFolder = Root.Folder + "/work" },
            Process = new ProcessRequest { Arguments = command, Environment = ["PATH=/bin"], Capabilities = [.. CapabilitySet.ContainerDefault.ToNames()] },
            Namespaces = new NamespaceRequest { HostName = "box" },
            Isolation = new IsolationRequest
            {
                ShmBytes = 64 << 20,
                Filter = SeccompFilter.Default(CapabilitySet.ContainerDefault),
                MaskedPaths = ["/proc/kcore", "/proc/keys", "/proc/acpi", "/proc/scsi", "/proc/nothing", "/sys/firmware"],
                ReadonlyPaths = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"],
            },
            Stdio = new StdioRequest { LogPath = Root.Log },
            Restart = new RestartRequest(),
            Stop = new StopRequest(),
        };
        Request = change is null ? Request : change(Request);
        Write(Request);
        _executable = FileCalls.Open(Executable, OpenFlags.ReadOnly);
        _launcher = new MonitorLauncher(_executable);
        _network = NetworkNamespace.Create(BringLoopbackUp, out _);
        Client = Launch();
    }

    public static string Executable => Environment.GetEnvironmentVariable("BERTH_MONITOR") ?? AppContext.BaseDirectory + "berth-monitor";

    public static bool IsCompiledAhead => Environment.GetEnvironmentVariable("BERTH_MONITOR") is not null;

    public BusyboxRoot Root { get; }

    public StartRequest Request { get; }

    public MonitorClient Client { get; private set; }

    public string ErrorLog => File.ReadAllText(Root.State + "/monitor.log");

    public Task<bool> Died => _ended.Task.WaitAsync(Patience);

    /// <summary>The log's lines: stream and text.</summary>
    public List<(string Stream, string Text)> Log =>
        [.. File.ReadLines(Root.Log).Select(l => JsonDocument.Parse(l).RootElement).Select(r => (r.GetProperty("stream").GetString()!, r.GetProperty("log").GetString()!))];

    public string Output => string.Concat(Log.Select(l => l.Text));

    public MonitorRecord Record => MonitorRecordJson.Parse(File.ReadAllBytes(Root.State + "/monitor.json"));

    public async Task<MonitorReply> StartAsync()
    {
        await Client.WatchAsync().WaitAsync(Patience);
        return await Client.StartAsync(Request.Namespaces.HostNetwork ? null : _network, []).WaitAsync(Patience);
    }

    /// <summary>Waits until the monitor's process has ended.</summary>
    public async Task GoneAsync()
    {
        using SafeFileHandle? monitor = Pidfd.Open(Record.MonitorPid);
        for (int i = 0; monitor is not null && RawIo.Poll((int)monitor.DangerousGetHandle(), EpollEvents.In, 0) == 0; i++)
        {
            Assert.True(i < 1000, "the monitor does not end");
            await Task.Delay(10);
        }
    }

    /// <summary>Starts it and waits for its end.</summary>
    public async Task<MonitorRecord> RunAsync()
    {
        await StartAsync();
        return (await NextAsync<MonitorEvent.Exited>()).Record;
    }

    /// <summary>The next event of a kind.</summary>
    public async Task<T> NextAsync<T>()
        where T : MonitorEvent
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            MonitorEvent happening;
            try
            {
                happening = await _events.Reader.ReadAsync(patience.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
            {
                throw new InvalidOperationException($"no {typeof(T).Name} came; the monitor says: {ErrorLog}", e);
            }
            if (happening is T wanted)
            {
                return wanted;
            }
        }
    }

    /// <summary>Connects as another engine would.</summary>
    public async Task ReconnectAsync()
    {
        await Client.DisposeAsync();
        _events = Channel.CreateUnbounded<MonitorEvent>();
        _ended = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        Client = MonitorClient.Connect(new MonitorFiles(Root.State, Root.Run).Socket, this);
    }

    /// <summary>Attaches and gives this end of the stream.</summary>
    public async Task<NetworkStream> AttachAsync(bool input = true)
    {
        (SafeFileHandle here, SafeFileHandle there) = UnixSocket.Pair(UnixSocketKind.Stream);
        using (there)
        {
            await Client.AttachAsync(there, input, output: true, error: true).WaitAsync(Patience);
        }
        var socket = new Socket(new SafeSocketHandle(here.DangerousGetHandle(), ownsHandle: true));
        here.SetHandleAsInvalid();
        return new NetworkStream(socket, ownsSocket: true) { ReadTimeout = 30_000, WriteTimeout = 30_000 };
    }

    /// <summary>Runs a command in the container and gives its exit code and output.</summary>
    public async Task<(int Code, string Output)> ExecAsync(params string[] command)
    {
        (SafeFileHandle reader, SafeFileHandle writer) = FileCalls.Pipe();
        using SafeFileHandle nothing = FileCalls.Open("/dev/null", OpenFlags.ReadOnly);
        string id = Guid.NewGuid().ToString("N");
        using (writer)
        {
            await Client.ExecAsync(id, Request.Process with { Arguments = command }, privileged: false, [nothing, writer, writer]).WaitAsync(Patience);
        }
        using var stream = new FileStream(reader, FileAccess.Read);
        string output = await new StreamReader(stream).ReadToEndAsync();
        return ((await NextAsync<MonitorEvent.ExecExited>()).ExitCode, output);
    }

    public void Happened(MonitorEvent happening) => _events.Writer.TryWrite(happening);

    public void Ended(bool died)
    {
        _events.Writer.TryComplete();
        _ended.TrySetResult(died);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await EndMonitorAsync();
        _launcher.Dispose();
        _executable.Dispose();
        _network.Dispose();
        Root.Dispose();
    }

    // Killed where it runs still; its container goes with it. Only then can the folders go.
    private async Task EndMonitorAsync()
    {
        if (!File.Exists(Root.State + "/monitor.json") || Pidfd.Open(Record.MonitorPid) is not { } monitor)
        {
            return;
        }
        MonitorRecord record = Record;
        using (monitor)
        {
            if (record.Phase != ContainerPhase.Exited || RawIo.Poll((int)monitor.DangerousGetHandle(), EpollEvents.In, 2000) == 0)
            {
                Pidfd.Signal(monitor, Signals.Kill);
            }
            RawIo.Poll((int)monitor.DangerousGetHandle(), EpollEvents.In, 10_000);
        }
        for (int i = 0; record.Pid > 0 && i < 500 && (long?)ProcFs.Machine.Stat(record.Pid)?.StartTime == record.PidStartTicks; i++)
        {
            await Task.Delay(10);
        }
    }

    private static int BringLoopbackUp()
    {
        using var socket = new NetlinkSocket(NetlinkProtocol.Route);
        socket.Send(new NetlinkBatch().LinkUp(1, linkLocal: true));
        return 0;
    }

    private MonitorClient Launch()
    {
        using SafeFileHandle log = FileCalls.Open(Root.State + "/monitor.log", OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Append, 0x180);
        return _launcher.Launch("test", Root.State, Root.Run, log, [], this);
    }

    private void Write(StartRequest request)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            StartRequestJson.Write(writer, request);
        }
        File.WriteAllBytes(Root.State + "/start.json", buffer.WrittenSpan.ToArray());
    }
}
