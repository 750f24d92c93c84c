using System.Formats.Tar;
using System.Security.Cryptography;
using Berth.Docker;
using Berth.Images;
using TarReader = System.Formats.Tar.TarReader;

namespace Berth.Build;

/// <summary>An archive kept in a file, with an index of what is in it: a build's context, or a folder of an image.</summary>
internal sealed class SourceTree : IDisposable
{
    private readonly FileStream _file;
    private readonly bool _isPart;
    private readonly SortedDictionary<string, SourceEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _digests = new(StringComparer.Ordinal);

    private SourceTree(FileStream file, bool isPart = false) => (_file, _isPart) = (file, isPart);

    /// <summary>The commit that was checked out: it stands for the files of <c>.git</c>, which differ from time to time. Null: no repository.</summary>
    public string? Commit { get; init; }

    /// <summary>What is in it, by path.</summary>
    public IReadOnlyDictionary<string, SourceEntry> Entries => _entries;

    /// <summary>Reads an archive, plain or compressed, into a file of its own, which goes with the tree.</summary>
    /// <exception cref="InvalidDataException">It is no archive.</exception>
    /// <exception cref="ImageException">It is damaged.</exception>
    public static async Task<SourceTree> ReadAsync(Stream archive, string folder, CancellationToken cancel, string? commit = null)
    {
        Directory.CreateDirectory(folder);
        var file = NewFile(folder);
        var tree = new SourceTree(file) { Commit = commit };
        try
        {
            await archive.CopyToAsync(file, cancel).ConfigureAwait(false);
            if (IsCompressed(file))
            {
                // Decompressors block their thread: they read this file, which is there.
                tree = new SourceTree(NewFile(folder)) { Commit = commit };
                await Task.Run(() => Unpack(file, tree._file), cancel).ConfigureAwait(false);
            }

            tree.Index();
            return tree;
        }
        catch
        {
            tree.Dispose();
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Keeps one file as a tree.</summary>
    /// <param name="content">What it holds.</param>
    /// <param name="name">Its name; may be empty where it has none.</param>
    /// <param name="modified">When it was changed.</param>
    /// <param name="folder">Where it is kept.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<SourceTree> OfFileAsync(Stream content, string name, DateTimeOffset modified, string folder, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        var tree = new SourceTree(NewFile(folder));
        try
        {
            await content.CopyToAsync(tree._file, cancel).ConfigureAwait(false);
            tree._entries[name] = new SourceEntry(name, TarEntryType.RegularFile) { Mode = 0x180, Modified = modified, Length = tree._file.Length };
            return tree;
        }
        catch
        {
            tree.Dispose();
            throw;
        }
    }

    private static bool IsCompressed(FileStream file)
    {
        Span<byte> start = stackalloc byte[ContextArchive.HeaderLength];
        int n = RandomAccess.Read(file.SafeFileHandle, start, 0);
        return Compression.IsCompressed(start[..n]);
    }

    private static void Unpack(FileStream compressed, FileStream plain)
    {
        compressed.Position = 0;
        using var content = Compression.Open(compressed);
        content.CopyTo(plain);
    }

    private static FileStream NewFile(string folder) => new(Path.Combine(folder, "tree-" + Guid.NewGuid().ToString("N")), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            BufferSize = 1 << 16,
        });

    /// <summary>The entry at a path; the tree's root, and folders that only their content names, are folders.</summary>
    public SourceEntry? Find(string path)
    {
        if (_entries.TryGetValue(path, out var entry)) return entry;
        if (path.Length == 0) return new SourceEntry("", TarEntryType.Directory) { Mode = 0x1ED };
        return Under(path).Any() ? new SourceEntry(path, TarEntryType.Directory) { Mode = 0x1ED } : null;
    }

    /// <summary>What lies in a folder, at any depth.</summary>
    public IEnumerable<SourceEntry> Under(string folder) =>
        folder.Length == 0 ? _entries.Values : _entries.Values.Where(e => e.Path.StartsWith(folder + "/", StringComparison.Ordinal));

