namespace Berth.Docker;

/// <summary>An image to be pulled.</summary>
public sealed record ImagePullRequest
{
    /// <summary>The name, with or without a tag or digest.</summary>
    public required string FromImage { get; init; }

    /// <summary>A tag or digest; empty: the name's own, else all tags when <see cref="FromImage"/> has none.</summary>
    public string Tag { get; init; } = "";

    /// <summary>"os[/arch[/variant]]"; null for the engine's own.</summary>
    public string? Platform { get; init; }

    public AuthConfig? RegistryAuth { get; init; }
}
