using Berth.Compose;
using Berth.Linux;

namespace Berth.Cli;

/// <summary>Fetches Compose files from git repositories, with the git program: <c>URL#REF:FOLDER</c>.</summary>
internal sealed class GitFiles : IRemoteFiles
{
    private static readonly string[] Names = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];

    /// <inheritdoc/>
    public bool Accepts(string path)
    {
        var address = Split(path).Address;
        return path.StartsWith("git@", StringComparison.Ordinal) || path.StartsWith("git://", StringComparison.Ordinal) || path.StartsWith("github.com/", StringComparison.Ordinal)
            || path.StartsWith("ssh://", StringComparison.Ordinal)
            || ((path.StartsWith("https://", StringComparison.Ordinal) || path.StartsWith("http://", StringComparison.Ordinal)) && address.EndsWith(".git", StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    public string Fetch(string path)
    {
        var (address, reference, folder) = Split(path);
        if (address.StartsWith("github.com/", StringComparison.Ordinal))
            address = "https://" + address;
        var clone = Path.Combine(Path.GetTempPath(), "berth-git-" + Guid.NewGuid().ToString("N")[..12]);
        Git("init", "-q", clone);
        Git("-C", clone, "fetch", "-q", "--depth", "1", "--", address, reference.Length > 0 ? reference : "HEAD");
        Git("-C", clone, "checkout", "-q", "FETCH_HEAD");
        var place = Path.GetFullPath(Path.Combine(clone, folder));
        if (place != clone && !place.StartsWith(clone + "/", StringComparison.Ordinal))
            throw new IOException($"{path}: {folder} leads out of the repository");
        if (File.Exists(place))
            return place;
        foreach (var name in Names)
        {
            if (File.Exists(Path.Combine(place, name)))
                return Path.Combine(place, name);
        }
        throw new IOException($"{path}: no Compose file in the repository");
    }

    private static (string Address, string Reference, string Folder) Split(string path)
    {
        var hash = path.IndexOf('#', StringComparison.Ordinal);
        if (hash < 0)
            return (path, "", "");
        var rest = path[(hash + 1)..];
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        return (path[..hash], colon < 0 ? rest : rest[..colon], colon < 0 ? "" : rest[(colon + 1)..]);
    }

    private static void Git(params string[] arguments)
    {
        try
        {
            var (code, _) = ChildProgram.Run("git", arguments, "");
            if (code != 0)
                throw new IOException($"git {string.Join(' ', arguments)}: exit code {code}");
        }
        catch (LinuxException e)
        {
            throw new IOException($"git can't be started: {e.Message}", e);
        }
    }
}
