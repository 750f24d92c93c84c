using Berth.Docker;

namespace Berth.Daemon;

/// <summary>Says that this engine doesn't build images.</summary>
internal sealed class NoBuilder : IImageBuilder
{
    /// <inheritdoc/>
    public Task BuildAsync(BuildRequest request, Stream context, IProgress<ProgressMessage> progress, CancellationToken cancel = default) =>
        throw new DockerException(DockerErrorKind.NotImplemented, "this version of the engine doesn't build images: pull or load them");

    /// <inheritdoc/>
    public Task<BuildCachePruneReport> PruneAsync(BuildCachePruneRequest request, CancellationToken cancel = default) =>
        Task.FromResult(new BuildCachePruneReport());
}
