namespace Berth.Images;

/// <summary>The file systems of containers. One folder each under <c>snapshots/</c>; a half-made one is removed at the next start.</summary>
public sealed class SnapshotStore
{
    internal SnapshotStore()
    {
    }

    /// <summary>How containers get their root file system on this machine.</summary>
    public SnapshotMode Mode => throw new NotSupportedException();

    /// <summary>Why it is so, one line for <c>info</c>: what the kernel said to an overlay, or what the copies use.</summary>
    public string ModeReason => throw new NotSupportedException();

    /// <summary>Makes the file system of a new container from an image (null: an empty root). Microseconds for an overlay.</summary>
    public Snapshot Create(string id, string? imageId) => throw new NotSupportedException();

    /// <summary>The snapshot of that name; null where there is none.</summary>
    public Snapshot? Find(string id) => throw new NotSupportedException();

    /// <summary>The names of all snapshots.</summary>
    public IReadOnlyList<string> List() => throw new NotSupportedException();

    /// <summary>Removes a snapshot; it is gone at once, its files are deleted in the background. Nothing happens where there is none.</summary>
    public void Remove(string id) => throw new NotSupportedException();

    /// <summary>What a container changed, sorted by path, as <c>docker diff</c> lists it.</summary>
    public IReadOnlyList<FileChange> Changes(string id) => throw new NotSupportedException();

    /// <summary>Bytes that a container's changes take.</summary>
    public long Size(string id) => throw new NotSupportedException();
}
