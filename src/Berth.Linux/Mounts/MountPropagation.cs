namespace Berth.Linux;

/// <summary>How mounts below a mount spread to its peers (mount_namespaces(7)).</summary>
public enum MountPropagation
{
    /// <summary>Leave it as it is.</summary>
    Unchanged = 0,
    Unbindable = 0x20000,
    Private = 0x40000,
    Slave = 0x80000,
    Shared = 0x100000,
}
