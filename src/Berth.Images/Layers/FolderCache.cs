using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Images;

/// <summary>
/// Descriptors of the folders that an archive works in, because neighbours come one after another. Each was resolved inside the root by the
/// kernel. Whoever takes a folder or a link away must <see cref="Clear"/> it: another path might lead elsewhere from then on.
/// </summary>
internal sealed class FolderCache(RootedFolder root) : IDisposable
{
    private const int Most = 16;

    private readonly Dictionary<string, LinkedListNode<(string Path, SafeFileHandle Folder)>> known = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Path, SafeFileHandle Folder)> byUse = new();

    /// <summary>The folder of a clean path, owned by the cache; null where it doesn't exist.</summary>
    public SafeFileHandle? Find(string path)
    {
        if (path.Length == 0)
        {
            return root.Handle;
        }

        if (known.TryGetValue(path, out LinkedListNode<(string Path, SafeFileHandle Folder)>? node))
        {
            byUse.Remove(node);
            byUse.AddFirst(node);
            return node.Value.Folder;
        }

        SafeFileHandle? folder = root.OpenIfExists(path, OpenFlags.PathOnly | OpenFlags.Directory);
        if (folder is not null)
        {
            Keep(path, folder);
        }

        return folder;
    }

    /// <summary>Forgets all folders.</summary>
    public void Clear()
    {
        foreach ((_, SafeFileHandle folder) in byUse)
        {
            folder.Dispose();
        }

        known.Clear();
        byUse.Clear();
    }

    /// <inheritdoc/>
    public void Dispose() => Clear();

    private void Keep(string path, SafeFileHandle folder)
    {
        if (byUse.Count == Most)
        {
            (string oldest, SafeFileHandle spent) = byUse.Last!.Value;
            byUse.RemoveLast();
            known.Remove(oldest);
            spent.Dispose();
        }

        known[path] = byUse.AddFirst((path, folder));
    }
}
