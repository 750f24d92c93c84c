using System.Formats.Tar;

namespace Berth.Server;

/// <summary>An entry of a folder that a client tells of (fsutil's <c>Stat</c>).</summary>
/// <param name="Path">Relative to the folder.</param>
/// <param name="Mode">Go's <c>os.FileMode</c>.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">Nanoseconds of Unix time.</param>
/// <param name="Link">Where a symbolic link leads; of a file: the entry whose content it shares.</param>
internal sealed record ReceivedEntry(string Path, uint Mode, long Size, long Modified, string Link)
{
    private const uint Folder = 1u << 31, SymbolicLink = 1u << 27, Types = Folder | SymbolicLink | (1u << 26) | (1u << 25) | (1u << 24) | (1u << 19);
    private const uint SetUser = 1u << 23, SetGroup = 1u << 22, Sticky = 1u << 20;

    /// <summary>Whether there are bytes to ask for.</summary>
    public bool HasContent => (Mode & Types) == 0 && Link.Length == 0 && Size > 0;

    /// <summary>The entry of a packet; null: the list is whole.</summary>
    public static ReceivedEntry? Read(byte[] packet)
    {
        for (var reader = new ProtoReader(packet); reader.Next();)
        {
            if (reader.Field == 2)
            {
                return ReadStat(reader.Bytes);
            }
        }

        return null;
    }

    /// <summary>As an archive has it; null for what is no part of a context, such as sockets.</summary>
    public PaxTarEntry? ToTar()
    {
        var type = (Mode & Types) switch
        {
            Folder => TarEntryType.Directory,
            SymbolicLink => TarEntryType.SymbolicLink,
            0 => Link.Length > 0 ? TarEntryType.HardLink : TarEntryType.RegularFile,
            _ => (TarEntryType?)null,
        };
        if (type is null || Path.Length == 0)
        {
            return null;
        }

        var mode = (UnixFileMode)(Mode & 0x1FF)
            | ((Mode & SetUser) != 0 ? UnixFileMode.SetUser : 0) | ((Mode & SetGroup) != 0 ? UnixFileMode.SetGroup : 0) | ((Mode & Sticky) != 0 ? UnixFileMode.StickyBit : 0);
        var entry = new PaxTarEntry(type.Value, type == TarEntryType.Directory ? Path.TrimEnd('/') + "/" : Path) { Mode = mode, ModificationTime = DateTimeOffset.UnixEpoch.AddTicks(Modified / 100) };
        if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
        {
            entry.LinkName = Link;
        }

        return entry;
    }

    private static ReceivedEntry ReadStat(ReadOnlySpan<byte> stat)
    {
        ReceivedEntry entry = new("", 0, 0, 0, "");
        for (var reader = new ProtoReader(stat); reader.Next();)
        {
            entry = reader.Field switch
            {
                1 => entry with { Path = reader.Text },
                2 => entry with { Mode = (uint)reader.Number },
                5 => entry with { Size = (long)reader.Number },
                6 => entry with { Modified = (long)reader.Number },
                7 => entry with { Link = reader.Text },
                _ => entry,
            };
        }

        return entry;
    }
}
