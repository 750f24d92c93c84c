using Berth.Images;
using Berth.Linux;

namespace Berth.Engine;

/// <summary>
/// The root file system of a container that doesn't run, mounted nowhere: an overlay that only this descriptor reaches, or the folder of a copy.
/// The container's loop keeps it from being started meanwhile, because one upper folder must not be mounted twice.
/// </summary>
internal static class UnmountedRoot
{
    /// <summary>Opens it.</summary>
    /// <exception cref="LinuxException">The kernel refused.</exception>
    public static RootedFolder Open(Snapshot snapshot)
    {
        if (snapshot.Mode == SnapshotMode.Copy)
        {
            return RootedFolder.Open(snapshot.RootFolder!);
        }

        return snapshot.LowerFolders.Count == 0
            ? RootedFolder.Open(snapshot.UpperFolder!)
            : new RootedFolder(OverlayMount.Create(WithoutFeatures(Linux.Mount.Overlay(snapshot.LowerFolders, snapshot.UpperFolder, snapshot.WorkFolder))));
    }

    // As the store wants its overlays mounted: the upper folder alone holds what the container changed.
    private static Linux.Mount WithoutFeatures(Linux.Mount mount) => mount with
    {
        Options = [.. mount.Options, new("index", "off"), new("redirect_dir", "off"), new("metacopy", "off")],
    };
}
