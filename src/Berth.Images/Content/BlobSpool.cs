using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Images;

/// <summary>Content whose digest is known only when it has all come: written to a file of its own, hashed on the way.</summary>
internal sealed class BlobSpool : IDisposable
{
    private readonly ContentStore store;
    private readonly string path;
    private readonly SafeFileHandle file;
    private readonly StreamHash hash = new();
    private Digest? digest;

    /// <summary>Makes the file.</summary>
    public BlobSpool(ContentStore store, string path)
    {
        (this.store, this.path) = (store, path);
        file = FileCalls.Open(path, OpenFlags.ReadWrite | OpenFlags.Create | OpenFlags.Exclusive | OpenFlags.NoFollow, 0x180 /* 0600 */);
    }

    /// <summary>Bytes written.</summary>
    public long Length { get; private set; }

    /// <summary>The digest of what was written; nothing can be written after.</summary>
    public Digest Digest => digest ??= hash.Finish();

    /// <summary>Adds bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(file, bytes, Length);
        }
        catch (IOException e)
        {
            throw StoreFaults.Of(e, "write content");
        }

        hash.Append(bytes);
        Length += bytes.Length;
    }

    /// <summary>The first bytes of what was written.</summary>
    public byte[] ReadAll(int most)
    {
        if (Length > most)
        {
            throw new ImageException(ImageErrorKind.Invalid, $"a member of the archive is longer than {most} bytes");
        }

        var content = new byte[Length];
        for (int at = 0; at < content.Length;)
        {
            at += RandomAccess.Read(file, content.AsSpan(at), at);
        }

        return content;
    }

    /// <summary>Opens what was written, to be read while this isn't disposed; becoming a blob doesn't disturb it.</summary>
    public Stream OpenRead() => new FileStream(FileCalls.Open(FileCalls.DescriptorPath(file), OpenFlags.ReadOnly), FileAccess.Read, 0);

    /// <summary>Makes it a blob.</summary>
    public Digest Keep()
    {
        FileCalls.Rename(FileCalls.WorkingFolder, path, FileCalls.WorkingFolder, store.PathOf(Digest));
        return Digest;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        file.Dispose();
        hash.Dispose();
        FileCalls.RemoveIfExists(FileCalls.WorkingFolder, path);
    }
}
