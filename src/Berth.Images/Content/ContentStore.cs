using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Images;

/// <summary>
/// Blobs by digest, under <c>content/blobs/ALGORITHM/HEX</c>. A blob is what its digest says or it is not there: it is written under
/// <c>content/ingest</c>, hashed on the way, and renamed when the hash is right. What was begun stays for the next try to go on with.
/// </summary>
internal sealed class ContentStore
{
    private readonly string blobs;
    private readonly string ingests;
    private readonly Dictionary<Digest, BlobIngest> active = [];
    private long spools;

    /// <summary>Opens the store in a folder, making it where it is missing.</summary>
    public ContentStore(string folder)
    {
        (blobs, ingests) = (Path.Combine(folder, "blobs"), Path.Combine(folder, "ingest"));
        Directory.CreateDirectory(Path.Combine(blobs, "sha256"));
        Directory.CreateDirectory(ingests);
    }

    /// <summary>Where the blob of a digest is, if it is there.</summary>
    public string PathOf(Digest digest) => Path.Combine(blobs, digest.Algorithm, digest.Hex);

    /// <summary>Whether the blob is there, whole and right.</summary>
    public bool Has(Digest digest) => File.Exists(PathOf(digest));

    /// <summary>The blob's length in bytes.</summary>
    public long LengthOf(Digest digest) => new FileInfo(PathOf(digest)) is { Exists: true } file ? file.Length : throw Missing(digest);

    /// <summary>Opens the blob.</summary>
    public Stream OpenRead(Digest digest) => Has(digest) ? new FileStream(OpenFile(PathOf(digest)), FileAccess.Read, 0) : throw Missing(digest);

    /// <summary>A small blob, whole; an error where it is longer than <paramref name="most"/> bytes.</summary>
    public byte[] Read(Digest digest, int most)
    {
        using Stream blob = OpenRead(digest);
        if (blob.Length > most)
        {
            throw new ImageException(ImageErrorKind.Invalid, $"blob {digest} is longer than {most} bytes");
        }

        var content = new byte[blob.Length];
        blob.ReadExactly(content);
        return content;
    }

    /// <summary>Writes a small blob; gives its digest.</summary>
    public Digest Write(ReadOnlySpan<byte> content)
    {
        Digest digest = Digest.Of(content);
        if (!Has(digest))
        {
            AtomicFile.Write(PathOf(digest), content);
        }

        return digest;
    }

    /// <summary>
    /// The ingest of a blob that is on its way: one for all who write or read it, begun where nobody has. Dispose it when done.
    /// </summary>
    public BlobIngest Ingest(Digest digest, long length)
    {
        lock (active)
        {
            if (active.TryGetValue(digest, out BlobIngest? ingest) && ingest.TryShare())
            {
                return ingest;
            }

            string target = PathOf(digest);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            return active[digest] = new BlobIngest(digest, length, Path.Combine(ingests, NameOf(digest)), target, Has(digest), Forget);
        }
    }

    /// <summary>A file for content whose digest isn't known yet. It is gone when disposed, unless it became a blob.</summary>
    public BlobSpool Spool() => new(this, Path.Combine(ingests, $"spool-{Environment.ProcessId}-{Interlocked.Increment(ref spools)}"));

    /// <summary>Removes a blob; its space in bytes, zero where it wasn't there.</summary>
    public long Remove(Digest digest)
    {
        long length = Has(digest) ? LengthOf(digest) : 0;
        File.Delete(PathOf(digest));
        return length;
    }

    /// <summary>The digests of all blobs.</summary>
    public IEnumerable<Digest> List()
    {
        foreach (string folder in Directory.EnumerateDirectories(blobs))
        {
            foreach (string file in Directory.EnumerateFiles(folder))
            {
                if (Digest.TryParse($"{Path.GetFileName(folder)}:{Path.GetFileName(file)}", out Digest? digest))
                {
                    yield return digest;
                }
            }
        }
    }

    /// <summary>
    /// Removes what no next try can use: spools, files written aside, and partial downloads that were last written before
    /// <paramref name="oldest"/>. Says how many.
    /// </summary>
    public int CleanUp(DateTimeOffset oldest)
    {
        int removed = 0;
        foreach (string file in Directory.EnumerateFiles(ingests))
        {
            if (Path.GetFileName(file).StartsWith("spool-", StringComparison.Ordinal) || File.GetLastWriteTimeUtc(file) < oldest.UtcDateTime)
            {
                File.Delete(file);
                removed++;
            }
        }

        foreach (string file in Directory.EnumerateFiles(blobs, "*.new", SearchOption.AllDirectories))
        {
            File.Delete(file);
            removed++;
        }

        return removed;
    }

    /// <summary>Removes the partial downloads that nobody is at: on a full disk their room is worth more than their bytes.</summary>
    public void DiscardPartials()
    {
        lock (active)
        {
            HashSet<string> busy = [.. active.Keys.Select(NameOf)];
            foreach (string file in Directory.EnumerateFiles(ingests).Where(f => !Path.GetFileName(f).StartsWith("spool-", StringComparison.Ordinal) && !busy.Contains(Path.GetFileName(f))))
            {
                File.Delete(file);
            }
        }
    }

    /// <summary>Opens a file for reading, without the library's locks.</summary>
    internal static SafeFileHandle OpenFile(string path)
    {
        try
        {
            return FileCalls.Open(path, OpenFlags.ReadOnly | OpenFlags.NoFollow);
        }
        catch (LinuxException e)
        {
            throw StoreFaults.Of(e, "read content");
        }
    }

    private void Forget(BlobIngest ingest)
    {
        lock (active)
        {
            if (active.TryGetValue(ingest.Digest, out BlobIngest? current) && current == ingest)
            {
                active.Remove(ingest.Digest);
            }
        }
    }

    private static string NameOf(Digest digest) => $"{digest.Algorithm}-{digest.Hex}";

    private static ImageException Missing(Digest digest) => new(ImageErrorKind.NotFound, $"content digest {digest}: not found");
}
