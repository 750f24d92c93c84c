namespace Berth.Docker;

/// <summary>A published port and who can reach it. Berth's own: Docker's API has nothing like it.</summary>
public sealed record PortReach
{
    /// <summary>The container's id.</summary>
    public required string Container { get; init; }

    /// <summary>The container's name.</summary>
    public required string Name { get; init; }

    /// <summary><c>tcp</c> or <c>udp</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>The port in the container.</summary>
    public required int ContainerPort { get; init; }

    /// <summary>The host's address; <c>0.0.0.0</c> and <c>::</c> for all.</summary>
    public required string HostIp { get; init; }

    /// <summary>The port on the host.</summary>
    public required int HostPort { get; init; }

    /// <summary><c>guarded</c>: the host's firewall decides about it; <c>open</c>: it doesn't.</summary>
    public required string Mode { get; init; }

    /// <summary><c>host</c>, <c>local</c> (and the networks that the host is on) or <c>everyone</c>.</summary>
    public required string Reach { get; init; }

    /// <summary>What closes it to those who don't reach it: <c>ufw</c>, <c>firewalld</c> …; empty where nothing does.</summary>
    public string Firewall { get => field ?? ""; init; }

    /// <summary>The command that opens it; empty where there is nothing to open.</summary>
    public string Command { get => field ?? ""; init; }

    /// <summary>Whether all rules that matter could be read; else it is the best guess.</summary>
    public required bool Certain { get; init; }
}
