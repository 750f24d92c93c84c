namespace Berth.Compose;

/// <summary>A config or secret of the project.</summary>
public sealed record FileObjectConfig : ComposeElement
{
    /// <summary>Its name in the engine.</summary>
    public string Name { get; init; } = "";

    /// <summary>Absolute path that it is read from.</summary>
    public string File { get; init; } = "";

    /// <summary>Variable that it is read from.</summary>
    public string Environment { get; init; } = "";

    /// <summary>Its content: written in the file, or found in <see cref="Environment"/>.</summary>
    public string Content { get; init; } = "";

    /// <summary>Whether it exists already.</summary>
    public bool External { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = ComposeMap<string>.Empty;

    /// <summary>Driver.</summary>
    public string Driver { get; init; } = "";

    /// <summary>Driver options.</summary>
    public IReadOnlyDictionary<string, string> DriverOpts { get; init; } = ComposeMap<string>.Empty;

    /// <summary>Template driver.</summary>
    public string TemplateDriver { get; init; } = "";
}
