using Berth.Compose;
using Berth.Docker;

namespace Berth.Cli;

/// <summary>
/// Compose projects that lie elsewhere, in git repositories or registries. What was fetched is kept by its commit or digest in the user's cache,
/// because the project's build contexts and mounts are in it; what a name stands for is asked anew each time.
/// </summary>
internal sealed class RemoteProjects(ClientConfig config) : IRemoteFiles
{
    private readonly Dictionary<string, RemoteCopy> _known = [];

    /// <inheritdoc/>
    public bool Accepts(string path) => ArtifactFiles.Accepts(path) || GitAddress.Names(path);

    /// <inheritdoc/>
    public RemoteCopy Fetch(string path)
    {
        if (!_known.TryGetValue(path, out var local))
        {
            local = ArtifactFiles.Accepts(path) ? ArtifactFiles.Fetch(path, Cache(), config) : GitFiles.Fetch(path, Cache());
            _known.Add(path, local);
        }
        return local;
    }

    /// <summary>Refuses where the user has switched a kind of remote off.</summary>
    /// <exception cref="IOException">It is off.</exception>
    public static void Check(string variable)
    {
        if (GlobalOptions.NonEmpty(variable) is { } text && GoBoolean.Parse(text) != true)
            throw new IOException($"{variable} is {text}");
    }

    private static string Cache() => Path.Combine(
        GlobalOptions.NonEmpty("XDG_CACHE_HOME") ?? Path.Combine(GlobalOptions.NonEmpty("HOME") ?? "/root", ".cache"),
        "berth",
        "compose");
}
