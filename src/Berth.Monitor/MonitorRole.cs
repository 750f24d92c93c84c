using System.Text.Json;
using Berth.Linux;
using Berth.Supervision;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>The role of a container's monitor: from the descriptors that the engine hands over to the end of the container.</summary>
internal sealed class MonitorRole : IDisposable
{
    private const int ListenerDescriptor = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly EventLoop _loop;
    private readonly MonitorServer _server;
    private readonly ContainerLife _life;
    private readonly LoopTimer _noStart;
    private readonly LoopTimer _noReader;

    private MonitorRole(MonitorLog log, StartRequest request, MonitorFiles files)
    {
        _loop = new EventLoop(log);
        var listener = new SafeFileHandle(ListenerDescriptor, ownsHandle: true);
        FileCalls.SetNonBlocking(listener, true);
        _server = new MonitorServer(_loop, listener, log);
        _life = new ContainerLife(new MonitorParts(_loop, _server, log, TimeProvider.System, End), request, files);
        _noStart = new LoopTimer(_loop, _loop.Stop);   // an engine that died between: nothing was started, nothing is left
        _noReader = new LoopTimer(_loop, CloseConnections);
        _server.Handler = new Requests(_life, request, _noStart.Clear);
        _noStart.Set(Patience);
    }

    /// <summary>Runs until the container has exited and all has been told.</summary>
    public static int Run(string name, string stateFolder, string runFolder)
    {
        // A monitor ends with its container; a signal that is meant for the whole machine's services must not take containers along.
        CurrentProcess.IgnoreSignals(Signals.Term, Signals.Int, Signals.Hup, Signals.Quit, Signals.Pipe, Signals.Usr1, Signals.Usr2);
        CurrentProcess.SetUmask(0);
        CurrentProcess.SetThreadName("berth-monitor");
        using var errors = new SafeFileHandle(2, ownsHandle: false);
        var log = new MonitorLog(errors, TimeProvider.System);
        var files = new MonitorFiles(stateFolder, runFolder);
        try
        {
            using var role = new MonitorRole(log, Read(files.StartRequest), files);
            role._loop.Run();
            return 0;
        }
        catch (Exception e) when (e is LinuxException or JsonException)
        {
            log.Write($"{name}: {e.Message}");
            return 1;
        }
    }

    public void Dispose()
    {
        _life.Dispose();
        _server.Dispose();
        _noStart.Dispose();
        _noReader.Dispose();
        _loop.Dispose();
    }

    private static StartRequest Read(string path)
    {
        using SafeFileHandle file = FileCalls.Open(path, OpenFlags.ReadOnly);
        var text = new byte[FileCalls.Stat(file).Size];
        int length = 0;
        while (length < text.Length && FileCalls.Read(file, text.AsSpan(length)) is int read and > 0)
        {
            length += read;
        }
        return StartRequestJson.Parse(text.AsSpan(0, length));
    }

    // The container has exited. Engines are told, clients get the last bytes, an older log file is compressed: then all is done.
    private void End()
    {
        _noReader.Set(Patience);
        _server.WhenFlushed(CloseConnections);
    }

    private void CloseConnections()
    {
        _noReader.Clear();
        _server.CloseAll();
        _life.WhenQuiet(_loop.Stop);
    }
}
