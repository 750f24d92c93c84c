namespace Berth.Images;

/// <summary>
/// The members of an image archive, each written to the content store's spool as it comes: an archive may have them in any order, and
/// a pipe can't be read twice.
/// </summary>
internal sealed class ArchiveMembers : IDisposable
{
    private const int MostMembers = 100_000;
    private const int MostLinks = 16;

    private readonly Dictionary<string, BlobSpool> files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> links = new(StringComparer.Ordinal);

    /// <summary>Reads a whole archive, compressed or not.</summary>
    public static ArchiveMembers Read(Stream archive, ContentStore content, CancellationToken cancel)
    {
        var members = new ArchiveMembers();
        try
        {
            using Stream plain = Compression.Open(archive);
            using var tar = new TarReader(plain);
            while (tar.Next() is { } entry)
            {
                cancel.ThrowIfCancellationRequested();
                members.Add(EntryPath.Clean(entry.Name), entry, tar, content);
            }

            return members;
        }
        catch
        {
            members.Dispose();
            throw;
        }
    }

    /// <summary>The member of a name; null where there is none. Links between members are followed.</summary>
    public BlobSpool? Find(string name)
    {
        for (int i = 0; i < MostLinks; i++)
        {
            if (files.TryGetValue(name, out BlobSpool? spool))
            {
                return spool;
            }

            if (!links.TryGetValue(name, out string? target))
            {
                return null;
            }

            name = target;
        }

        return null;
    }

    /// <summary>The member of a name, or an error that names it.</summary>
    public BlobSpool Get(string name) =>
        Find(EntryPath.Clean(name)) ?? throw new ImageException(ImageErrorKind.Invalid, $"invalid archive: {name}: no such member");

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (BlobSpool spool in files.Values)
        {
            spool.Dispose();
        }
    }

    private void Add(string name, TarEntry entry, TarReader tar, ContentStore content)
    {
        if (files.Count + links.Count == MostMembers)
        {
            throw new ImageException(ImageErrorKind.Invalid, "invalid archive: too many members");
        }

        switch (entry.Kind)
        {
            case TarEntryKind.File:
                if (files.Remove(name, out BlobSpool? old))
                {
                    old.Dispose();
                }

                BlobSpool spool = files[name] = content.Spool();
                for (ReadOnlySpan<byte> part = tar.Content(out _); !part.IsEmpty; part = tar.Content(out _))
                {
                    spool.Append(part);
                }

                break;
            case TarEntryKind.SymbolicLink:
                links[name] = EntryPath.Clean(EntryPath.Split(name).Parent + "/" + entry.LinkName);
                break;
            case TarEntryKind.HardLink:
                links[name] = EntryPath.Clean(entry.LinkName);
                break;
        }
    }
}
