namespace Berth.Supervision;

/// <summary>What the container may see and do beyond its processes' capabilities.</summary>
public sealed record IsolationRequest
{
    /// <summary>All devices, no masked paths, sysfs and cgroups writable (<c>--privileged</c>).</summary>
    public bool Privileged { get; init; }

    /// <summary>Paths hidden behind an empty file or folder, as the OCI runtime specification's <c>maskedPaths</c>.</summary>
    public IReadOnlyList<string> MaskedPaths { get => field ?? []; init; }

    /// <summary>Paths remounted read-only.</summary>
    public IReadOnlyList<string> ReadonlyPaths { get => field ?? []; init; }

    /// <summary>Device nodes to make besides Docker's default ones.</summary>
    public IReadOnlyList<DeviceRequest> Devices { get => field ?? []; init; }

    /// <summary>Kernel settings of the container's namespaces, <c>net.ipv4.ip_forward=1</c>.</summary>
    public IReadOnlyList<string> Sysctls { get => field ?? []; init; }

    /// <summary>The seccomp(2) filter of all processes in the container, as <c>SeccompFilter.Named</c> makes it: instructions of 8 bytes each. Empty: none. The engine
    /// compiles it (it compiles one profile for many containers), so that a monitor need not carry the names of all system calls.</summary>
    public ReadOnlyMemory<byte> Filter { get; init; }

    /// <summary>Size of /dev/shm in bytes; 0 where /dev/shm comes from <see cref="StartRequest.Mounts"/>.</summary>
    public long ShmBytes { get; init; }
}
