namespace Berth.Compose;

/// <summary>A config or secret as a service or build sees it.</summary>
public sealed record ServiceFileMount : ComposeElement
{
    /// <summary>Key under <c>configs</c> or <c>secrets</c>.</summary>
    public string Source { get; init; } = "";

    /// <summary>Path in the container.</summary>
    public string Target { get; init; } = "";

    /// <summary>Owner.</summary>
    public string Uid { get; init; } = "";

    /// <summary>Group.</summary>
    public string Gid { get; init; } = "";

    /// <summary>Permission bits.</summary>
    public long? Mode { get; init; }
}
