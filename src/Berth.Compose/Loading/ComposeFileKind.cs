namespace Berth.Compose;

/// <summary>What is at a path.</summary>
public enum ComposeFileKind
{
    /// <summary>Nothing, or nothing that can be seen.</summary>
    Missing,

    /// <summary>A file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,
}
