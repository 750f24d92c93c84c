namespace Berth.Docker;

/// <summary>The engine itself. Failures are <see cref="DockerException"/>.</summary>
public interface ISystem
{
    /// <summary>Whether the engine is there, and what it speaks.</summary>
    Task<PingResponse> PingAsync(CancellationToken cancel = default);

    /// <summary>The versions of the engine and its parts.</summary>
    Task<VersionInfo> VersionAsync(CancellationToken cancel = default);

    /// <summary>Everything about the engine and its machine.</summary>
    Task<SystemInfo> InfoAsync(CancellationToken cancel = default);

    /// <summary>Reads events. Returns when the subscription is registered; what happens from then on is not missed.</summary>
    Task<IAsyncEnumerable<EventMessage>> EventsAsync(EventsOptions options, CancellationToken cancel = default);

    /// <summary>Counts the disk space that the engine uses.</summary>
    Task<DiskUsage> DiskUsageAsync(DiskUsageOptions options, CancellationToken cancel = default);

    /// <summary>Tries credentials at a registry. Unauthorized when it refuses them.</summary>
    Task<AuthResponse> AuthAsync(AuthConfig auth, CancellationToken cancel = default);
}
