using Berth.Docker;
using Berth.Images;

namespace Berth.Engine;

/// <summary>Removes containers. It is on disk that the removal has begun before anything is removed: an engine that is killed finishes it at its next start.</summary>
internal sealed class ContainerRemover(EngineParts parts, ExecRegistry execs)
{
    /// <summary>Removes a container that has no process. In the loop only; nothing can be posted to it afterwards.</summary>
    /// <param name="container">The container.</param>
    /// <param name="anonymousVolumes">Also the volumes that were made for it alone.</param>
    /// <exception cref="DockerException">Something could not be removed: the container is dead, and can only be removed again.</exception>
    public Task RemoveEndedAsync(Container container, bool anonymousVolumes)
    {
        container.Move(ContainerTrigger.RemovalBegun, container.Life);
        try
        {
            RemoveParts(container, anonymousVolumes);
        }
        catch (Exception e) when (e is IOException or ImageException or UnauthorizedAccessException)
        {
            container.Move(ContainerTrigger.RemovalFailed, container.Life with { Error = e.Message });
            container.Waits.RemovalFailed(container.Life);
            throw new DockerException(DockerErrorKind.System, $"cannot remove container \"{container.Record.Name}\": {e.Message}", e);
        }

        parts.Containers.Remove(container);
        container.Publish(Lifecycle.Next(ContainerStatus.Removing, ContainerTrigger.Removed)!.Event!);
        container.Waits.Removed(container.Life);
        container.End();
        return Task.CompletedTask;
    }

    private void RemoveParts(Container container, bool anonymousVolumes)
    {
        var record = container.Record;
        execs.Forget(container.Id);
        container.Attachments.Drop();
        parts.Networking.Release(container.Id);
        parts.Cgroups.Remove(container.Record);
        parts.Images.Snapshots.Remove(record.SnapshotId);
        if (anonymousVolumes)
        {
            RemoveAnonymousVolumes(container);
        }

        DeleteFolder(container.Files.RunFolder);
        ContainerFolders.Remove(container.Files.StateFolder);
    }

    private void RemoveAnonymousVolumes(Container container)
    {
        foreach (var mount in container.Record.Mounts)
        {
            if (mount.Type == "volume" && parts.Volumes.Find(mount.Name) is { IsAnonymous: true }
                && parts.Volumes.Remove(mount.Name, volume => UsersElsewhere(volume, container)).Removed)
            {
                VolumeEvents.Of(parts.Events, "destroy", mount.Name);
            }
        }
    }

    private IEnumerable<string> UsersElsewhere(string volume, Container container) => parts.Containers.All()
        .Where(other => other != container && other.Record.Mounts.Any(mount => mount.Type == "volume" && mount.Name == volume)).Select(other => other.Id);

    private static void DeleteFolder(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Never started, or removed half-way before.
        }
    }
}
