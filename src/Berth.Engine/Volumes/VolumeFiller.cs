using Berth.Docker;
using Berth.Images;
using Berth.Linux;

namespace Berth.Engine;

/// <summary>
/// Fills empty volumes with what the image has at their place, owners and permissions included, when a container is made. A copy is made aside and
/// renamed into place: a volume is never seen half filled.
/// </summary>
internal sealed class VolumeFiller(VolumeStore volumes)
{
    // Two new containers may share a new volume: the first one's image fills it.
    private readonly Lock _lock = new();

    /// <summary>Fills a new container's volumes.</summary>
    /// <exception cref="DockerException">A file could not be copied.</exception>
    public void Fill(ContainerRecord record, Snapshot snapshot)
    {
        lock (_lock)
        {
            FillAll(record, snapshot);
        }
    }

    private void FillAll(ContainerRecord record, Snapshot snapshot)
    {
        RootedFolder? root = null;
        try
        {
            foreach (var mount in record.Mounts)
            {
                if (mount is not { Type: "volume", NoCopy: false, Subpath: "" } || volumes.Find(mount.Name) is not { } volume
                    || volume.Option("device").Length > 0 || !IsEmpty(volumes.DataFolder(mount.Name)))
                {
                    continue;
                }

                root ??= UnmountedRoot.Open(snapshot);
                FillOne(root, mount);
            }
        }
        catch (LinuxException e)
        {
            throw new DockerException(DockerErrorKind.System, $"failed to copy the image's files into a volume: {e.Message}", e);
        }
        finally
        {
            root?.Dispose();
        }
    }

    private void FillOne(RootedFolder root, ContainerMount mount)
    {
        using var source = root.OpenIfExists(mount.Destination, OpenFlags.ReadOnly);
        if (source is null)
        {
            return;
        }

        if (FileCalls.Stat(source).Kind != FileKind.Directory)
        {
            throw new DockerException(
                DockerErrorKind.InvalidParameter, $"cannot mount volume over existing file, file exists {mount.Destination}");
        }

        string folder = Path.GetDirectoryName(volumes.DataFolder(mount.Name))!;
        string aside = folder + "/_copy";
        using (var parent = FileCalls.Open(folder, OpenFlags.ReadOnly | OpenFlags.Directory))
        {
            if (Directory.Exists(aside))
            {
                FileCalls.RemoveTree(parent, "_copy");
            }

            TreeCopy.Copy(source, parent, "_copy");
            FileCalls.Rename(parent, "_copy", parent, "_data", RenameOptions.Exchange);
            FileCalls.RemoveTree(parent, "_copy");
        }
    }

    private static bool IsEmpty(string folder) => !Directory.EnumerateFileSystemEntries(folder).Any();
}
