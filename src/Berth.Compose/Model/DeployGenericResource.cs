namespace Berth.Compose;

/// <summary>A user-defined resource.</summary>
public sealed record DeployGenericResource : ComposeElement
{
    /// <summary>Whether it says anything.</summary>
    public bool HasSpec { get; init; }

    /// <summary>Its name.</summary>
    public string Kind { get; init; } = "";

    /// <summary>How many.</summary>
    public long Value { get; init; }
}
