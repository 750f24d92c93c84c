using System.Runtime.InteropServices;
using Berth.Linux;

namespace Berth.Images;

/// <summary>
/// How a deletion is written: in an archive as a file named <c>.wh.NAME</c>, or <c>.wh..wh..opq</c> for "nothing from below" (OCI image
/// specification, layer.md); in a layer's folder as a character device 0:0 and the attribute <c>trusted.overlay.opaque</c> (overlayfs.rst).
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

    /// <summary>Whether an attribute is overlayfs's own, which no archive may bring or get.</summary>
    public static bool IsOverlayAttribute(string name) =>
        name.StartsWith("trusted.overlay.", StringComparison.Ordinal) || name.StartsWith("user.overlay.", StringComparison.Ordinal);

    /// <summary>Whether a file is a deletion.</summary>
    public static bool IsWhiteout(in FileStat stat) => stat.Kind == FileKind.CharacterDevice && stat.Represents == default;

    /// <summary>Makes a deletion.</summary>
    public static void MakeWhiteout(SafeHandle folder, string name) => FileCalls.MakeNode(folder, name, FileKind.CharacterDevice, 0);

    /// <summary>Makes a folder hide what is below.</summary>
    public static void MakeOpaque(SafeHandle folder, string name) => FileCalls.SetAttribute(folder, name, OpaqueAttribute, "y"u8);

    /// <summary>Whether a folder hides what is below.</summary>
    public static bool IsOpaque(SafeHandle folder, string name) => FileCalls.GetAttribute(folder, name, OpaqueAttribute) is [(byte)'y', ..];
}
