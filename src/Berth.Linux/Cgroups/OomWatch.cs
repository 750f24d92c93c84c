using Microsoft.Win32.SafeHandles;

namespace Berth.Linux;

/// <summary>Tells when a group runs out of memory.</summary>
public sealed class OomWatch : IDisposable
{
    private readonly Inotify? _inotify;
    private readonly EventFd? _event;
    private readonly SafeFileHandle? _control;

    private OomWatch(Inotify? inotify, EventFd? notification, SafeFileHandle? control)
    {
        _inotify = inotify;
        _event = notification;
        _control = control;
    }

    /// <summary>Readable when it happened, or (version 2) when another of the group's memory events did, or when the group is removed: look at <see cref="Cgroup.OomKills"/>.</summary>
    public SafeFileHandle Handle => _inotify?.Handle ?? _event!.Handle;

    /// <summary>Watches a group by its folders; null where none has the memory controller.</summary>
    public static OomWatch? Open(IEnumerable<string> folders)
    {
        foreach (string folder in folders)
        {
            if (CgroupFile.Exists(folder, "memory.events"))
            {
                var inotify = new Inotify();
                inotify.Watch($"{folder}/memory.events", InotifyEvents.Modified);
                return new OomWatch(inotify, null, null);
            }
            if (CgroupFile.Exists(folder, "cgroup.event_control") && CgroupFile.Exists(folder, "memory.oom_control"))
            {
                var notification = new EventFd();
                SafeFileHandle control = FileCalls.Open($"{folder}/memory.oom_control", OpenFlags.ReadOnly);
                CgroupFile.Write(folder, "cgroup.event_control", $"{notification.Handle.DangerousGetHandle()} {control.DangerousGetHandle()}");
                return new OomWatch(null, notification, control);
            }
        }
        return null;
    }

    /// <summary>Takes note of what happened so far.</summary>
    public void Drain()
    {
        _event?.Drain();
        while (_inotify?.TryRead(out _, out _, out _) == true)
        {
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _inotify?.Dispose();
        _event?.Dispose();
        _control?.Dispose();
    }
}
