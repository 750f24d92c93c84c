namespace Berth.Compose;

/// <summary>Limits and reservations.</summary>
public sealed record DeployResources : ComposeElement
{
    /// <summary>At most.</summary>
    public DeployResource? Limits { get; init; }

    /// <summary>At least.</summary>
    public DeployResource? Reservations { get; init; }
}
