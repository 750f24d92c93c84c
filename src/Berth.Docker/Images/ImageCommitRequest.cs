namespace Berth.Docker;

/// <summary>A container to be made an image.</summary>
public sealed record ImageCommitRequest
{
    public required string Container { get; init; }

    /// <summary>The new image's name; empty for none.</summary>
    public string Repository { get; init; } = "";

    public string Tag { get; init; } = "";

    public string Author { get; init; } = "";

    public string Comment { get; init; } = "";

    /// <summary>Pause the container meanwhile.</summary>
    public bool Pause { get; init; } = true;

    /// <summary>Dockerfile instructions applied to the image's configuration.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    /// <summary>What replaces parts of the container's configuration.</summary>
    public ContainerConfig? Config { get; init; }
}
