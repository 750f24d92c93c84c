using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Supervision;

/// <summary>
/// Starts monitors, and takes their ends (they are this process's children as long as it lives, init's afterwards). One launcher serves an engine.
/// </summary>
public sealed class MonitorLauncher : IDisposable
{
    private const ulong StopMark = ulong.MaxValue;

    private readonly SafeFileHandle _executable;
    private readonly Epoll _ends = new();
    private readonly EventFd _stop = new();
    private readonly Dictionary<int, StartedProcess> _monitors = [];
    private readonly Lock _lock = new();
    private readonly Thread _reaper;

    /// <param name="executable">The monitor's executable, a sealed file in memory (<see cref="MemoryFile.CreateSealed(string, ReadOnlySpan{byte})"/>); stays the caller's.</param>
    public MonitorLauncher(SafeFileHandle executable)
    {
        _executable = executable;
        _ends.Add(_stop.Handle, EpollEvents.In, StopMark);
        _reaper = new Thread(Reap, 256 * 1024) { IsBackground = true, Name = "monitor ends" };
        _reaper.Start();
    }

    /// <summary>Binds the monitor's socket, starts the monitor and connects to it. What it is started from leaves it alone: session, terminal, working folder, umask,
    /// environment and descriptors are its own. It waits some seconds for a start request.</summary>
    /// <param name="name">The container's name, for <c>ps</c>.</param>
    /// <param name="stateFolder">The container's state folder, with the start request in it.</param>
    /// <param name="runFolder">The container's run folder; the socket is made there, in place of an older one.</param>
    /// <param name="log">Where the monitor writes what it can tell nobody else; opened for appending.</param>
    /// <param name="cgroupFolders">The cgroups that it joins, one a hierarchy, so that it doesn't share the engine's; may be empty.</param>
    /// <param name="events">Who hears its events; ask for them by <see cref="MonitorClient.WatchAsync"/>.</param>
    /// <exception cref="LinuxException">It could not be started.</exception>
    public MonitorClient Launch(string name, string stateFolder, string runFolder, SafeFileHandle log, IReadOnlyList<string> cgroupFolders, IMonitorEvents events)
    {
        string path = new MonitorFiles(stateFolder, runFolder).Socket;
        FileCalls.RemoveIfExists(FileCalls.WorkingFolder, path);
        using SafeFileHandle listener = UnixSocket.Listen(path, UnixSocketKind.SequencedPacket);
        using CgroupJoin? cgroup = cgroupFolders.Count > 0 ? CgroupJoin.Open(cgroupFolders) : null;
        StartedProcess monitor = ProcessLauncher.Launch(new LaunchRequest
        {
            Program = _executable,
            Name = "berth-monitor",
            Arguments = ["berth", "monitor", name, "--state", stateFolder, "--run", runFolder],
            Error = log,
            Descriptors = [listener],
            Cgroup = cgroup,
        });
        lock (_lock)
        {
            _monitors.Add(monitor.Pid, monitor);
            _ends.Add(monitor.Handle, EpollEvents.In, (ulong)monitor.Pid);
        }
        return MonitorClient.Connect(path, events);
    }

    /// <summary>Ends the launcher; the monitors go on.</summary>
    public void Dispose()
    {
        _stop.Signal();
        _reaper.Join();
        foreach (StartedProcess monitor in _monitors.Values)
        {
            monitor.Dispose();
        }
        _monitors.Clear();
        _ends.Dispose();
        _stop.Dispose();
    }

    private void Reap()
    {
        while (true)
        {
            int count = _ends.Wait();
            for (int i = 0; i < count; i++)
            {
                if (_ends[i].Data == StopMark)
                {
                    return;
                }
                Take((int)_ends[i].Data);
            }
        }
    }

    private void Take(int pid)
    {
        lock (_lock)
        {
            if (_monitors.TryGetValue(pid, out StartedProcess? monitor) && Pidfd.TryWait(monitor.Handle, out _))
            {
                _ends.Remove(monitor.Handle);
                _monitors.Remove(pid);
                monitor.Dispose();
            }
        }
    }
}