    /// <summary>A file's content.</summary>
    public byte[] Read(SourceEntry entry)
    {
        var content = new byte[entry.Length];
        using var file = Open(entry);
        file.ReadExactly(content);
        return content;
    }

    /// <summary>A file's content as a stream; several may be read at once.</summary>
    public Stream Open(SourceEntry entry) => new FileSlice(_file.SafeFileHandle, entry.Offset, entry.Length);

    /// <summary>The hash of a file's content, made once.</summary>
    public string DigestOf(SourceEntry entry)
    {
        if (Commit is { } commit && entry.Path.StartsWith(".git/", StringComparison.Ordinal)) return commit;
        lock (_digests)
        {
            if (_digests.TryGetValue(entry.Path, out string? known)) return known;
        }

        using var content = Open(entry);
        string digest = Convert.ToHexStringLower(SHA256.HashData(content));
        lock (_digests) _digests[entry.Path] = digest;
        return digest;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isPart) _file.Dispose();
    }

    /// <summary>Takes a folder out, as a tree of its own that lives as long as this one; empty where there is no such folder.</summary>
    public SourceTree TakeOut(string folder)
    {
        var part = new SourceTree(_file, isPart: true);
        string prefix = folder + "/";
        foreach (var entry in Under(folder).ToList())
        {
            string path = entry.Path[prefix.Length..], link = entry.Link;
            // A hard link names its file from the archive's top.
            if (entry.Type == TarEntryType.HardLink && Clean(link).StartsWith(prefix, StringComparison.Ordinal)) link = Clean(link)[prefix.Length..];
            part._entries[path] = entry with { Path = path, Link = link };
            _entries.Remove(entry.Path);
        }

        _entries.Remove(folder);
        return part;
    }

    /// <summary>A path in the form of the index: no <c>.</c>, no <c>..</c> beyond the top, no slash at an end.</summary>
    public static string Clean(string path)
    {
        var parts = new List<string>();
        foreach (string part in path.Split('/'))
        {
            if (part is "" or ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count > 0) parts.RemoveAt(parts.Count - 1);
        }

        return string.Join('/', parts);
    }

    /// <summary>Takes out what the context's <c>.dockerignore</c>, or the Dockerfile's own, leaves out; clients that know it have done so already.</summary>
    /// <param name="dockerfile">The Dockerfile's path; empty where the context has none.</param>
    public void Ignore(string dockerfile)
    {
        if (CarriedDockerfile.Is(dockerfile)) _entries.Remove(dockerfile);
        var file = (dockerfile.Length > 0 ? Find(dockerfile + ".dockerignore") : null) ?? Find(".dockerignore");
        if (file is not { IsFile: true }) return;
        var patterns = IgnorePatterns.Parse(System.Text.Encoding.UTF8.GetString(Read(file)).Split('\n'));
        foreach (string path in _entries.Keys.Where(patterns.Ignores).ToList()) _entries.Remove(path);
    }

    private void Index()
    {
        if (_file.Length == 0) return;   // an archive of nothing may have no end mark
        _file.Position = 0;
        using var tar = new TarReader(_file, leaveOpen: true);
        try
        {
            while (tar.GetNextEntry() is { } entry)
            {
                string path = Clean(entry.Name);
                if (path.Length == 0 || entry.EntryType is TarEntryType.GlobalExtendedAttributes) continue;
                _entries[path] = new SourceEntry(path, entry.EntryType)
                {
                    Mode = (int)entry.Mode,
                    Uid = entry.Uid,
                    Gid = entry.Gid,
                    Modified = entry.ModificationTime,
                    Link = entry.LinkName,
                    Length = entry.Length,
                    Offset = entry.DataOffset,
                    Device = entry is PosixTarEntry p && entry.EntryType is TarEntryType.CharacterDevice or TarEntryType.BlockDevice ? (p.DeviceMajor, p.DeviceMinor) : default,
                };
            }
        }
        catch (Exception e) when (e is FormatException or EndOfStreamException or ArgumentException)
        {
            throw new InvalidDataException($"the archive can't be read: {e.Message}", e);
        }
    }
}
