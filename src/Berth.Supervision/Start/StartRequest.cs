namespace Berth.Supervision;

/// <summary>
/// All that a monitor needs to start its container, and to start it again by itself: every default resolved, every path the host's
/// unless it says otherwise. The engine writes it to <see cref="MonitorFiles.StartRequest"/> before it starts the monitor.
/// </summary>
public sealed record StartRequest
{
    /// <summary>The form of this file; a monitor refuses one that is newer than it knows.</summary>
    public required int Version { get; init; }

    /// <summary>The container's 64 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>The container's name without the leading slash, for <c>ps</c> and messages.</summary>
    public required string Name { get; init; }

    /// <summary>The root file system.</summary>
    public required RootFileSystem Root { get; init; }

    /// <summary>What is mounted in the container besides proc, sys and dev, in this order.</summary>
    public IReadOnlyList<MountRequest> Mounts { get => field ?? []; init; }

    /// <summary>The first process.</summary>
    public required ProcessRequest Process { get; init; }

    /// <summary>Namespaces: which are new, which are the host's or another container's.</summary>
    public required NamespaceRequest Namespaces { get; init; }

    /// <summary>Devices, kernel settings and paths that the container sees otherwise than the host.</summary>
    public required IsolationRequest Isolation { get; init; }

    /// <summary>The cgroup folders to join, one a hierarchy (one only under cgroup v2); made by the engine, which also set their limits.</summary>
    public IReadOnlyList<string> CgroupFolders { get => field ?? []; init; }

    /// <summary>Hard and soft limits of the first process and its children.</summary>
    public IReadOnlyList<ResourceLimit> ResourceLimits { get => field ?? []; init; }

    /// <summary>Where standard input and output go.</summary>
    public required StdioRequest Stdio { get; init; }

    /// <summary>What happens when the first process ends.</summary>
    public required RestartRequest Restart { get; init; }

    /// <summary>How to stop the container when nobody says otherwise.</summary>
    public required StopRequest Stop { get; init; }

    /// <summary>The health check, or none.</summary>
    public HealthRequest? Health { get; init; }

    /// <summary>Name resolution at 127.0.0.11, or none (host network, none, default bridge).</summary>
    public ResolverRequest? Resolver { get; init; }

    /// <summary>Published ports; the held sockets come with the start message in this order, after the network namespace.</summary>
    public IReadOnlyList<HeldPort> Ports { get => field ?? []; init; }
}
