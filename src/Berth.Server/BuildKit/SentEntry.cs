using System.Formats.Tar;
using Berth.Docker;

namespace Berth.Server;

/// <summary>An entry of an archive as a client is told of it (fsutil's <c>Stat</c>).</summary>
internal sealed class SentEntry
{
    private const uint RegularFile = 0x8000;   // S_IFREG, inode(7)

    private readonly TarEntry _entry;

    /// <param name="entry">The entry of the archive.</param>
    public SentEntry(TarEntry entry)
    {
        _entry = entry;
        Path = Clean(entry.Name);
        Target = entry.EntryType == TarEntryType.HardLink ? Clean(entry.LinkName) : "";
        Size = entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile ? entry.Length : 0;
    }

    /// <summary>Relative to the archive's root; empty: the root itself.</summary>
    public string Path { get; }

    /// <summary>The entry whose content it shares; empty: none.</summary>
    public string Target { get; }

    /// <summary>Bytes of content.</summary>
    public long Size { get; set; }

    /// <summary>Whether it is told as a link to its target, which the client must know already.</summary>
    public bool IsLink { get; set; }

    /// <summary>Whether it is a file, which the client asks for.</summary>
    public bool IsFile => !IsLink && _entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.HardLink;

    /// <summary>A path as clients have it.</summary>
    public static string Clean(string path) => (path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path).Trim('/');

    /// <summary>The message that tells of it.</summary>
    public void Write(ProtoWriter stat)
    {
        stat.Text(1, Path).Number(2, Mode()).Number(3, _entry.Uid).Number(4, _entry.Gid).Number(5, Size).Number(6, (_entry.ModificationTime - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick);
        stat.Text(7, _entry.EntryType == TarEntryType.SymbolicLink ? _entry.LinkName : IsLink ? Target : "");

        if (_entry is PosixTarEntry { EntryType: TarEntryType.CharacterDevice or TarEntryType.BlockDevice } device)
        {
            stat.Number(8, device.DeviceMajor).Number(9, device.DeviceMinor);
        }
    }

    // The kind of a file and its permissions are apart in an archive; Go's mode has both.
    private uint Mode()
    {
        var kind = _entry.EntryType switch
        {
            TarEntryType.Directory => GoFileMode.Directory,
            TarEntryType.SymbolicLink => GoFileMode.Symlink,
            TarEntryType.CharacterDevice => GoFileMode.Device | GoFileMode.CharDevice,
            TarEntryType.BlockDevice => GoFileMode.Device,
            TarEntryType.Fifo => GoFileMode.NamedPipe,
            _ => 0u,
        };
        return kind | GoFileMode.FromUnix(RegularFile | (uint)_entry.Mode);
    }
}
