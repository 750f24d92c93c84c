using System.Text.Json;
using Berth.Docker;

namespace Berth.Testing;

/// <summary>The builder of a <see cref="FakeEngine"/>: each build makes an image of its tags, whatever the context.</summary>
public sealed class FakeImageBuilder : IImageBuilder
{
    private readonly FakeEngine _engine;

    internal FakeImageBuilder(FakeEngine engine) => _engine = engine;

    /// <summary>What was built, with the context's length in bytes.</summary>
    public List<(BuildRequest Request, long ContextLength)> Built { get; } = [];

    public async Task BuildAsync(BuildRequest request, Stream context, IProgress<ProgressMessage> progress, CancellationToken cancel = default)
    {
        using var buffer = new MemoryStream();
        await context.CopyToAsync(buffer, cancel);
        Built.Add((request, buffer.Length));
        progress.Report(new ProgressMessage { Stream = "Step 1/1 : FROM scratch\n" });
        if (request.Target == "fails")
        {
            throw new DockerException(DockerErrorKind.System, "The command '/bin/sh -c exit 3' returned a non-zero code: 3") { Code = 3 };
        }

        var image = _engine.Images.Add(request.Tags.Count > 0 ? request.Tags[0] : "built");
        progress.Report(new ProgressMessage { Aux = JsonDocument.Parse($"{{\"ID\":\"{image.Id}\"}}").RootElement });
        progress.Report(new ProgressMessage { Stream = $"Successfully built {image.Id[7..19]}\n" });
    }

    public async Task ExportAsync(string image, Stream destination, CancellationToken cancel = default)
    {
        var found = _engine.Images.Find(image) ?? throw new DockerException(DockerErrorKind.NotFound, "No such image: " + image);
        await destination.WriteAsync(System.Text.Encoding.UTF8.GetBytes(found.Id), cancel);
    }

    public Task<BuildCachePruneReport> PruneAsync(BuildCachePruneRequest request, CancellationToken cancel = default) =>
        Task.FromResult(new BuildCachePruneReport { SpaceReclaimed = request.ReservedSpace });

    public Task<IReadOnlyList<BuildCacheRecord>> UsageAsync(CancellationToken cancel = default) => Task.FromResult<IReadOnlyList<BuildCacheRecord>>([]);
}
