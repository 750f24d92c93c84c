namespace Berth.Docker;

/// <summary>Builds images. Failures are <see cref="DockerException"/>; after the first message they end the stream.</summary>
public interface IImageBuilder
{
    /// <summary>Builds an image; its id comes as an aux message <c>{"ID":"sha256:…"}</c>.</summary>
    /// <param name="request">What to build.</param>
    /// <param name="context">The context as a tar archive (plain or compressed); empty with a remote context.</param>
    /// <param name="progress">Gets the steps and their output.</param>
    /// <param name="cancel">Gives up.</param>
    Task BuildAsync(BuildRequest request, Stream context, IProgress<ProgressMessage> progress, CancellationToken cancel = default);

    /// <summary>Writes an image's files as a tar archive, without what a container adds to them. Only Berth's engine has this.</summary>
    /// <param name="image">The image's name or id.</param>
    /// <param name="destination">Gets the archive.</param>
    /// <param name="cancel">Gives up.</param>
    Task ExportAsync(string image, Stream destination, CancellationToken cancel = default);

    /// <summary>Removes entries of the build cache.</summary>
    Task<BuildCachePruneReport> PruneAsync(BuildCachePruneRequest request, CancellationToken cancel = default);

    /// <summary>What of the build cache takes room of its own on the disk.</summary>
    Task<IReadOnlyList<BuildCacheRecord>> UsageAsync(CancellationToken cancel = default);
}
