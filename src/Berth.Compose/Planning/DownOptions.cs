namespace Berth.Compose;

/// <summary>What <c>down</c> was asked for.</summary>
public sealed record DownOptions
{
    /// <summary>Only these services' containers; none: all, and the networks.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>Containers of services that are no longer in the files go too.</summary>
    public bool RemoveOrphans { get; init; }

    /// <summary>Named volumes of the files and anonymous ones go too (<c>-v</c>).</summary>
    public bool Volumes { get; init; }

    /// <summary><c>local</c>: images without a name of their own go; <c>all</c>: all that services use; null: none.</summary>
    public string? Images { get; init; }

    /// <summary>Seconds until a container is killed; null: its own.</summary>
    public int? Timeout { get; init; }
}
