using Berth.Docker;
using Microsoft.AspNetCore.Http;

namespace Berth.Server;

/// <summary>Images: what answers at once.</summary>
internal static class ImageRoutes
{
    public static Route[] All =>
    [
        new("GET", "/images/json", ListAsync),
        new("GET", "/images/search", SearchAsync),
        new("POST", "/images/prune", PruneAsync),
        new("POST", "/commit", CommitAsync),
        new("GET", "/images/{name}/json", InspectAsync),
        new("GET", "/images/{name}/history", HistoryAsync),
        new("POST", "/images/{name}/tag", TagAsync),
        new("DELETE", "/images/{name}", RemoveAsync),
        new("GET", "/distribution/{name}/json", DistributionAsync),
    ];

    private static async Task ListAsync(ApiCall call)
    {
        var options = new ImageListOptions
        {
            All = call.Flag("all"),
            SharedSize = call.Version >= new ApiVersion(1, 42) && call.Flag("shared-size"),
            Manifests = call.Version >= new ApiVersion(1, 47) && call.Flag("manifests"),
            Filters = call.Filters(),
        };
        var list = await call.Engine.Images.ListAsync(options, call.Cancel).ConfigureAwait(false);
        await call.JsonAsync(list, DockerJson.Wire.ImageSummaryList).ConfigureAwait(false);
    }

    private static async Task InspectAsync(ApiCall call)
    {
        var manifests = call.Version >= new ApiVersion(1, 48) && call.Flag("manifests");
        var platform = call.Version >= new ApiVersion(1, 49) ? call.PlatformFromJson() : null;
        if (manifests && platform is not null)
        {
            throw ApiCall.Invalid("conflicting options: manifests and platform options cannot both be set");
        }

        var image = await call.Engine.Images.InspectAsync(call.Name, platform, manifests, call.Cancel).ConfigureAwait(false);
        image = call.Version < new ApiVersion(1, 44) ? image with { VirtualSize = image.Size } : image;
        await call.JsonAsync(image, DockerJson.Wire.ImageInspect).ConfigureAwait(false);
    }

    private static async Task HistoryAsync(ApiCall call)
    {
        var platform = call.Version >= new ApiVersion(1, 48) ? call.PlatformFromJson() : null;
        var history = await call.Engine.Images.HistoryAsync(call.Name, platform, call.Cancel).ConfigureAwait(false);
        await call.JsonAsync(history, DockerJson.Wire.ImageHistoryItemList).ConfigureAwait(false);
    }

    private static async Task TagAsync(ApiCall call)
    {
        await call.Engine.Images.TagAsync(call.Name, call.Text("repo"), call.Text("tag"), call.Cancel).ConfigureAwait(false);
        await call.StatusAsync(StatusCodes.Status201Created).ConfigureAwait(false);
    }

    private static async Task RemoveAsync(ApiCall call)
    {
        if (call.Has("platforms"))
        {
            throw new DockerException(DockerErrorKind.NotImplemented, "removing single platforms of an image is not supported");
        }

        var removed = await call.Engine.Images.RemoveAsync(call.Name, call.Flag("force"), call.Flag("noprune"), call.Cancel).ConfigureAwait(false);
        await call.JsonAsync(removed, DockerJson.Wire.ImageDeleteItemList).ConfigureAwait(false);
    }

    private static async Task PruneAsync(ApiCall call)
    {
        var report = await call.Engine.Images.PruneAsync(call.Filters(), call.Cancel).ConfigureAwait(false);
        await call.JsonAsync(report, DockerJson.Wire.ImagesPruneReport).ConfigureAwait(false);
    }

    private static async Task SearchAsync(ApiCall call)
    {
        var request = new ImageSearchRequest
        {
            Term = call.Text("term"),
            Limit = call.Int32("limit") ?? 0,
            Filters = call.Filters(),
            RegistryAuth = call.RegistryAuth(),
        };
        var results = await call.Engine.Images.SearchAsync(request, call.Cancel).ConfigureAwait(false);
        await call.JsonAsync(results, DockerJson.Wire.ImageSearchResultList).ConfigureAwait(false);
    }

    private static async Task CommitAsync(ApiCall call)
    {
        var request = new ImageCommitRequest
        {
            Container = call.Text("container"),
            Repository = call.Text("repo"),
            Tag = call.Text("tag"),
            Author = call.Text("author"),
            Comment = call.Text("comment"),
            Pause = call.Flag("pause", byDefault: true),
            Changes = call.Texts("changes"),
            Config = await call.BodyAsync(DockerJson.Wire.ContainerConfig).ConfigureAwait(false),
        };
        var id = await call.Engine.Images.CommitAsync(request, call.Cancel).ConfigureAwait(false);
        await call.JsonAsync(new ImageCommitResponse { Id = id }, DockerJson.Wire.ImageCommitResponse, StatusCodes.Status201Created).ConfigureAwait(false);
    }

    private static async Task DistributionAsync(ApiCall call)
    {
        var answer = await call.Engine.Images.DistributionAsync(call.Name, call.RegistryAuth(), call.Cancel).ConfigureAwait(false);
        await call.JsonAsync(answer, DockerJson.Wire.DistributionInspect).ConfigureAwait(false);
    }
}
