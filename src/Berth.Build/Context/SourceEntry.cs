using System.Formats.Tar;

namespace Berth.Build;

/// <summary>A file, folder or link that can be copied into an image.</summary>
/// <param name="Path">Relative to its tree, with slashes, without one at either end.</param>
/// <param name="Type">What it is.</param>
internal sealed record SourceEntry(string Path, TarEntryType Type)
{
    /// <summary>Permission bits.</summary>
    public int Mode { get; init; }

    /// <summary>Owner.</summary>
    public int Uid { get; init; }

    /// <summary>Group.</summary>
    public int Gid { get; init; }

    /// <summary>When it was changed.</summary>
    public DateTimeOffset Modified { get; init; }

    /// <summary>A link's target.</summary>
    public string Link { get; init; } = "";

    /// <summary>Bytes of content.</summary>
    public long Length { get; init; }

    /// <summary>Where the content begins in the archive.</summary>
    public long Offset { get; init; }

    /// <summary>Device numbers.</summary>
    public (int Major, int Minor) Device { get; init; }

    /// <summary>It is a folder.</summary>
    public bool IsFolder => Type == TarEntryType.Directory;

    /// <summary>It has content.</summary>
    public bool IsFile => Type is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile;

    /// <summary>It as an entry of another archive; a file's content is still to be given.</summary>
    /// <param name="path">Its absolute path there.</param>
    /// <param name="link">A link's target there; of a hard link an absolute path.</param>
    public PaxTarEntry ToTar(string path, string link)
    {
        var entry = new PaxTarEntry(IsFile ? TarEntryType.RegularFile : Type, path.TrimStart('/') + (IsFolder ? "/" : ""))
        {
            Mode = (UnixFileMode)Mode,
            Uid = Uid,
            Gid = Gid,
            ModificationTime = Modified,
        };
        if (Type == TarEntryType.SymbolicLink) entry.LinkName = link;
        if (Type == TarEntryType.HardLink) entry.LinkName = link.TrimStart('/');
        if (Type is TarEntryType.CharacterDevice or TarEntryType.BlockDevice) (entry.DeviceMajor, entry.DeviceMinor) = Device;
        return entry;
    }
}
