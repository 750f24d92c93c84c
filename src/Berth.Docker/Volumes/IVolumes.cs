namespace Berth.Docker;

/// <summary>Volumes. Failures are <see cref="DockerException"/>, NotFound "get x: no such volume".</summary>
public interface IVolumes
{
    /// <summary>Lists volumes.</summary>
    Task<VolumeList> ListAsync(Filters filters, CancellationToken cancel = default);

    /// <summary>One volume.</summary>
    Task<Volume> InspectAsync(string name, CancellationToken cancel = default);

    /// <summary>Makes a volume, or returns the one that is there.</summary>
    Task<Volume> CreateAsync(VolumeCreateRequest request, CancellationToken cancel = default);

    /// <summary>Removes a volume. Conflict when a container uses it.</summary>
    /// <param name="name">The volume.</param>
    /// <param name="force">No error when it isn't there.</param>
    /// <param name="cancel">Gives up.</param>
    Task RemoveAsync(string name, bool force = false, CancellationToken cancel = default);

    /// <summary>Removes volumes that no container uses; only anonymous ones unless the filter "all" is set.</summary>
    Task<VolumesPruneReport> PruneAsync(Filters filters, CancellationToken cancel = default);
}
