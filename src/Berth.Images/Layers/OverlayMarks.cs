using System.Runtime.InteropServices;
using Berth.Linux;

namespace Berth.Images;

/// <summary>
/// How a deletion is written: in an archive as a file named <c>.wh.NAME</c>, or <c>.wh..wh..opq</c> for "nothing from below" (OCI image
/// specification, layer.md); in a layer's folder as a character device 0:0 and the attribute <c>trusted.overlay.opaque</c> (overlayfs.rst).
/// A folder that lies on an overlay takes neither. Layers are only copied there, never mounted, so marks of our own stand for them: a socket, which no archive can
/// hold, with a mode that none has, and an attribute.
/// </summary>
internal static class OverlayMarks
{
    /// <summary>What the name of a deletion begins with.</summary>
    public const string WhiteoutPrefix = ".wh.";

    /// <summary>The name that hides what lower layers have in a folder.</summary>
    public const string OpaqueName = ".wh..wh..opq";

    /// <summary>What the names of other marks begin with; AUFS left them, and they mean nothing.</summary>
    public const string ReservedPrefix = ".wh..wh.";

    /// <summary>The attribute of a folder that hides what lower layers have in it.</summary>
    public const string OpaqueAttribute = "trusted.overlay.opaque";

    private const string OpaqueOnOverlay = "trusted.berth.opaque";
    private const int WhiteoutModeOnOverlay = 0xE00;   // setuid, setgid, sticky and no permissions

    /// <summary>Whether an attribute is such a mark or overlayfs's own, which no archive may bring or get.</summary>
    public static bool IsOverlayAttribute(string name) =>
        name.StartsWith("trusted.overlay.", StringComparison.Ordinal) || name.StartsWith("user.overlay.", StringComparison.Ordinal) || name == OpaqueOnOverlay;

    /// <summary>Whether a file is a deletion.</summary>
    public static bool IsWhiteout(in FileStat stat) =>
        (stat.Kind == FileKind.CharacterDevice && stat.Represents == default) || (stat.Kind == FileKind.Socket && stat.Mode == WhiteoutModeOnOverlay);

    /// <summary>Makes a deletion.</summary>
    public static void MakeWhiteout(SafeHandle folder, string name)
    {
        try
        {
            FileCalls.MakeNode(folder, name, FileKind.CharacterDevice, 0);
        }
        catch (LinuxException e) when (e.Errno == Errno.EPERM)
        {
            FileCalls.MakeNode(folder, name, FileKind.Socket, WhiteoutModeOnOverlay);
        }
    }

    /// <summary>Makes a folder hide what is below.</summary>
    public static void MakeOpaque(SafeHandle folder, string name)
    {
        try
        {
            FileCalls.SetAttribute(folder, name, OpaqueAttribute, "y"u8);
        }
        catch (LinuxException e) when (e.Errno is Errno.EOPNOTSUPP or Errno.EPERM)
        {
            FileCalls.SetAttribute(folder, name, OpaqueOnOverlay, "y"u8);
        }
    }

    /// <summary>Whether a folder hides what is below.</summary>
    public static bool IsOpaque(SafeHandle folder, string name) =>
        FileCalls.GetAttribute(folder, name, OpaqueAttribute) is [(byte)'y', ..] || FileCalls.GetAttribute(folder, name, OpaqueOnOverlay) is not null;
}
