namespace Berth.Compose;

/// <summary>What <c>watch</c> does for a service.</summary>
public sealed record ServiceDevelop : ComposeElement
{
    /// <summary>Its triggers.</summary>
    public IReadOnlyList<WatchTrigger> Watch { get; init; } = [];
}
