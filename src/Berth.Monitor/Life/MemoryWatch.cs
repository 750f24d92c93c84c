using System.Buffers.Text;
using System.Globalization;
using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>
/// Hears of the kernel's out-of-memory killer in the container's cgroup: cgroup v2 marks memory.events as changed, v1 raises an eventfd that is
/// registered for memory.oom_control. Both count the killed processes in a line <c>oom_kill N</c>.
/// </summary>
internal sealed class MemoryWatch : IReady, IDisposable
{
    private readonly MonitorParts _parts;
    private readonly Action _happened;
    private readonly SafeFileHandle? _counts;
    private readonly EventFd? _event;
    private readonly Watch? _watch;
    private long _before;
    private long _last;

    public MemoryWatch(MonitorParts parts, IReadOnlyList<string> cgroupFolders, Action happened)
    {
        _parts = parts;
        _happened = happened;
        try
        {
            foreach (string folder in cgroupFolders)
            {
                if (FileCalls.OpenIfExists(FileCalls.WorkingFolder, folder + "/memory.events", OpenFlags.ReadOnly) is { } events)
                {
                    _counts = events;
                    _watch = parts.Loop.Add(events, EpollEvents.Priority, this);
                }
                else if (FileCalls.OpenIfExists(FileCalls.WorkingFolder, folder + "/memory.oom_control", OpenFlags.ReadOnly) is { } control)
                {
                    _counts = control;
                    _event = new EventFd();
                    Register(folder, _event.Handle, control);
                    _watch = parts.Loop.Add(_event.Handle, EpollEvents.In, this);
                }
            }
        }
        catch (LinuxException e)
        {
            parts.Log.Write($"memory events are not seen: {e.Message}");
        }
    }

    /// <summary>A process was started: what was counted before is another's.</summary>
    public void Started() => _before = _last = Count();

    /// <summary>Whether a process was killed since the start.</summary>
    public bool Ended() => Count() > _before;

    public void Ready(EpollEvents events)
    {
        long now = Count();
        if (_event is not null)
        {
            _event.Drain();
            _happened();
        }
        else if (now > _last)
        {
            _happened();
        }
        _last = now;
    }

    public void Dispose()
    {
        _parts.Loop.Remove(_watch);
        _event?.Dispose();
        _counts?.Dispose();
    }

    private static void Register(string folder, SafeFileHandle target, SafeFileHandle control)
    {
        using SafeFileHandle registry = FileCalls.Open(folder + "/cgroup.event_control", OpenFlags.WriteOnly);
        Span<byte> line = stackalloc byte[32];
        string text = string.Create(CultureInfo.InvariantCulture, $"{target.Number()} {control.Number()}");
        FileCalls.Write(registry, line[..System.Text.Encoding.ASCII.GetBytes(text, line)]);
    }

    private long Count()
    {
        if (_counts is null)
        {
            return 0;
        }
        Span<byte> text = stackalloc byte[512];
        int length = RawIo.ReadAt(_counts.Number(), text, 0);
        ReadOnlySpan<byte> rest = text[..Math.Max(length, 0)];
        int at = rest.IndexOf("oom_kill "u8);
        return at >= 0 && Utf8Parser.TryParse(rest[(at + 9)..], out long count, out _) ? count : 0;
    }
}
