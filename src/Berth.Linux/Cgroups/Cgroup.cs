using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Berth.Linux;

/// <summary>One group, in all trees. Holds no descriptor: it is a name, and can be made again after a restart (<see cref="CgroupTree.Open"/>).</summary>
public sealed class Cgroup
{
    private readonly CgroupVersion _version;
    private readonly string? _unified;

    internal Cgroup(CgroupVersion version, IReadOnlyList<string> folders, string? unified)
    {
        _version = version;
        Folders = folders;
        _unified = unified;
    }

    /// <summary>Its folder in each tree.</summary>
    public IReadOnlyList<string> Folders { get; }

    /// <summary>Whether it is there, in at least one tree.</summary>
    public bool Exists => Folders.Any(f => FileCalls.StatIfExists(FileCalls.WorkingFolder, f) is not null);

    /// <summary>Sets limits.</summary>
    /// <exception cref="LinuxException">ENOENT: the controller isn't there; EINVAL: a value that it doesn't take; EBUSY: more is in use already.</exception>
    public void Apply(CgroupLimits limits)
    {
        if (_version == CgroupVersion.V2)
        {
            ApplyV2(_unified!, limits);
        }
        else
        {
            ApplyV1(limits);
        }
    }

    /// <summary>Descriptors by which a new process joins.</summary>
    public CgroupJoin OpenJoin() => CgroupJoin.Open(Folders);

    /// <summary>What it uses.</summary>
    public CgroupStats Stats()
    {
        var stats = new CgroupStats();
        if (_version == CgroupVersion.V2)
        {
            return IoV2.Read(_unified!, Pids.Read(_unified!, CpuV2.Read(_unified!, MemoryV2.Read(_unified!, stats))));
        }
        stats = Folder("memory.stat") is string memory ? MemoryV1.Read(memory, stats) : stats;
        stats = Folder("cpu.shares") is string cpu ? CpuV1.Read(cpu, stats) : stats;
        stats = Folder("cpuacct.usage") is string time ? CpuacctV1.Read(time, stats) : stats;
        stats = Folder("pids.current") is string pids ? Pids.Read(pids, stats) : stats;
        return Folder("blkio.reset_stats") is string blkio ? BlkioV1.Read(blkio, stats) : stats;
    }

    /// <summary>How many of its processes were killed for want of memory.</summary>
    public long OomKills() => _version == CgroupVersion.V2 ? MemoryV2.OomKills(_unified!) : Folder("memory.oom_control") is string memory ? MemoryV1.OomKills(memory) : 0;

