namespace Berth.Compose;

/// <summary>An SSH agent socket or key that RUN steps may use.</summary>
public sealed record BuildSshKey : ComposeElement
{
    /// <summary>Its name.</summary>
    public string Id { get; init; } = "";

    /// <summary>Socket or key; empty: the caller's agent.</summary>
    public string Path { get; init; } = "";
}
