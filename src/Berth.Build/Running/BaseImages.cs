using Berth.Docker;
using Berth.Images;
using OciPlatform = Berth.Images.OciPlatform;

namespace Berth.Build;

/// <summary>Finds the images that stages begin with and files are copied from; pulls what is not there, each once.</summary>
internal sealed class BaseImages(BuildServices services, BuildRequest request, OciPlatform platform)
{
    private readonly Dictionary<string, Task<ImageState>> _found = new(StringComparer.Ordinal);

    /// <summary>An image by its name.</summary>
    public Task<ImageState> GetAsync(string name, string? wanted, StageOutput output, CancellationToken cancel)
    {
        lock (_found)
        {
            string key = wanted + " " + name;
            if (!_found.TryGetValue(key, out var task)) _found[key] = task = FindAsync(name, wanted, output, cancel);
            return task;
        }
    }

    /// <summary>The state of an image that is there.</summary>
    public static ImageState StateOf(StoredImage image) => new(
        image.Id, image.Image.Config ?? new OciImageConfig(), new OciPlatform { Os = image.Image.Os, Architecture = image.Image.Architecture, Variant = image.Image.Variant });

    private async Task<ImageState> FindAsync(string name, string? wanted, StageOutput output, CancellationToken cancel)
    {
        if (name == "scratch") return ImageState.Scratch(platform);
        bool isId = name.StartsWith("sha256:", StringComparison.Ordinal);   // no registry has an image by its id
        if ((!request.Pull || isId) && services.Store.Find(name) is { } present && (wanted is null || OciPlatform.Parse(wanted).Rank(StateOf(present).Platform) > 0)) return StateOf(present);
        var reference = ImageReference.Parse(name).WithDefaultTag();
        var pull = new ImagePullRequest
        {
            FromImage = reference.FamiliarName,
            Tag = reference.Digest?.ToString() ?? reference.Tag ?? "latest",
            Platform = wanted ?? (request.Platform.Length > 0 ? request.Platform : null),
            RegistryAuth = Credentials(reference),
        };
        await services.Images.PullAsync(pull, new Forward(output), cancel).ConfigureAwait(false);
        return StateOf(services.Store.Get(name));
    }

    private AuthConfig? Credentials(ImageReference reference)
    {
        if (request.AuthConfigs.TryGetValue(reference.Domain, out var auth)) return auth;
        return reference.Domain == ImageReference.DefaultDomain && request.AuthConfigs.TryGetValue("https://index.docker.io/v1/", out auth) ? auth : null;
    }

    private sealed class Forward(StageOutput output) : IProgress<ProgressMessage>
    {
        public void Report(ProgressMessage value) => output.Report(value);
    }
}
