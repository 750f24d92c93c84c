using System.Formats.Tar;

namespace Berth.Server;

/// <summary>An entry of an archive as a client is told of it (fsutil's <c>Stat</c>).</summary>
internal sealed class SentEntry
{
    private const uint Folder = 1u << 31, SymbolicLink = 1u << 27, Device = 1u << 26, Pipe = 1u << 25, CharacterDevice = 1u << 21;
    private const uint SetUser = 1u << 23, SetGroup = 1u << 22, Sticky = 1u << 20;

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

    private uint Mode()
    {
        var kind = _entry.EntryType switch
        {
            TarEntryType.Directory => Folder,
            TarEntryType.SymbolicLink => SymbolicLink,
            TarEntryType.CharacterDevice => Device | CharacterDevice,
            TarEntryType.BlockDevice => Device,
            TarEntryType.Fifo => Pipe,
            _ => 0u,
        };
        var mode = _entry.Mode;
        return kind | ((uint)mode & 0x1FF) | ((mode & UnixFileMode.SetUser) != 0 ? SetUser : 0) | ((mode & UnixFileMode.SetGroup) != 0 ? SetGroup : 0) | ((mode & UnixFileMode.StickyBit) != 0 ? Sticky : 0);
    }
}
