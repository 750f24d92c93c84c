namespace Berth.Compose;

/// <summary>What a service extends.</summary>
public sealed record ServiceExtends : ComposeElement
{
    /// <summary>File; empty: the same.</summary>
    public string File { get; init; } = "";

    /// <summary>Service.</summary>
    public string Service { get; init; } = "";
}
