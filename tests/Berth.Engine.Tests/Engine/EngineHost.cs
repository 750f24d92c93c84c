using System.Formats.Tar;
using System.Text;
using System.Threading.Channels;
using Berth.Docker;
using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Engine.Tests;

/// <summary>
/// An engine of a test's own with real monitors, in folders of its own, with an image <c>box</c> of busybox. Disposing it removes its containers and
/// fails the test if anything of it is left on the host.
/// </summary>
internal sealed class EngineHost : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder = new();
    private readonly SafeFileHandle _monitor;
    private readonly List<string> _log = [];

    private EngineHost()
    {
        string executable = Environment.GetEnvironmentVariable("BERTH_MONITOR") ?? AppContext.BaseDirectory + "berth-monitor";
        _monitor = FileCalls.Open(executable, OpenFlags.PathOnly);
    }

    public ContainerEngine Engine { get; private set; } = null!;

    public IContainers Containers => Engine.Containers;

    public IReadOnlyList<string> Log
    {
        get
        {
            lock (_log)
            {
                return [.. _log];
            }
        }
    }

    public string Root => _folder["root"];

    public string Run => _folder["run"];

    /// <summary>Whether such an engine can be here, and why not.</summary>
    public static string? Missing => Environment.UserName != "root" && !Environment.IsPrivilegedProcess ? "containers need root"
        : !File.Exists("/bin/busybox") ? "the image is made of a static /bin/busybox"
        : null;

    public static async Task<EngineHost> StartAsync()
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        var host = new EngineHost();
        await host.OpenAsync();
        await host.Engine.Images.ImportAsync(
            new ImageImportRequest { Repository = "box", Tag = "latest", Changes = ["CMD [\"sh\"]", "ENV PATH=/bin"] },
            BusyboxArchive(),
            new NoProgress());
        return host;
    }

    /// <summary>Opens the engine again on the same folders, as after an upgrade or a crash.</summary>
    public async Task ReopenAsync(Func<Task>? meanwhile = null)
    {
        await Engine.DisposeAsync();
        if (meanwhile is not null)
        {
            await meanwhile();
        }

        await OpenAsync();
    }

    public static ContainerCreateRequest Box(params string[] command) => Box(new HostConfig(), command);

    public static ContainerCreateRequest Box(HostConfig host, params string[] command) => new()
    {
        Config = new ContainerConfig { Image = "box", Cmd = command },
        HostConfig = host.NetworkMode.Length > 0 ? host : host with { NetworkMode = "none" },
    };

    public async Task<string> CreateAsync(string? name, ContainerCreateRequest request) => (await Containers.CreateAsync(name, null, request)).Id;

    public async Task<string> StartAsync(string? name, ContainerCreateRequest request)
    {
        string id = await CreateAsync(name, request);
        await Containers.StartAsync(id);
        return id;
    }

    /// <summary>Runs a container to its end and gives its exit code and output.</summary>
    public async Task<(long Code, string Output)> RunAsync(ContainerCreateRequest request)
    {
        string id = await CreateAsync(null, request);
        using var wait = await Containers.WaitAsync(id, WaitCondition.NextExit);
        await Containers.StartAsync(id);
        long code = (await wait.Result.WaitAsync(Patience)).StatusCode;
        string output = await LogsAsync(id);
        await Containers.RemoveAsync(id, force: true, volumes: true);
        return (code, output);
    }

    public async Task<string> LogsAsync(string id, bool frames = false)
    {
        await using var output = await Containers.LogsAsync(id, new LogOptions { Stdout = true, Stderr = true });
        using var all = new MemoryStream();
        await output.Stream.CopyToAsync(all).WaitAsync(Patience);
        return frames || !output.Multiplexed ? Encoding.UTF8.GetString(all.ToArray()) : Unframe(all.ToArray());
    }

    /// <summary>Waits for the end that is told next.</summary>
    public async Task<long> WaitAsync(string id)
    {
        using var wait = await Containers.WaitAsync(id);
        return (await wait.Result.WaitAsync(Patience)).StatusCode;
    }

    public async Task<ContainerState> StateAsync(string id) => (await Containers.InspectAsync(id)).State;

    /// <summary>The output of an exec and its exit code.</summary>
    public async Task<(int? Code, string Output)> ExecAsync(string container, params string[] command)
    {
        string id = await Engine.Execs.CreateAsync(container, new ExecCreateRequest { Cmd = command, AttachStdout = true, AttachStderr = true });
        await using var stream = await Engine.Execs.StartAsync(id, new ExecStartRequest());
        string output = Unframe(await ReadAllAsync(stream!));
        return ((await Engine.Execs.InspectAsync(id)).ExitCode, output);
    }

    public static async Task<byte[]> ReadAllAsync(AttachedStream stream)
    {
        using var all = new MemoryStream();
        byte[] buffer = new byte[65536];
        int read;
        while ((read = await stream.ReadAsync(buffer).AsTask().WaitAsync(Patience)) > 0)
        {
            all.Write(buffer, 0, read);
        }

        return all.ToArray();
    }

    public static string Unframe(byte[] framed)
    {
        ReadOnlyMemory<byte> data = framed;
        var reader = new StdCopyReader();
        var text = new StringBuilder();
        while (reader.TryRead(ref data, out _, out var content))
        {
            text.Append(Encoding.UTF8.GetString(content.Span));
        }

        return text.ToString();
    }

    /// <summary>Records events from now on.</summary>
    public async Task<EventRecorder> RecordAsync() => new(this, await Engine.System.EventsAsync(new EventsOptions()));

    public async ValueTask DisposeAsync()
    {
        foreach (var container in await Containers.ListAsync(new ContainerListOptions { All = true }))
        {
            await Containers.RemoveAsync(container.Id, force: true, volumes: true);
        }

        foreach (var network in await Engine.Networks.ListAsync(Filters.Empty.With("type", "custom")))
        {
            await Engine.Networks.RemoveAsync(network.Id);
        }

        await Engine.DisposeAsync();
        _monitor.Dispose();
        string[] left = [.. Directory.EnumerateDirectories(Root + "/containers"), .. Directory.EnumerateDirectories(Run + "/containers")];
        string mounts = File.ReadAllText("/proc/self/mountinfo");
        Assert.True(left.Length == 0, $"left: {string.Join(", ", left)}\n{string.Join('\n', _log)}");
        Assert.DoesNotContain(Root, mounts, StringComparison.Ordinal);
        _folder.Dispose();
    }

    private async Task OpenAsync() => Engine = await ContainerEngine.OpenAsync(new EngineOptions
    {
        Root = Root,
        Run = Run,
        MonitorExecutable = _monitor,
        Version = "1.2.3",
        Log = line =>
        {
            lock (_log)
            {
                _log.Add(line);
            }
        },
    });

    private static MemoryStream BusyboxArchive()
    {
        var archive = new MemoryStream();
        using (var tar = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (string folder in new[] { "bin", "etc", "tmp", "data", "root", "proc", "sys", "dev" })
            {
                tar.WriteEntry(new PaxTarEntry(TarEntryType.Directory, folder) { Mode = (UnixFileMode)0x1ED });
            }

            Add(tar, "bin/busybox", File.ReadAllBytes("/bin/busybox"), 0x1ED, 0, 0);
            foreach (string applet in "sh cat echo sleep true false ls id env kill stat touch head wc seq rm mkdir hostname stty tty grep dd yes trap nc mount printf".Split(' '))
            {
                tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "bin/" + applet) { LinkName = "busybox", Mode = (UnixFileMode)0x1FF });
            }

            Add(tar, "etc/passwd", "root:x:0:0:root:/root:/bin/sh\nweb:x:33:33::/data:/bin/sh\n"u8.ToArray(), 0x1A4, 0, 0);
            Add(tar, "etc/group", "root:x:0:\nweb:x:33:\n"u8.ToArray(), 0x1A4, 0, 0);
            Add(tar, "data/file", "from the image"u8.ToArray(), 0x180, 33, 34);
        }

        archive.Position = 0;
        return archive;
    }

    private static void Add(TarWriter tar, string name, byte[] content, int mode, int user, int group) => tar.WriteEntry(
        new PaxTarEntry(TarEntryType.RegularFile, name) { Mode = (UnixFileMode)mode, Uid = user, Gid = group, DataStream = new MemoryStream(content) });

    private sealed class NoProgress : IProgress<ProgressMessage>
    {
        public void Report(ProgressMessage value)
        {
        }
    }

    /// <summary>Events as they come.</summary>
    internal sealed class EventRecorder : IAsyncDisposable
    {
        private readonly Channel<EventMessage> _events = Channel.CreateUnbounded<EventMessage>();
        private readonly CancellationTokenSource _end = new();
        private readonly EngineHost _host;
        private readonly Task _reading;

        public EventRecorder(EngineHost host, IAsyncEnumerable<EventMessage> events)
        {
            _host = host;
            _reading = ReadAsync(events);
        }

        /// <summary>The events up to one whose action this is, each as <c>type action attribute=value …</c>.</summary>
        public async Task<List<string>> UntilAsync(string action, params string[] attributes)
        {
            var lines = new List<string>();
            using var patience = new CancellationTokenSource(Patience);
            while (true)
            {
                EventMessage message;
                try
                {
                    message = await _events.Reader.ReadAsync(patience.Token);
                }
                catch (OperationCanceledException)
                {
                    throw new TimeoutException($"no {action}; but {string.Join(", ", lines)}; the engine said: {string.Join("; ", _host.Log)}");
                }

                lines.Add(string.Concat(
                    $"{message.Type} {message.Action}",
                    string.Concat(attributes.Where(message.Actor.Attributes.ContainsKey).Select(name => $" {name}={message.Actor.Attributes[name]}"))));
                if (message.Action == action)
                {
                    return lines;
                }
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            await _reading;
            _end.Dispose();
        }

        private async Task ReadAsync(IAsyncEnumerable<EventMessage> events)
        {
            try
            {
                await foreach (var message in events.WithCancellation(_end.Token))
                {
                    _events.Writer.TryWrite(message);
                }
            }
            catch (OperationCanceledException)
            {
                // It was told to end.
            }
        }
    }
}
