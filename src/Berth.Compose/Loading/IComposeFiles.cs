namespace Berth.Compose;

/// <summary>The file system as the loader sees it. All paths are absolute, but for <c>-</c>.</summary>
public interface IComposeFiles
{
    /// <summary>What is at a path, links followed.</summary>
    ComposeFileKind Kind(string path);

    /// <summary>The bytes of a file; of standard input for <c>-</c>.</summary>
    /// <exception cref="IOException">It can't be read; the message says why.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    byte[] Read(string path);

    /// <summary>Where a symbolic link finally leads; null if the path is no link.</summary>
    string? LinkTarget(string path);
}
