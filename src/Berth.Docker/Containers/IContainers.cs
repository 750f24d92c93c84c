namespace Berth.Docker;

/// <summary>
/// Containers: one of the seven interfaces of an engine. A container is named by its id, a prefix of it that is unique, or
/// its name with or without a slash. Every method fails with a <see cref="DockerException"/>, of kind NotFound
/// ("No such container: x") when there is no such container.
/// </summary>
public interface IContainers
{
    /// <summary>Lists containers, the newest first.</summary>
    Task<IReadOnlyList<ContainerSummary>> ListAsync(ContainerListOptions options, CancellationToken cancel = default);

    /// <summary>Makes a container. NotFound "No such image: x" when the image is missing, Conflict when the name is taken.</summary>
    /// <param name="name">The name; null for a name that the engine makes up.</param>
    /// <param name="platform">"os[/arch[/variant]]"; null for the engine's own.</param>
    /// <param name="request">The container.</param>
    /// <param name="cancel">Gives up.</param>
    Task<ContainerCreateResponse> CreateAsync(string? name, string? platform, ContainerCreateRequest request, CancellationToken cancel = default);

    /// <summary>Everything about a container.</summary>
    Task<ContainerInspect> InspectAsync(string id, bool size = false, CancellationToken cancel = default);

    /// <summary>Starts a container; false when it ran already.</summary>
    Task<bool> StartAsync(string id, string? detachKeys = null, CancellationToken cancel = default);

    /// <summary>Stops a container; false when it didn't run.</summary>
    /// <param name="id">The container.</param>
    /// <param name="timeout">Seconds until it is killed; negative waits for ever; null is the container's own.</param>
    /// <param name="signal">The signal that asks it to stop; null is the container's own.</param>
    /// <param name="cancel">Gives up waiting.</param>
    Task<bool> StopAsync(string id, int? timeout = null, string? signal = null, CancellationToken cancel = default);

    /// <summary>Stops a container if it runs, and starts it.</summary>
    Task RestartAsync(string id, int? timeout = null, string? signal = null, CancellationToken cancel = default);

    /// <summary>Sends a signal, by name or number; null is SIGKILL. Conflict when the container doesn't run.</summary>
    Task KillAsync(string id, string? signal = null, CancellationToken cancel = default);

    /// <summary>Freezes all processes of a container.</summary>
    Task PauseAsync(string id, CancellationToken cancel = default);

    /// <summary>Lets the processes of a paused container go on.</summary>
    Task UnpauseAsync(string id, CancellationToken cancel = default);

    /// <summary>Gives a container another name.</summary>
    Task RenameAsync(string id, string name, CancellationToken cancel = default);

    /// <summary>Changes limits and restart policy.</summary>
    Task<ContainerUpdateResponse> UpdateAsync(string id, ContainerUpdateRequest request, CancellationToken cancel = default);

    /// <summary>Removes a container.</summary>
    /// <param name="id">The container.</param>
    /// <param name="force">Kill it first if it runs.</param>
    /// <param name="volumes">Also its anonymous volumes.</param>
    /// <param name="link">Not the container but the link of that name.</param>
    /// <param name="cancel">Gives up.</param>
    Task RemoveAsync(string id, bool force = false, bool volumes = false, bool link = false, CancellationToken cancel = default);

    /// <summary>Waits for a container's end. Returns when the wait is registered.</summary>
    Task<ContainerWait> WaitAsync(string id, WaitCondition condition = WaitCondition.NotRunning, CancellationToken cancel = default);

    /// <summary>Attaches to a container's streams, before or after it is started.</summary>
    Task<AttachedStream> AttachAsync(string id, AttachOptions options, CancellationToken cancel = default);

    /// <summary>Reads a container's output.</summary>
    Task<ContainerOutput> LogsAsync(string id, LogOptions options, CancellationToken cancel = default);

    /// <summary>Sets the size of a container's terminal in characters.</summary>
    Task ResizeAsync(string id, int height, int width, CancellationToken cancel = default);

    /// <summary>The processes of a container.</summary>
    /// <param name="id">The container.</param>
    /// <param name="psArgs">Arguments of ps; null is "-ef".</param>
    /// <param name="cancel">Gives up.</param>
    Task<ContainerTopResponse> TopAsync(string id, string? psArgs = null, CancellationToken cancel = default);

    /// <summary>Reads what a container uses; once, or about once a second until given up or the container is gone.</summary>
    /// <param name="id">The container.</param>
    /// <param name="stream">More than one reading.</param>
    /// <param name="oneShot">Don't wait for a reading before the first.</param>
    /// <param name="cancel">Gives up.</param>
    Task<IAsyncEnumerable<ContainerStats>> StatsAsync(string id, bool stream, bool oneShot = false, CancellationToken cancel = default);

    /// <summary>The paths that differ from the image; null when there are none.</summary>
    Task<IReadOnlyList<FilesystemChange>?> ChangesAsync(string id, CancellationToken cancel = default);

    /// <summary>Writes the whole root file system as a tar archive.</summary>
    Task ExportAsync(string id, Stream destination, CancellationToken cancel = default);

    /// <summary>Describes a path of a container, running or not.</summary>
    Task<ContainerPathStat> StatArchiveAsync(string id, string path, CancellationToken cancel = default);

    /// <summary>Reads a path of a container, running or not, as a tar archive.</summary>
    Task<ContainerArchive> GetArchiveAsync(string id, string path, CancellationToken cancel = default);

    /// <summary>Unpacks a tar archive (plain, gzip, bzip2, xz or zstd) into a folder of a container, running or not.</summary>
    /// <param name="id">The container.</param>
    /// <param name="path">The folder; NotFound when missing, InvalidParameter when not a folder, Forbidden when read-only.</param>
    /// <param name="archive">The archive.</param>
    /// <param name="noOverwriteDirNonDir">Fail where a folder would replace something else or the other way round.</param>
    /// <param name="copyUidGid">All belongs to the container's own user, where it has one; else owners are as the archive says.</param>
    /// <param name="cancel">Gives up.</param>
    Task PutArchiveAsync(
        string id, string path, Stream archive, bool noOverwriteDirNonDir = false, bool copyUidGid = false, CancellationToken cancel = default);

    /// <summary>Removes all containers that don't run and match the filters.</summary>
    Task<ContainersPruneReport> PruneAsync(Filters filters, CancellationToken cancel = default);
}
