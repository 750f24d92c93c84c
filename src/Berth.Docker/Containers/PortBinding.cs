namespace Berth.Docker;

/// <summary>Where a container's port is published.</summary>
public sealed record PortBinding
{
    /// <summary>Empty for all addresses.</summary>
    public string HostIp { get => field ?? ""; init; }

    /// <summary>A port, a range, or empty for any free port.</summary>
    public string HostPort { get => field ?? ""; init; }
}
