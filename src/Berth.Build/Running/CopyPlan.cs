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
    /// <summary>The mode of folders that nothing is said about: 755.</summary>
    public const int UsualFolderMode = 0x1ED;

    private readonly SortedDictionary<string, CopyItem> _items = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _folders = new(StringComparer.Ordinal);
    private string? _origin;
    private bool _hasFiles;
    private readonly Docker.IgnorePatterns _excluded = Docker.IgnorePatterns.Parse(excludes);

    /// <summary>The sources' paths are kept below the target.</summary>
    public bool KeepsParents { get; init; }

    /// <summary>The mode of folders that must be made.</summary>
    public int FolderMode { get; init; } = UsualFolderMode;

    /// <summary>The mode of folders that are missing: what an archive unpacks to is left as it is, and so are they.</summary>
    public int MissingFolderMode => _hasFiles ? FolderMode : UsualFolderMode;

    /// <summary>What an image's history calls the sources: <c>file</c>, <c>dir</c>, or <c>multi</c> for several.</summary>
    public string Origin => _origin ?? "multi";

    /// <summary>The owner and group that are asked for; null: as each is.</summary>
    public (int Uid, int Gid)? Owner => owner;

    /// <summary>Folders that must be there also where nothing is put into them: the targets of folders.</summary>
    public IReadOnlyCollection<string> Folders => _folders;

    /// <summary>What decides the plan's result.</summary>
    public IEnumerable<string> Fingerprints
    {
        get
        {
            foreach (var item in _items.Values) yield return item.Fingerprint;
            if (_items.Count == 0) yield return $"empty {owner?.Uid}:{owner?.Gid} {string.Join('\0', _folders)}";
            if (MissingFolderMode != UsualFolderMode) yield return $"folders {MissingFolderMode}";
        }
    }

    /// <summary>What is put in, by target: folders come before what is in them.</summary>
    public IReadOnlyCollection<CopyItem> Items => _items.Values;

    /// <summary>Adds a file, link, or the content of a folder.</summary>
    public void Add(CopySource source)
    {
        var entry = source.Tree.Find(source.Path)!;
        Count(entry.IsFolder ? "dir" : "file");
        if (!entry.IsFolder)
        {
            if (_excluded.Ignores(source.Name)) return;
            foreach (var above in source.Above) Put(Join(target, above.Path), above, source.Tree, null);
            Put(isFolder ? Join(target, source.Name) : target.TrimEnd('/'), Real(source.Tree, entry), source.Tree, null);
            return;
        }

        _folders.Add(target.TrimEnd('/'));
        _hasFiles = true;
        string kept = KeepsParents ? source.Name : "";
        string Relative(SourceEntry child) => JoinRelative(kept, source.Path.Length == 0 ? child.Path : child.Path[(source.Path.Length + 1)..]);
        foreach (var above in source.Above) Put(Join(target, above.Path), above, source.Tree, null);
        if (kept.Length > 0) Put(Join(target, kept), entry, source.Tree, null);
        PutAll(source.Tree, source.Tree.Under(source.Path).Where(c => !_excluded.Ignores(Relative(c))), Relative);
    }

    private static string JoinRelative(string folder, string name) => folder.Length == 0 ? name : folder + "/" + name;

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
    public void AddFolder(string path) => Put(path, new SourceEntry(path.TrimStart('/'), TarEntryType.Directory) { Mode = UsualFolderMode }, null, null);

    private void Count(string kind) => _origin = _origin is null ? kind : "multi";

    private static string Join(string folder, string name) => folder.TrimEnd('/') + "/" + name;

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
        _hasFiles |= !isArchive;
        if (owned.Type != TarEntryType.SymbolicLink && !isArchive) owned = owned with { Mode = mode(owned.Mode) };
        _items[path] = new CopyItem(path, owned, tree, content);
    }
}
