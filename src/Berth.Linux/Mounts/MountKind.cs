namespace Berth.Linux;

/// <summary>What is mounted.</summary>
public enum MountKind
{
    /// <summary>A folder or file that is there already, once more.</summary>
    Bind,

    /// <summary>Layers on top of each other.</summary>
    Overlay,

    /// <summary>An empty file system in memory.</summary>
    Tmpfs,
    Proc,
    Sysfs,
    DevPts,

    /// <summary>POSIX message queues.</summary>
    MessageQueue,
    Cgroup,
    Cgroup2,
}
