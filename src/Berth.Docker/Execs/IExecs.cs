namespace Berth.Docker;

/// <summary>Processes run in running containers. Failures are <see cref="DockerException"/>, NotFound "No such exec instance: x".</summary>
public interface IExecs
{
    /// <summary>Prepares a process and returns its id. Conflict when the container doesn't run or is paused.</summary>
    Task<string> CreateAsync(string containerId, ExecCreateRequest request, CancellationToken cancel = default);

    /// <summary>
    /// Starts a process. Null when detached; else its streams, which also carry an error of the start, as the engine can only
    /// tell it there.
    /// </summary>
    Task<AttachedStream?> StartAsync(string id, ExecStartRequest request, CancellationToken cancel = default);

    /// <summary>Sets the size of a process's terminal in characters.</summary>
    Task ResizeAsync(string id, int height, int width, CancellationToken cancel = default);

    /// <summary>The state of a process.</summary>
    Task<ExecInspect> InspectAsync(string id, CancellationToken cancel = default);
}
