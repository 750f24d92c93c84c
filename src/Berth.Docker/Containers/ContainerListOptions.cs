namespace Berth.Docker;

/// <summary>Which containers to list.</summary>
public sealed record ContainerListOptions
{
    /// <summary>Also those that don't run.</summary>
    public bool All { get; init; }

    /// <summary>At most so many, the newest first, running or not; 0 for no limit.</summary>
    public int Limit { get; init; }

    /// <summary>With sizes, which takes time.</summary>
    public bool Size { get; init; }

    public Filters Filters { get; init; } = Filters.Empty;
}
