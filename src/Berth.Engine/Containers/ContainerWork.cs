using Berth.Docker;
using Berth.Supervision;

namespace Berth.Engine;

/// <summary>Who knows how containers are made, started, stopped and looked into, and the few operations that need several of them.</summary>
internal sealed class ContainerWork(EngineParts parts)
{
    /// <summary>Lists.</summary>
    public required ContainerListing Listing { get; init; }

    /// <summary>Makes.</summary>
    public required ContainerCreator Creator { get; init; }

    /// <summary>Starts.</summary>
    public required ContainerStarter Starter { get; init; }

    /// <summary>Stops, kills, pauses.</summary>
    public required ContainerStopper Stopper { get; init; }

    /// <summary>Renames and updates.</summary>
    public required ContainerChanger Changer { get; init; }

    /// <summary>Removes.</summary>
    public required ContainerRemover Remover { get; init; }

    /// <summary>Attaches.</summary>
    public required AttachService Attacher { get; init; }

    /// <summary>Reads logs.</summary>
    public required LogService Logs { get; init; }

    /// <summary>Lists processes.</summary>
    public required TopService Top { get; init; }

    /// <summary>Reads usage.</summary>
    public required StatsService Stats { get; init; }

    /// <summary>Copies in and out.</summary>
    public required ArchiveService Archives { get; init; }

    /// <summary>The execs.</summary>
    public required ExecRegistry Execs { get; init; }

    /// <summary>Starts a container by request; false where it runs already. In its loop.</summary>
    /// <exception cref="DockerException">It can't be started.</exception>
    public async Task<bool> StartAsync(Container container)
    {
        switch (container.Life.Status)
        {
            case ContainerStatus.Running:
                return false;
            case ContainerStatus.Paused:
                throw new DockerException(DockerErrorKind.Conflict, "cannot start a paused container, try unpause instead");
            case ContainerStatus.Removing or ContainerStatus.Dead:
                throw new DockerException(DockerErrorKind.Conflict, "container is marked for removal and cannot be started");
            case ContainerStatus.Restarting:
                // Its monitor waits to start it: that is what was asked for.
                return false;
        }

        try
        {
            foreach (string warning in await Starter.StartAsync(container).ConfigureAwait(false))
            {
                parts.Log($"container {container.Record.Name}: {warning}");
            }

            return true;
        }
        catch (DockerException) when (container.Record.HostConfig.AutoRemove)
        {
            await Remover.RemoveEndedAsync(container, anonymousVolumes: true).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Removes a container, killing it first where it runs and that is asked for.</summary>
    /// <exception cref="DockerException">It runs, or could not be removed.</exception>
    public async Task RemoveAsync(Container container, string name, bool force, bool volumes, CancellationToken cancel)
    {
        while (!await container.RunAsync(() => TryRemoveAsync(container, name, force, volumes)).ConfigureAwait(false))
        {
            await Stopper.KillForRemovalAsync(container, cancel).ConfigureAwait(false);
            if (parts.Containers.Find(container.Id) is null)
            {
                // It removed itself when it ended.
                return;
            }
        }
    }

    /// <summary>Sets the size of a running container's terminal.</summary>
    /// <exception cref="DockerException">It doesn't run.</exception>
    public static async Task ResizeAsync(Container container, int height, int width)
    {
        if (!container.Life.IsAlive || container.Monitor is not { } monitor)
        {
            throw new DockerException(DockerErrorKind.Conflict, $"container {container.Id} is not running");
        }

        try
        {
            await monitor.ResizeAsync(height, width).ConfigureAwait(false);
        }
        catch (MonitorException e)
        {
            throw new DockerException(DockerErrorKind.Conflict, e.Message, e);
        }
    }

    /// <summary>Removes all containers that don't run and that filters let through.</summary>
    public async Task<ContainersPruneReport> PruneAsync(Filters filters, CancellationToken cancel)
    {
        filters.Validate("until", "label", "label!");
        var until = PruneFilters.Until(filters, parts.Time);
        var removed = new List<string>();
        long space = 0;
        foreach (var container in parts.Containers.All())
        {
            cancel.ThrowIfCancellationRequested();
            var record = container.Record;
            if (container.Life.IsSupervised || container.Life.Status == ContainerStatus.Removing || record.Created >= until
                || !PruneFilters.MatchesLabels(filters, record.Config.Labels))
            {
                continue;
            }

            long size = parts.Images.Snapshots.Size(record.SnapshotId);
            if (await TryPruneAsync(container).ConfigureAwait(false))
            {
                removed.Add(container.Id);
                space += size;
            }
        }

        if (removed.Count > 0)
        {
            parts.Events.Publish("container", "prune", "", new Dictionary<string, string> { ["reclaimed"] = FormattableString.Invariant($"{space}") });
        }

        return new ContainersPruneReport { ContainersDeleted = removed.Count > 0 ? removed : null, SpaceReclaimed = space };
    }

    private async Task<bool> TryRemoveAsync(Container container, string name, bool force, bool volumes)
    {
        switch (container.Life.Status)
        {
            case ContainerStatus.Removing:
                throw new DockerException(DockerErrorKind.Conflict, $"removal of container {name} is already in progress");
            case ContainerStatus.Running or ContainerStatus.Paused or ContainerStatus.Restarting when force:
                return false;
            case ContainerStatus.Paused:
                throw new DockerException(
                    DockerErrorKind.Conflict, $"cannot remove container \"{name}\": container is paused and must be unpaused first");
            case ContainerStatus.Running or ContainerStatus.Restarting:
                string word = Lifecycle.Word(container.Life.Status);
                throw new DockerException(
                    DockerErrorKind.Conflict,
                    $"cannot remove container \"{name}\": container is {word}: stop the container before removing or force remove");
            default:
                await Remover.RemoveEndedAsync(container, volumes).ConfigureAwait(false);
                return true;
        }
    }

    private async Task<bool> TryPruneAsync(Container container)
    {
        try
        {
            return await container.RunAsync(async () =>
            {
                if (container.Life.IsSupervised || container.Life.Status == ContainerStatus.Removing)
                {
                    return false;
                }

                await Remover.RemoveEndedAsync(container, anonymousVolumes: false).ConfigureAwait(false);
                return true;
            }).ConfigureAwait(false);
        }
        catch (DockerException e)
        {
            parts.Log($"prune: {e.Message}");
            return false;
        }
    }
}
