namespace Berth.Docker;

/// <summary>The state of swarm mode: always inactive.</summary>
public sealed record SwarmInfo
{
    public string NodeID { get => field ?? ""; init; }

    public string NodeAddr { get => field ?? ""; init; }

    public string LocalNodeState { get => field ?? ""; init; }

    public bool ControlAvailable { get; init; }

    public string Error { get => field ?? ""; init; }

    public IReadOnlyList<string>? RemoteManagers { get; init; }
}
