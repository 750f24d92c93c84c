using Berth.Linux;

namespace Berth.Images;

/// <summary>
/// An entry of a tar archive with everything that further headers said of it. Names are <see cref="PathText"/>: bytes that aren't
/// UTF-8 survive.
/// </summary>
public sealed class TarEntry
{
    /// <summary>The name as the archive has it: not cleaned, not to be trusted.</summary>
    public required string Name { get; set; }

    public required TarEntryKind Kind { get; set; }

    /// <summary>Permissions with set-id and sticky bits.</summary>
    public int Mode { get; set; }

    public uint User { get; set; }

    public uint Group { get; set; }

    /// <summary>The file's length; a sparse file's with its holes.</summary>
    public long Size { get; set; }

    public FileTime Modified { get; set; }

    /// <summary>The text of a symbolic link, the name that a hard link means; else empty.</summary>
    public string LinkName { get; set; } = "";

    public DeviceNumber Device { get; set; }

    /// <summary>Extended attributes; null where there are none.</summary>
    public List<KeyValuePair<string, byte[]>>? Attributes { get; set; }

    /// <summary>A sparse file's pieces of data, in order; null for an ordinary file.</summary>
    public IReadOnlyList<TarPiece>? Pieces { get; set; }
}
