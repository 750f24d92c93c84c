namespace Berth.Compose;

/// <summary>A resource limit.</summary>
public sealed record ServiceUlimit : ComposeElement
{
    /// <summary>Both limits, if not zero.</summary>
    public int Single { get; init; }

    /// <summary>Soft limit.</summary>
    public int Soft { get; init; }

    /// <summary>Hard limit.</summary>
    public int Hard { get; init; }
}
