namespace Berth.Images;

/// <summary>How a root file system becomes an image.</summary>
public sealed record ImageImport
{
    /// <summary>The name to give; null for none.</summary>
    public ImageReference? Name { get; init; }

    /// <summary>A remark for the history.</summary>
    public string Comment { get; init; } = "";

    /// <summary>How containers of the image run.</summary>
    public OciImageConfig Config { get; init; } = new();

    /// <summary>The platform that the files are for; null for this machine's.</summary>
    public OciPlatform? Platform { get; init; }
}
