using System.Formats.Tar;

namespace Berth.Build;

/// <summary>Decides what goes where: COPY's and ADD's rules about folders, names, owners and modes.</summary>
/// <param name="target">The absolute target; a slash at its end, or several sources, make it a folder.</param>
/// <param name="isFolder">The target is a folder.</param>
/// <param name="owner">Owner and group that are asked for; null: none are.</param>
/// <param name="isOurs">The sources are the caller's, whose owners mean nothing in the image: without an owner all is root's.</param>
/// <param name="mode">Changes a mode.</param>
/// <param name="excludes">Patterns of what is left out.</param>
internal sealed class CopyPlan(string target, bool isFolder, (int Uid, int Gid)? owner, bool isOurs, Func<int, int> mode, IReadOnlyList<string> excludes)
{
    private readonly SortedDictionary<string, CopyItem> _items = new(StringComparer.Ordinal);
    private readonly Docker.IgnorePatterns _excluded = Docker.IgnorePatterns.Parse(excludes);

    /// <summary>What an image's history calls the sources: <c>file</c>, <c>dir</c>, or <c>multi</c> for several.</summary>
    public string Origin { get; private set; } = "";

    /// <summary>The owner and group that are asked for; null: as each is.</summary>
    public (int Uid, int Gid)? Owner => owner;

    /// <summary>What is put in, by target: folders come before what is in them.</summary>
    public IReadOnlyCollection<CopyItem> Items => _items.Values;

    /// <summary>Adds a file, link, or the content of a folder.</summary>
    public void Add(CopySource source)
    {
        var entry = source.Tree.Find(source.Path)!;
        Count(entry.IsFolder ? "dir" : "file");
        if (!entry.IsFolder)
        {
            if (!_excluded.Ignores(source.Name)) Put(isFolder ? Join(target, source.Name) : target.TrimEnd('/'), Followed(source.Tree, entry), source.Tree, null);
            return;
        }

        string Relative(SourceEntry child) => source.Path.Length == 0 ? child.Path : child.Path[(source.Path.Length + 1)..];
        PutAll(source.Tree, source.Tree.Under(source.Path).Where(c => !_excluded.Ignores(Relative(c))), Relative);
    }

    /// <summary>Adds all of an unpacked archive.</summary>
    public void AddArchive(SourceTree archive)
    {
        Count("file");
        PutAll(archive, archive.Entries.Values, e => e.Path, isArchive: true);
    }

    /// <summary>Adds a file whose content is here.</summary>
    public void AddFile(string name, byte[] content, int fileMode, DateTimeOffset modified)
    {
        Count("file");
        Put(isFolder ? Join(target, name) : target.TrimEnd('/'), new SourceEntry(name, TarEntryType.RegularFile) { Mode = fileMode, Length = content.Length, Modified = modified }, null, content);
    }

    /// <summary>Adds an empty folder.</summary>
    public void AddFolder(string path) => Put(path, new SourceEntry(path.TrimStart('/'), TarEntryType.Directory) { Mode = 0x1ED }, null, null);

    private void Count(string kind) => Origin = Origin.Length == 0 ? kind : "multi";

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

    /// <summary>Whom an item belongs to; null: as it is. What comes from the context is root's, what an archive unpacks to is whom the archive says.</summary>
    private (int Uid, int Gid)? Given(bool isArchive) => owner ?? (isOurs && !isArchive ? (0, 0) : null);

    /// <summary>Puts entries in; the names of one file stay names of one file, the first in the order of paths being it.</summary>
    private void PutAll(SourceTree tree, IEnumerable<SourceEntry> entries, Func<SourceEntry, string> relative, bool isArchive = false)
    {
        var first = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            string path = Join(target, relative(entry));
            var real = Real(tree, entry);
            if (real.IsFile && !first.TryAdd(real.Path, path)) Put(path, real with { Type = TarEntryType.HardLink, Link = first[real.Path] }, null, null, isArchive);
            else Put(path, real, tree, null, isArchive);
        }
    }

    private void Put(string path, SourceEntry entry, SourceTree? tree, byte[]? content, bool isArchive = false)
    {
        var owned = Given(isArchive) is { } o ? entry with { Uid = o.Uid, Gid = o.Gid } : entry;
        if (owned.Type != TarEntryType.SymbolicLink) owned = owned with { Mode = mode(owned.Mode) };
        _items[path] = new CopyItem(path, owned, tree, content);
    }
}
