namespace Berth.Compose;

/// <summary>A language model of the project.</summary>
public sealed record ModelConfig : ComposeElement
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>OCI reference.</summary>
    public string Model { get; init; } = "";

    /// <summary>Context size in tokens.</summary>
    public int ContextSize { get; init; }

    /// <summary>Flags of the runtime.</summary>
    public IReadOnlyList<string> RuntimeFlags { get; init; } = [];
}
