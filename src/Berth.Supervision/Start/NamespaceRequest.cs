namespace Berth.Supervision;

/// <summary>
/// The container's namespaces. Each of pid, ipc, uts, cgroup and user is <c>new</c> (also <c>private</c>), <c>host</c>, or <c>/proc/PID/ns/…</c> of
/// another container's process. The mount namespace is always new. The network namespace is a descriptor that comes with the start message.
/// </summary>
public sealed record NamespaceRequest
{
    /// <summary>Process ids.</summary>
    public string Pid { get => field ?? "new"; init; }

    /// <summary>System V IPC and POSIX message queues.</summary>
    public string Ipc { get => field ?? "new"; init; }

    /// <summary>Host and domain name.</summary>
    public string Uts { get => field ?? "new"; init; }

    /// <summary>The view of the cgroup tree.</summary>
    public string Cgroup { get => field ?? "host"; init; }

    /// <summary>The container has the host's network: no descriptor comes, and sysfs is the host's.</summary>
    public bool HostNetwork { get; init; }

    /// <summary>The host name to set in a new UTS namespace.</summary>
    public string HostName { get => field ?? ""; init; }

    /// <summary>The NIS domain name to set in a new UTS namespace.</summary>
    public string DomainName { get => field ?? ""; init; }
}
