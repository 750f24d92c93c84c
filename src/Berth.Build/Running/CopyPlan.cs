using System.Formats.Tar;

namespace Berth.Build;

/// <summary>Decides what goes where: COPY's and ADD's rules about folders, names, owners and modes.</summary>
/// <param name="target">The absolute target; a slash at its end, or several sources, make it a folder.</param>
/// <param name="isFolder">The target is a folder.</param>
/// <param name="owner">Owner and group of all that is put in; null: as it is.</param>
/// <param name="mode">Changes a mode.</param>
/// <param name="excludes">Patterns of what is left out.</param>
internal sealed class CopyPlan(string target, bool isFolder, (int Uid, int Gid)? owner, Func<int, int> mode, IReadOnlyList<string> excludes)
{
    private readonly SortedDictionary<string, CopyItem> _items = new(StringComparer.Ordinal);
    private readonly Docker.IgnorePatterns _excluded = Docker.IgnorePatterns.Parse(excludes);

    /// <summary>What is put in, by target: folders come before what is in them.</summary>
    public IReadOnlyCollection<CopyItem> Items => _items.Values;

    /// <summary>Adds a file, link, or the content of a folder.</summary>
    public void Add(CopySource source)
    {
        var entry = source.Tree.Find(source.Path)!;
        if (!entry.IsFolder)
        {
            if (!_excluded.Ignores(source.Name)) Put(isFolder ? Join(target, source.Name) : target.TrimEnd('/'), Followed(source.Tree, entry), source.Tree, null);
            return;
        }

        foreach (var child in source.Tree.Under(source.Path))
        {
            string relative = source.Path.Length == 0 ? child.Path : child.Path[(source.Path.Length + 1)..];
            if (!_excluded.Ignores(relative)) Put(Join(target, relative), Real(source.Tree, child), source.Tree, null);
        }
    }

    /// <summary>Adds all of an unpacked archive.</summary>
    public void AddArchive(SourceTree archive)
    {
        foreach (var entry in archive.Entries.Values) Put(Join(target, entry.Path), Real(archive, entry), archive, null);
    }

    /// <summary>Adds a file whose content is here.</summary>
    public void AddFile(string name, byte[] content, int fileMode, DateTimeOffset modified) =>
        Put(isFolder ? Join(target, name) : target.TrimEnd('/'), new SourceEntry(name, TarEntryType.RegularFile) { Mode = fileMode, Length = content.Length, Modified = modified }, null, content);

    /// <summary>Adds an empty folder.</summary>
    public void AddFolder(string path) => Put(path, new SourceEntry(path.TrimStart('/'), TarEntryType.Directory) { Mode = 0x1ED }, null, null);

    private static string Join(string folder, string name) => folder.TrimEnd('/') + "/" + name;

    /// <summary>A source that is itself a link is what it leads to, within its tree.</summary>
    private static SourceEntry Followed(SourceTree tree, SourceEntry entry)
    {
        var found = entry;
        for (int hops = 0; found.Type == TarEntryType.SymbolicLink && hops < 40; hops++)
        {
            string folder = found.Path.Contains('/', StringComparison.Ordinal) ? found.Path[..found.Path.LastIndexOf('/')] : "";
            string path = found.Link.StartsWith('/') ? SourceTree.Clean(found.Link) : SourceTree.Clean(folder + "/" + found.Link);
            if (tree.Find(path) is not { IsFolder: false } next) return entry;
            found = next;
        }

        return Real(tree, found);
    }

    /// <summary>A hard link as the file that it is one more name of: its first name may not be among what is copied.</summary>
    private static SourceEntry Real(SourceTree tree, SourceEntry entry) =>
        entry.Type == TarEntryType.HardLink && tree.Find(SourceTree.Clean(entry.Link)) is { } first ? first with { Modified = entry.Modified } : entry;

    private void Put(string path, SourceEntry entry, SourceTree? tree, byte[]? content)
    {
        var owned = owner is { } o ? entry with { Uid = o.Uid, Gid = o.Gid } : entry;
        if (owned.Type != TarEntryType.SymbolicLink) owned = owned with { Mode = mode(owned.Mode) };
        _items[path] = new CopyItem(path, owned, tree, content);
    }
}
