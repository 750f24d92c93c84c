namespace Berth.Compose;

/// <summary>A program that provides a service.</summary>
public sealed record ServiceProvider : ComposeElement
{
    /// <summary>The program.</summary>
    public string Type { get; init; } = "";

    /// <summary>Its options.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Options { get; init; } = ComposeMap<IReadOnlyList<string>>.Empty;
}
