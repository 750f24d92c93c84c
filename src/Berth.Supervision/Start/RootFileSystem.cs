namespace Berth.Supervision;

/// <summary>The container's root: an overlay of layers, or a folder that is one already (a copy, where overlays can't be).</summary>
public sealed record RootFileSystem
{
    /// <summary>Read-only layers, uppermost first; empty for a folder.</summary>
    public IReadOnlyList<string> LowerFolders { get => field ?? []; init; }

    /// <summary>The writable layer, or the folder itself where there are no lower ones.</summary>
    public required string UpperFolder { get; init; }

    /// <summary>overlayfs's work folder; empty for a folder.</summary>
    public string WorkFolder { get => field ?? ""; init; }

    /// <summary>The root is mounted read-only (<c>--read-only</c>).</summary>
    public bool ReadOnly { get; init; }
}
