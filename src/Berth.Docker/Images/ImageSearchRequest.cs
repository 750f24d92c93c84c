namespace Berth.Docker;

/// <summary>A search in a registry.</summary>
public sealed record ImageSearchRequest
{
    public required string Term { get; init; }

    /// <summary>At most so many results; 0 for the registry's default.</summary>
    public int Limit { get; init; }

    public Filters Filters { get; init; } = Filters.Empty;

    public AuthConfig? RegistryAuth { get; init; }
}
