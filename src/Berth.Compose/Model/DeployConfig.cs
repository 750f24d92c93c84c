namespace Berth.Compose;

/// <summary>The <c>deploy</c> section.</summary>
public sealed record DeployConfig : ComposeElement
{
    /// <summary>replicated or global.</summary>
    public string Mode { get; init; } = "";

    /// <summary>Replicas.</summary>
    public int? Replicas { get; init; }

    /// <summary>Labels of the swarm service.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = ComposeMap<string>.Empty;

    /// <summary>How updates roll out.</summary>
    public DeployUpdate? UpdateConfig { get; init; }

    /// <summary>How rollbacks roll out.</summary>
    public DeployUpdate? RollbackConfig { get; init; }

    /// <summary>Limits and reservations.</summary>
    public DeployResources Resources { get; init; } = new();

    /// <summary>Restart policy.</summary>
    public DeployRestartPolicy? RestartPolicy { get; init; }

    /// <summary>Placement.</summary>
    public DeployPlacement Placement { get; init; } = new();

    /// <summary>vip or dnsrr.</summary>
    public string EndpointMode { get; init; } = "";
}
