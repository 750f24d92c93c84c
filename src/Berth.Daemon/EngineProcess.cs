using System.Runtime.InteropServices;
using Berth.Build;
using Berth.Docker;
using Berth.Engine;
using Berth.Linux;
using Berth.Server;
using Microsoft.Win32.SafeHandles;

namespace Berth.Daemon;

/// <summary>One run of the engine: open, listen, say so, serve until told to end. Containers run on afterwards.</summary>
internal sealed class EngineProcess(DaemonOptions options, string version, DaemonLog log)
{
    // Streams that stay open (events, logs -f) don't hold up the end.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // For twice as long another engine is waited for.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private const int MostTries = 200;

    /// <summary>Runs.</summary>
    /// <exception cref="OptionException">An option can't be.</exception>
    /// <exception cref="DockerException">The engine can't be opened.</exception>
    public async Task RunAsync(ReadyNotice notice)
    {
        Directory.CreateDirectory(options.Run);
        using var held = await LockRunAsync().ConfigureAwait(false);
        using var monitor = MonitorBinary.Open();
        var end = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var terminate = OnSignal(PosixSignal.SIGTERM, "SIGTERM", end);
        using var interrupt = OnSignal(PosixSignal.SIGINT, "SIGINT", end);

        // A user's log-out is nothing to an engine.
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, static context => context.Cancel = true);
        await using var engine = await ContainerEngine.OpenAsync(EngineOptions(monitor)).ConfigureAwait(false);
        using var hangups = new HangupWatcher();
        var (sockets, paths) = Listeners.Open(options);
        var builder = await ImageBuilder.OpenAsync(engine.Containers, engine.Images, engine.Store, options.Root + "/build", options.Run + "/build", new HostPrograms(options.Run), TimeProvider.System)
            .ConfigureAwait(false);
        await using var server = new ApiServer(new ApiServerOptions
        {
            Containers = engine.Containers,
            Execs = engine.Execs,
            Images = engine.Images,
            Builder = builder,
            Networks = engine.Networks,
            Volumes = engine.Volumes,
            System = engine.System,
            Listeners = sockets,
            WatchHangup = hangups.Watch,
            EngineVersion = version,
            OnError = (what, e) => log.Write($"{what}: {e}"),
        });
        await server.StartAsync().ConfigureAwait(false);
        EngineFile.Write(options, version);
        notice.Ready();
        log.Write($"berth engine {version} serves at {string.Join(", ", options.Hosts.Count > 0 ? options.Hosts : paths)}");
        string why = await end.Task.ConfigureAwait(false);
        log.Write($"{why}: ending; containers run on");
        EngineFile.Remove(options);
        foreach (string path in paths)
        {
            File.Delete(path);
        }

        using var patience = new CancellationTokenSource(Patience);
        await server.StopAsync(patience.Token).ConfigureAwait(false);
    }

    // An engine that ends gives up its sockets first, and whoever needs one then starts this one: it ends soon.
    private async Task<SafeFileHandle> LockRunAsync()
    {
        var file = FileCalls.Open(options.Run + "/lock", OpenFlags.ReadWrite | OpenFlags.Create, 0x180 /* 0600 */);
        for (int tries = 0; !FileCalls.TryLock(file); tries++)
        {
            if (tries == MostTries)
            {
                file.Dispose();
                throw new OptionException($"another engine uses {options.Run}: stop it, or choose another folder with --run");
            }

            await Task.Delay(Pause).ConfigureAwait(false);
        }

        return file;
    }

    private EngineOptions EngineOptions(SafeFileHandle monitor) => new()
    {
        Root = options.Root,
        Run = options.Run,
        MonitorExecutable = monitor,
        Version = version,
        DefaultLog = new LogConfig { Type = options.LogDriver, Config = Pairs(options.LogOptions, "log-opt") },
        RegistryMirrors = options.RegistryMirrors,
        InsecureRegistries = options.InsecureRegistries,
        AddressPools = options.AddressPools,
        PublishMode = options.PublishMode,
        Labels = [.. Pairs(options.Labels, "label").Select(pair => $"{pair.Key}={pair.Value}")],
        Log = log.Write,
    };

    private static Dictionary<string, string> Pairs(IReadOnlyList<string> texts, string option)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new OptionException($"invalid {option} \"{text}\": it is name=value");
            }

            pairs[text[..equals]] = text[(equals + 1)..];
        }

        return pairs;
    }

    private static PosixSignalRegistration OnSignal(PosixSignal signal, string name, TaskCompletionSource<string> end) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        end.TrySetResult(name);
    });
}
