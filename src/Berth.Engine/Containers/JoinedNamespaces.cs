using Microsoft.Win32.SafeHandles;

namespace Berth.Engine;

/// <summary>What a container shares with others that run.</summary>
internal sealed record JoinedNamespaces
{
    /// <summary>The network namespace of another container, or null.</summary>
    public SafeFileHandle? Network { get; init; }

    /// <summary>The files at /etc/hosts and so on of the container whose network is joined, or null.</summary>
    public ContainerFiles? NetworkFiles { get; init; }

    /// <summary>The container whose network is joined, whose host name this one has, too; or null.</summary>
    public Container? NetworkOwner { get; init; }

    /// <summary>The PID namespace of another container's process, or null.</summary>
    public string? Pid { get; init; }

    /// <summary>The IPC namespace of another container's process, or null.</summary>
    public string? Ipc { get; init; }

    /// <summary>/dev/shm of the container whose IPC namespace is joined, or null.</summary>
    public string? Shm { get; init; }
}
