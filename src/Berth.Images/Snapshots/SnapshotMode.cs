namespace Berth.Images;

/// <summary>How containers get their root file system.</summary>
public enum SnapshotMode
{
    /// <summary>An overlay of the image's layers and a folder of the container's own.</summary>
    Overlay,

    /// <summary>A copy of the image's files, sharing their blocks where the file system can (reflink).</summary>
    Copy,
}
