using System.Formats.Tar;
using Berth.Docker;

namespace Berth.Server;

/// <summary>An entry of a folder that a client tells of (fsutil's <c>Stat</c>).</summary>
/// <param name="Path">Relative to the folder.</param>
/// <param name="Mode">Go's <c>os.FileMode</c>.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">Nanoseconds of Unix time.</param>
/// <param name="Link">Where a symbolic link leads; of a file: the entry whose content it shares.</param>
internal sealed record ReceivedEntry(string Path, uint Mode, long Size, long Modified, string Link)
{
    private const uint Permissions = 0xFFF;
    private const uint Types = GoFileMode.Directory | GoFileMode.Symlink | GoFileMode.Device | GoFileMode.NamedPipe | GoFileMode.Socket | GoFileMode.Irregular;

    /// <summary>Whether there are bytes to ask for.</summary>
    public bool HasContent => (Mode & Types) == 0 && Link.Length == 0 && Size > 0;

    /// <summary>Reads the message that tells of it.</summary>
    public static ReceivedEntry Read(ReadOnlySpan<byte> stat)
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

    /// <summary>As an archive has it; null for what is no part of a context, such as sockets.</summary>
    public PaxTarEntry? ToTar()
    {
        var type = (Mode & Types) switch
        {
            GoFileMode.Directory => TarEntryType.Directory,
            GoFileMode.Symlink => TarEntryType.SymbolicLink,
            0 => Link.Length > 0 ? TarEntryType.HardLink : TarEntryType.RegularFile,
            _ => (TarEntryType?)null,
        };
        if (type is null || Path.Length == 0)
        {
            return null;
        }

        var mode = (UnixFileMode)(GoFileMode.ToUnix(Mode) & Permissions);
        var entry = new PaxTarEntry(type.Value, type == TarEntryType.Directory ? Path.TrimEnd('/') + "/" : Path) { Mode = mode, ModificationTime = DateTimeOffset.UnixEpoch.AddTicks(Modified / 100) };
        if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
        {
            entry.LinkName = Link;
        }

        return entry;
    }
}
