using Microsoft.Win32.SafeHandles;

namespace Berth.Linux;

/// <summary>Watches a group of version 2 for becoming empty or frozen (its file <c>cgroup.events</c>).</summary>
public sealed class CgroupEvents : IDisposable
{
    private readonly string _folder;
    private readonly Inotify _inotify = new();

    internal CgroupEvents(string folder)
    {
        _folder = folder;
        _inotify.Watch($"{folder}/cgroup.events", InotifyEvents.Modified);
    }

    /// <summary>Readable when something has changed: <see cref="Drain"/>, then look.</summary>
    public SafeFileHandle Handle => _inotify.Handle;

    /// <summary>Whether a process is in it, or in a group below it. A group that is gone is empty.</summary>
    public bool IsPopulated => CgroupFile.ReadNumber(_folder, "cgroup.events", "populated") == 1;

    /// <summary>Whether all its processes are stopped.</summary>
    public bool IsFrozen => CgroupFile.ReadNumber(_folder, "cgroup.events", "frozen") == 1;

    /// <summary>Takes note of the changes so far.</summary>
    public void Drain()
    {
        while (_inotify.TryRead(out _, out _, out _))
        {
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _inotify.Dispose();
}
