namespace Berth.Docker;

/// <summary>A path that differs from the image.</summary>
public sealed record FilesystemChange
{
    public string Path { get => field ?? ""; init; }

    /// <summary>0 modified, 1 added, 2 deleted.</summary>
    public int Kind { get; init; }
}
