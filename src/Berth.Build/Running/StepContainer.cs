using Berth.Docker;

namespace Berth.Build;

/// <summary>A container that a step works in; removed with its volumes when the step is over, however it ends.</summary>
internal sealed class StepContainer : IAsyncDisposable
{
    private const string Label = "berth.build.step";

    private readonly IContainers _containers;

    private StepContainer(IContainers containers, string id)
    {
        _containers = containers;
        Id = id;
    }

    /// <summary>Its id.</summary>
    public string Id { get; }

    /// <summary>It runs a command of the Dockerfile, and isn't only a place to put files.</summary>
    public bool HasRun { get; set; }

    /// <summary>Folders and files that its start makes for mounts, outer ones first.</summary>
    public IReadOnlyCollection<string> MountPoints { get; init; } = [];

    /// <summary>Makes one of an image, to be filled or to run a command.</summary>
    public static async Task<StepContainer> CreateAsync(IContainers containers, ImageState state, ContainerConfig config, HostConfig host, CancellationToken cancel)
    {
        var points = await MountPointsAsync(containers, state, host.Mounts ?? [], cancel).ConfigureAwait(false);
        var request = new ContainerCreateRequest { Config = config with { Image = state.Id, Labels = new Dictionary<string, string>(StringComparer.Ordinal) { [Label] = "" } }, HostConfig = host };
        var created = await containers.CreateAsync(null, null, request, cancel).ConfigureAwait(false);
        return new StepContainer(containers, created.Id) { MountPoints = points };
    }

    /// <summary>What a start will make for mounts. A container that has them shows them already, so another one of the image is looked into.</summary>
    private static async Task<IReadOnlyCollection<string>> MountPointsAsync(IContainers containers, ImageState state, IReadOnlyList<Mount> mounts, CancellationToken cancel)
    {
        if (mounts.Count == 0) return [];
        await using var bare = await CreateIdleAsync(containers, state, cancel).ConfigureAwait(false);
        var folders = new TargetFolders(bare);
        foreach (var mount in mounts) await folders.NeedMountPointAsync(mount.Target!, cancel).ConfigureAwait(false);
        return folders.Missing;
    }

    /// <summary>Removes those of builds that ended with the engine that ran them.</summary>
    public static async Task SweepAsync(IContainers containers)
    {
        var left = await containers.ListAsync(new ContainerListOptions { All = true, Filters = Filters.Empty.With("label", Label) }).ConfigureAwait(false);
        foreach (var container in left) await new StepContainer(containers, container.Id).DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>One that is never started.</summary>
    public static Task<StepContainer> CreateIdleAsync(IContainers containers, ImageState state, CancellationToken cancel) =>
        CreateAsync(containers, state, new ContainerConfig { Entrypoint = ["/"], NetworkDisabled = true }, new HostConfig { NetworkMode = "none" }, cancel);

    /// <summary>What is at a path in it, or null.</summary>
    public async Task<ContainerPathStat?> StatAsync(string path, CancellationToken cancel)
    {
        try
        {
            return await _containers.StatArchiveAsync(Id, path, cancel).ConfigureAwait(false);
        }
        catch (DockerException e) when (e.Kind == DockerErrorKind.NotFound)
        {
            return null;
        }
    }

    /// <summary>A path of it as a tree whose entries begin with the path's last part; null where there is nothing.</summary>
    public async Task<SourceTree?> ReadAsync(string path, string folder, CancellationToken cancel)
    {
        try
        {
            var archive = await _containers.GetArchiveAsync(Id, path, cancel).ConfigureAwait(false);
            await using (archive.ConfigureAwait(false)) return await SourceTree.ReadAsync(archive.Stream, folder, cancel).ConfigureAwait(false);
        }
        catch (DockerException e) when (e.Kind == DockerErrorKind.NotFound)
        {
            return null;
        }
    }

    /// <summary>Removes it. A container that can't be removed is the engine's to report; the build's own result stands.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _containers.RemoveAsync(Id, force: true, volumes: true).ConfigureAwait(false);
        }
        catch (DockerException e) when (e.Kind is DockerErrorKind.NotFound or DockerErrorKind.Conflict)
        {
            // Someone else has removed it.
        }
    }
}
