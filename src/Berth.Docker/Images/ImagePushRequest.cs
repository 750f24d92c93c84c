namespace Berth.Docker;

/// <summary>An image to be pushed.</summary>
public sealed record ImagePushRequest
{
    /// <summary>The name without a tag.</summary>
    public required string Name { get; init; }

    /// <summary>The tag; empty for all tags.</summary>
    public string Tag { get; init; } = "";

    /// <summary>Push only this platform ("os[/arch[/variant]]").</summary>
    public string? Platform { get; init; }

    public AuthConfig? RegistryAuth { get; init; }
}
