namespace Berth.Compose;

/// <summary>A volume of the project.</summary>
public sealed record VolumeConfig : ComposeElement
{
    /// <summary>Its name in the engine.</summary>
    public string Name { get; init; } = "";

    /// <summary>Driver.</summary>
    public string Driver { get; init; } = "";

    /// <summary>Driver options.</summary>
    public IReadOnlyDictionary<string, string> DriverOpts { get; init; } = ComposeMap<string>.Empty;

    /// <summary>Whether it exists already.</summary>
    public bool External { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = ComposeMap<string>.Empty;
}
