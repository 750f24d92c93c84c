using Berth.Docker;
using Berth.Images;
using Berth.Linux;

namespace Berth.Engine;

/// <summary>
/// Fills empty volumes with what the image has at their place, owners and permissions included, when a container is made. A volume that is a folder of the
/// host or a file system of its own is filled too, as Docker does.
/// </summary>
internal sealed class VolumeFiller(VolumeStore volumes, VolumeMounts mounts)
{
    // Two new containers may share a new volume: the first one's image fills it.
    private readonly Lock _lock = new();

    /// <summary>Fills a new container's volumes.</summary>
    /// <exception cref="DockerException">A file could not be copied, or a volume's file system could not be mounted.</exception>
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
                if (mount is { Type: "volume", NoCopy: false, Subpath: "" } && volumes.Find(mount.Name) is { } volume)
                {
                    root ??= UnmountedRoot.Open(snapshot);
                    FillOne(root, mount, volume, record.Id);
                }
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

    private void FillOne(RootedFolder root, ContainerMount mount, VolumeRecord volume, string containerId)
    {
        using var source = root.OpenIfExists(mount.Destination, OpenFlags.ReadOnly);
        if (source is null)
        {
            return;
        }

        bool isOwn = volume.Option("device").Length == 0;
        if (isOwn && !VolumeFill.IsEmpty(volumes.DataFolder(volume.Name)))
        {
            return;
        }

        if (FileCalls.Stat(source).Kind != FileKind.Directory)
        {
            throw new DockerException(
                DockerErrorKind.InvalidParameter, $"cannot mount volume over existing file, file exists {mount.Destination}");
        }

        if (isOwn)
        {
            VolumeFill.Run(source, Path.GetDirectoryName(volumes.DataFolder(volume.Name))!);
            return;
        }

        if (volume.Option("type") == "tmpfs")
        {
            return;   // gone before the container starts
        }

        try
        {
            string folder = mounts.Use(volume, containerId);
            if (Directory.Exists(folder) && VolumeFill.IsEmpty(folder))
            {
                VolumeFill.RunInside(source, folder);
            }
            else if (Directory.Exists(folder))
            {
                VolumeFill.RecoverInside(folder);
            }
        }
        finally
        {
            mounts.Release(volume.Name, containerId);
        }
    }
}