    /// <summary>Its processes, without those of groups below it.</summary>
    public IReadOnlyList<int> Processes()
    {
        // Version 2's list where it has the controllers; else that of a tree with one: a named tree may be left out by others.
        string? text = _version == CgroupVersion.V2 ? CgroupFile.Read(_unified!, "cgroup.procs") : Folders.Where(f => f != _unified).Select(f => CgroupFile.Read(f, "cgroup.procs")).FirstOrDefault(t => t is not null);
        return [.. (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(p => int.Parse(p, CultureInfo.InvariantCulture))];
    }

    /// <summary>Stops all its processes where they are, or lets them go on; returns when it is so.</summary>
    public void Freeze(bool frozen)
    {
        if (_unified is not null && CgroupFile.Exists(_unified, "cgroup.freeze"))
        {
            FreezeUnified(_unified, frozen);
            return;
        }
        string folder = Folder("freezer.state") ?? throw new LinuxException("freeze", Folders[0], Errno.EOPNOTSUPP);
        while (!FreezerV1.Set(folder, frozen))
        {
            Thread.Yield();   // reading the state is what makes the kernel go on: there is no event to wait for
        }
    }

    /// <summary>Whether its processes are stopped (or are being stopped).</summary>
    public bool IsFrozen => _unified is not null && CgroupFile.Read(_unified, "cgroup.freeze") is string text ? text.Trim() == "1" : Folder("freezer.state") is string folder && FreezerV1.IsFrozen(folder);

    /// <summary>Kills all its processes, and those of groups below it, at once where the kernel can (5.14 and up, version 2), else one after the other until none is new.</summary>
    public void Kill()
    {
        if (_unified is not null && CgroupFile.TryWrite(_unified, "cgroup.kill", "1"))
        {
            return;
        }
        var killed = new HashSet<int>();
        while (Processes().Where(killed.Add).ToList() is { Count: > 0 } found)
        {
            foreach (int pid in found)
            {
                using SafeFileHandle? process = Pidfd.Open(pid);
                if (process is not null)
                {
                    Pidfd.Signal(process, Signals.Kill);
                }
            }
        }
    }

    /// <summary>Removes it, with groups below it, in all trees; false where a process in it hasn't ended entirely yet (EBUSY): see <see cref="WatchEmpty"/>.</summary>
    public bool TryRemove()
    {
        bool all = true;
        foreach (string folder in Folders)
        {
            all &= TryRemove(folder);
        }
        return all;
    }

    /// <summary>Removes it as soon as it is empty; what runs in it is not ended.</summary>
    public async Task RemoveAsync(CancellationToken cancellation = default)
    {
        if (TryRemove())
        {
            return;
        }
        await Task.Factory.StartNew(() => WaitAndRemove(cancellation), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
    }

    /// <summary>Something to wait for until the last process has ended; null where the kernel tells nobody (version 1 alone).</summary>
    public CgroupEvents? WatchEmpty() => _unified is not null && CgroupFile.Exists(_unified, "cgroup.events") ? new CgroupEvents(_unified) : null;

    private void WaitAndRemove(CancellationToken cancellation)
    {
        using CgroupEvents? events = WatchEmpty();
        using var cancelled = new EventFd();
        using CancellationTokenRegistration registration = cancellation.Register(cancelled.Signal);
        using var poll = new Epoll(2);
        poll.Add(cancelled.Handle, EpollEvents.In, 0);
        if (events is not null)
        {
            poll.Add(events.Handle, EpollEvents.In, 1);
        }
        while (!TryRemove())
        {
            // Without an event of the group's own, its processes' ends (they may be on their way out and not listed any more: then a moment is all that it takes).
            bool hasEvent = events is not null && events.IsPopulated;
            poll.Wait(hasEvent ? -1 : 5);
            events?.Drain();
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private static bool TryRemove(string folder)
    {
        nint result = Libc.Call(SyscallNumbers.Unlinkat, FileCalls.WorkingFolder, folder, 0x200);
        if (result is 0 or -Errno.ENOENT)
        {
            return true;
        }
        if (result is not (-Errno.EBUSY or -Errno.ENOTEMPTY))
        {
            Libc.Check(result, "rmdir", folder);
        }
        bool below = false;
        foreach (FolderEntry entry in FileCalls.List(FileCalls.WorkingFolder, folder))
        {
            if (entry.Kind == FileKind.Directory)
            {
                below = true;
                TryRemove($"{folder}/{entry.Name}");
            }
        }
        return below && Libc.Call(SyscallNumbers.Unlinkat, FileCalls.WorkingFolder, folder, 0x200) is 0 or -Errno.ENOENT;
    }

    private static void FreezeUnified(string folder, bool frozen)
    {
        using var events = new CgroupEvents(folder);
        CgroupFile.Write(folder, "cgroup.freeze", frozen ? 1 : 0);
        // An empty group is never said to be frozen.
        while (events.IsPopulated && events.IsFrozen != frozen)
        {
            RawIo.Poll((int)events.Handle.DangerousGetHandle(), EpollEvents.In, -1);
            events.Drain();
        }
    }

    private static void ApplyV2(string folder, CgroupLimits limits)
    {
        Cpuset.Apply(folder, limits);
        CpuV2.Apply(folder, limits);
        MemoryV2.Apply(folder, limits);
        Pids.Apply(folder, limits);
        IoV2.Apply(folder, limits);
        DevicesV2.Apply(folder, limits);
        foreach ((string file, string value) in limits.Unified)
        {
            if (file.Contains('/'))
            {
                throw new LinuxException("write", file, Errno.EINVAL);
            }
            CgroupFile.Write(folder, file, value);
        }
    }

    private void ApplyV1(CgroupLimits limits)
    {
        // Where a controller isn't there, the folder of another takes the write, and its error names the file.
        DevicesV1.Apply(Folder("devices.deny") ?? Folders[0], limits);
        Cpuset.Apply(Folder("cpuset.cpus") ?? Folders[0], limits);
        CpuV1.Apply(Folder("cpu.shares") ?? Folders[0], limits);
        MemoryV1.Apply(Folder("memory.limit_in_bytes") ?? Folders[0], limits);
        Pids.Apply(Folder("pids.max") ?? Folders[0], limits);
        BlkioV1.Apply(Folder("blkio.reset_stats") ?? Folders[0], limits);
    }

    // The folder of the tree whose groups have a file: trees may carry any mixture of controllers.
    private string? Folder(string file) => Folders.FirstOrDefault(f => CgroupFile.Exists(f, file));
}
