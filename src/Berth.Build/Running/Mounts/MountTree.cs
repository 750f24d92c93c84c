using Berth.Engine;

namespace Berth.Build;

/// <summary>Files that were unpacked for a mount; they go when it is disposed of.</summary>
/// <param name="folder">Where they are.</param>
/// <param name="source">What they are of; null: nothing.</param>
internal sealed class MountTree(string folder, CopySource? source) : IDisposable
{
    /// <summary>Where they are.</summary>
    public string Folder => folder;

    /// <summary>What a mount of them shows: the folder, or the one file in it.</summary>
    public string Path => source is null || source.Tree.Find(source.Path) is { IsFolder: true } ? folder : System.IO.Path.Combine(folder, source.Name);

    /// <inheritdoc/>
    public void Dispose() => MountFolder.Remove(folder);
}
