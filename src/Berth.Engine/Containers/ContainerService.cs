using Berth.Docker;

namespace Berth.Engine;

/// <summary>The waist's containers: finds the one that is named and hands it to who knows the rest.</summary>
internal sealed class ContainerService(EngineParts parts, ContainerWork work) : IContainers
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<ContainerSummary>> ListAsync(ContainerListOptions options, CancellationToken cancel = default) =>
        Task.FromResult(work.Listing.List(options));

    /// <inheritdoc/>
    public Task<ContainerCreateResponse> CreateAsync(string? name, string? platform, ContainerCreateRequest request, CancellationToken cancel = default) =>
        work.Creator.CreateAsync(name, platform, request);

    /// <inheritdoc/>
    public Task<ContainerInspect> InspectAsync(string id, bool size = false, CancellationToken cancel = default)
    {
        var container = Get(id);
        var snapshot = parts.Images.Snapshots.Find(container.Record.SnapshotId);
        var inspect = ContainerViews.Inspect(container, snapshot, work.Execs.Running(container.Id));
        if (size)
        {
            long own = parts.Images.Snapshots.Size(container.Record.SnapshotId);
            long image = container.Record.ImageId.Length > 0 ? parts.Images.Find(container.Record.ImageId)?.Size ?? 0 : 0;
            inspect = inspect with { SizeRw = own, SizeRootFs = own + image };
        }

        return Task.FromResult(inspect);
    }

    /// <inheritdoc/>
    public async Task<bool> StartAsync(string id, string? detachKeys = null, CancellationToken cancel = default)
    {
        var container = Get(id);
        _ = DetachKeys.Parse(detachKeys);
        return await container.RunAsync(() => work.StartAsync(container)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<bool> StopAsync(string id, int? timeout = null, string? signal = null, CancellationToken cancel = default) =>
        work.Stopper.StopAsync(Get(id), timeout, signal, cancel);

    /// <inheritdoc/>
    public async Task RestartAsync(string id, int? timeout = null, string? signal = null, CancellationToken cancel = default)
    {
        var container = Get(id);
        container.KeepAfterEnd = true;
        try
        {
            await work.Stopper.StopAsync(container, timeout, signal, cancel).ConfigureAwait(false);
            await container.RunAsync(() => work.StartAsync(container)).ConfigureAwait(false);
        }
        finally
        {
            container.KeepAfterEnd = false;
        }

        container.Publish("restart");
    }

    /// <inheritdoc/>
    public Task KillAsync(string id, string? signal = null, CancellationToken cancel = default) => work.Stopper.KillAsync(Get(id), id, signal, cancel);

    /// <inheritdoc/>
    public Task PauseAsync(string id, CancellationToken cancel = default) => work.Stopper.PauseAsync(Get(id), cancel);

    /// <inheritdoc/>
    public Task UnpauseAsync(string id, CancellationToken cancel = default) => work.Stopper.UnpauseAsync(Get(id), cancel);

    /// <inheritdoc/>
    public Task RenameAsync(string id, string name, CancellationToken cancel = default) => work.Changer.RenameAsync(Get(id), name);

    /// <inheritdoc/>
    public Task<ContainerUpdateResponse> UpdateAsync(string id, ContainerUpdateRequest request, CancellationToken cancel = default) =>
        work.Changer.UpdateAsync(Get(id), request);

    /// <inheritdoc/>
    public Task RemoveAsync(string id, bool force = false, bool volumes = false, bool link = false, CancellationToken cancel = default) => link
        ? throw new DockerException(DockerErrorKind.InvalidParameter, $"cannot remove link \"{id}\": links between containers are names on their networks")
        : work.RemoveAsync(Get(id), id, force, volumes, cancel);

    /// <inheritdoc/>
    public Task<ContainerWait> WaitAsync(string id, WaitCondition condition = WaitCondition.NotRunning, CancellationToken cancel = default)
    {
        var container = Get(id);
        return Task.FromResult(container.Waits.Register(condition, () => container.Life));
    }

    /// <inheritdoc/>
    public Task<AttachedStream> AttachAsync(string id, AttachOptions options, CancellationToken cancel = default) =>
        work.Attacher.AttachAsync(Get(id), id, options);

    /// <inheritdoc/>
    public Task<ContainerOutput> LogsAsync(string id, LogOptions options, CancellationToken cancel = default) => Task.FromResult(work.Logs.Open(Get(id), options));

    /// <inheritdoc/>
    public Task ResizeAsync(string id, int height, int width, CancellationToken cancel = default) => ContainerWork.ResizeAsync(Get(id), height, width);

    /// <inheritdoc/>
    public Task<ContainerTopResponse> TopAsync(string id, string? psArgs = null, CancellationToken cancel = default) =>
        Task.FromResult(work.Top.Top(Get(id), psArgs));

    /// <inheritdoc/>
    public Task<IAsyncEnumerable<ContainerStats>> StatsAsync(string id, bool stream, bool oneShot = false, CancellationToken cancel = default) =>
        Task.FromResult(work.Stats.ReadAsync(Get(id), stream, oneShot, cancel));

    /// <inheritdoc/>
    public Task<IReadOnlyList<FilesystemChange>?> ChangesAsync(string id, CancellationToken cancel = default)
    {
        var container = Get(id);
        return Task.Run<IReadOnlyList<FilesystemChange>?>(
            () =>
            {
                var changes = OwnChanges.Of(parts.Images.Snapshots.Changes(container.Record.SnapshotId));
                return changes.Count == 0 ? null : [.. changes.Select(change => new FilesystemChange { Path = change.Path, Kind = (int)change.Kind })];
            },
            cancel);
    }

    /// <inheritdoc/>
    public Task ExportAsync(string id, Stream destination, CancellationToken cancel = default) => work.Archives.ExportAsync(Get(id), destination, cancel);

    /// <inheritdoc/>
    public Task<ContainerPathStat> StatArchiveAsync(string id, string path, CancellationToken cancel = default) =>
        work.Archives.StatAsync(Get(id), id, path, cancel);

    /// <inheritdoc/>
    public Task<ContainerArchive> GetArchiveAsync(string id, string path, CancellationToken cancel = default) =>
        work.Archives.GetAsync(Get(id), id, path, cancel);

    /// <inheritdoc/>
    public Task PutArchiveAsync(
        string id, string path, Stream archive, bool noOverwriteDirNonDir = false, bool copyUidGid = false, CancellationToken cancel = default) =>
        work.Archives.PutAsync(Get(id), id, path, archive, noOverwriteDirNonDir, copyUidGid, cancel);

    /// <inheritdoc/>
    public Task<ContainersPruneReport> PruneAsync(Filters filters, CancellationToken cancel = default) => work.PruneAsync(filters, cancel);

    private Container Get(string id) => parts.Containers.Get(id);
}
