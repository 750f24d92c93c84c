namespace Berth.Docker;

/// <summary>A root file system to be made an image.</summary>
public sealed record ImageImportRequest
{
    /// <summary>Where it comes from: "-" for the request's content, or a URL.</summary>
    public string Source { get; init; } = "-";

    /// <summary>The new image's name; empty for none.</summary>
    public string Repository { get; init; } = "";

    public string Tag { get; init; } = "";

    public string Message { get; init; } = "";

    /// <summary>Dockerfile instructions applied to the image's configuration.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    public string? Platform { get; init; }
}
