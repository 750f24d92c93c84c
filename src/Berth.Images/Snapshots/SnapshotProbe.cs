using Berth.Linux;

namespace Berth.Images;

/// <summary>Finds out once, at the start, whether overlays can be put on the state folder, and what copies would use.</summary>
internal static class SnapshotProbe
{
    /// <summary>The mode for snapshots below <paramref name="folder"/>, and why.</summary>
    public static (SnapshotMode Mode, string Reason) Run(string folder, bool forceCopies)
    {
        string? fault = forceCopies ? "copies were asked for" : OverlayProbe.WhyNot(folder);
        return fault is null
            ? (SnapshotMode.Overlay, "overlayfs")
            : (SnapshotMode.Copy, $"{fault}; containers get copies ({(CanClone(folder) ? "shared blocks" : "full copies")})");
    }

    private static bool CanClone(string folder)
    {
        string from = Path.Combine(folder, ".probe-from"), to = Path.Combine(folder, ".probe-to");
        try
        {
            File.WriteAllBytes(from, new byte[4096]);
            using var source = FileCalls.Open(from, OpenFlags.ReadOnly);
            using var target = FileCalls.Open(to, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Truncate, 0x180 /* 0600 */);
            return FileCalls.TryCloneContents(source, target);
        }
        catch (IOException)
        {
            return false;
        }
        finally
        {
            FileCalls.RemoveIfExists(FileCalls.WorkingFolder, from);
            FileCalls.RemoveIfExists(FileCalls.WorkingFolder, to);
        }
    }
}
