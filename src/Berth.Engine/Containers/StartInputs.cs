using Berth.Images;

namespace Berth.Engine;

/// <summary>What a start request is made of besides the container's record: what this start has prepared.</summary>
internal sealed record StartInputs
{
    /// <summary>The container's files.</summary>
    public required ContainerFiles Files { get; init; }

    /// <summary>The root file system.</summary>
    public required Snapshot Snapshot { get; init; }

    /// <summary>The network.</summary>
    public required NetworkSetup Network { get; init; }

    /// <summary>The cgroup folders to join.</summary>
    public required IReadOnlyList<string> CgroupFolders { get; init; }

    /// <summary>Mounts of volumes, binds, images and tmpfs, with sources resolved.</summary>
    public required IReadOnlyList<Supervision.MountRequest> Mounts { get; init; }

    /// <summary>Devices to make, with folders replaced by what is in them.</summary>
    public required IReadOnlyList<Supervision.DeviceRequest> Devices { get; init; }

    /// <summary>Where the namespaces that the container shares with others are, <c>/proc/PID/ns/…</c>; null for its own or the host's.</summary>
    public string? PidNamespace { get; init; }

    /// <summary>Where the IPC namespace is that the container shares with another; null for its own or the host's.</summary>
    public string? IpcNamespace { get; init; }

    /// <summary>Where the UTS namespace is that the container shares with another; null for its own or the host's.</summary>
    public string? UtsNamespace { get; init; }

    /// <summary>The capabilities that containers may have.</summary>
    public required IReadOnlyList<string> AvailableCapabilities { get; init; }

    /// <summary>The compiled system call filter; empty for none.</summary>
    public required ReadOnlyMemory<byte> Filter { get; init; }

    /// <summary>Variables of containers that it is linked to.</summary>
    public required IReadOnlyList<string> LinkVariables { get; init; }

    /// <summary>The files to bind at /etc/hostname, /etc/hosts and /etc/resolv.conf: the container's own or those of the one whose network it joins.</summary>
    public required ContainerFiles NetworkFiles { get; init; }
}
