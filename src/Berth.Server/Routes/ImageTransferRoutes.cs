using Berth.Docker;

namespace Berth.Server;

/// <summary>Images: what moves them.</summary>
internal static class ImageTransferRoutes
{
    public static Route[] All =>
    [
        new("POST", "/images/create", CreateAsync),
        new("POST", "/images/load", LoadAsync),
        new("GET", "/images/get", SaveAsync),
        new("GET", "/images/{name}/get", SaveAsync),
        new("POST", "/images/{name}/push", PushAsync),
    ];

    private static Task CreateAsync(ApiCall call)
    {
        if (call.Text("fromImage") is { Length: > 0 } image)
        {
            var pull = new ImagePullRequest
            {
                FromImage = image,
                Tag = call.Text("tag"),
                Platform = call.TextOrNull("platform"),
                RegistryAuth = call.RegistryAuth(),
            };
            return ProgressAnswer.RunAsync(call, progress => call.Engine.Images.PullAsync(pull, progress, call.Cancel));
        }

        var import = new ImageImportRequest
        {
            Source = call.Text("fromSrc"),
            Repository = call.Text("repo"),
            Tag = call.Text("tag"),
            Message = call.Text("message"),
            Changes = call.Texts("changes"),
            Platform = call.TextOrNull("platform"),
        };
        var content = import.Source == "-" ? call.Http.Request.Body : null;
        return ProgressAnswer.RunAsync(call, progress => call.Engine.Images.ImportAsync(import, content, progress, call.Cancel));
    }

    private static Task LoadAsync(ApiCall call)
    {
        var platform = call.Version >= new ApiVersion(1, 48) ? call.PlatformFromJson() : null;
        var quiet = call.Flag("quiet", byDefault: true);
        return ProgressAnswer.RunAsync(
            call, progress => call.Engine.Images.LoadAsync(call.Http.Request.Body, progress, quiet, platform, call.Cancel));
    }

    private static async Task SaveAsync(ApiCall call)
    {
        var platform = call.Version >= new ApiVersion(1, 48) ? call.PlatformFromJson() : null;
        var names = call.Name.Length > 0 ? [call.Name] : call.Texts("names");
        call.Http.Response.ContentType = "application/x-tar";
        await call.Engine.Images.SaveAsync(names, call.Http.Response.Body, platform, call.Cancel).ConfigureAwait(false);
    }

    private static Task PushAsync(ApiCall call)
    {
        var push = new ImagePushRequest
        {
            Name = call.Name,
            Tag = call.Text("tag"),
            Platform = call.Version >= new ApiVersion(1, 46) ? call.PlatformFromJson() : null,
            RegistryAuth = call.RegistryAuth(),
        };
        return ProgressAnswer.RunAsync(call, progress => call.Engine.Images.PushAsync(push, progress, call.Cancel));
    }
}
