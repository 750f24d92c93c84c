using Berth.Images;

namespace Berth.Build;

/// <summary>A stage's image so far: its id and the configuration that it has.</summary>
/// <param name="Id">The image's id; empty where there is none yet.</param>
/// <param name="Config">Its configuration.</param>
/// <param name="Platform">What it is for.</param>
internal sealed record ImageState(string Id, OciImageConfig Config, OciPlatform Platform)
{
    /// <summary>No image: what FROM scratch begins with.</summary>
    public static ImageState Scratch(OciPlatform platform) =>
        new("", new OciImageConfig { Env = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"] }, platform);

    /// <summary>The image's id, or null where there is none yet.</summary>
    public string? Parent => Id.Length > 0 ? Id : null;

    /// <summary>The author that MAINTAINER named.</summary>
    public string? Author { get; init; }

    /// <summary>The stage has a CMD of its own.</summary>
    public bool HasCommand { get; init; }

    /// <summary>The program that runs shell forms.</summary>
    public IReadOnlyList<string> Shell => Config.Shell is { Count: > 0 } shell ? shell : ["/bin/sh", "-c"];

    /// <summary>A variable's value, or null.</summary>
    public string? Variable(string name) =>
        Config.Env?.FirstOrDefault(e => e.StartsWith(name + "=", StringComparison.Ordinal)) is { } found ? found[(name.Length + 1)..] : null;

    /// <summary>The path below the working folder, or as it is where it is absolute; a slash at its end stays.</summary>
    public string Absolute(string path)
    {
        string folder = Config.WorkingDir is { Length: > 0 } w ? w : "/";
        string full = path.StartsWith('/') ? path : folder.TrimEnd('/') + "/" + path;
        bool isFolder = full.EndsWith('/') || full.EndsWith("/.", StringComparison.Ordinal) || full.EndsWith("/..", StringComparison.Ordinal);
        string clean = "/" + SourceTree.Clean(full);
        return isFolder && clean != "/" ? clean + "/" : clean;
    }
}
