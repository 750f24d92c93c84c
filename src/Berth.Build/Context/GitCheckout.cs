using Berth.Docker;

namespace Berth.Build;

/// <summary>Checks repositories out, by the host's git: one commit, without history.</summary>
internal sealed class GitCheckout(IHostPrograms programs)
{
    // Nothing asks at a terminal, and neither a repository nor its submodules may name files of this host.
    private static readonly string[] s_safe = ["-c", "protocol.file.allow=never", "-c", "core.askPass=true", "-c", "credential.helper="];

    /// <summary>Checks a source out into a new folder; gives the folder that it names, and the commit.</summary>
    /// <param name="source">What to check out.</param>
    /// <param name="folder">The folder to make.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="DockerfileException">There is no git here, or it failed.</exception>
    public async Task<(string Folder, string Commit)> RunAsync(GitAddress source, string folder, CancellationToken cancel)
    {
        if (source.Reference.StartsWith('-') || source.Repository.StartsWith('-')) throw new DockerfileException(0, $"invalid refspec: {source.Reference}");
        Directory.CreateDirectory(folder);
        await GitAsync(source, folder, cancel, "init", "-q").ConfigureAwait(false);
        await GitAsync(source, folder, cancel, "remote", "add", "origin", source.Repository).ConfigureAwait(false);
        await GitAsync(source, folder, cancel, "fetch", "-q", "--depth", "1", "origin", "--", source.Reference.Length > 0 ? source.Reference : "HEAD").ConfigureAwait(false);
        await GitAsync(source, folder, cancel, "checkout", "-q", "FETCH_HEAD").ConfigureAwait(false);
        string commit = CommitOf(source, folder);
        if (source.Submodules != false) await GitAsync(source, folder, cancel, "submodule", "-q", "update", "--init", "--recursive", "--depth", "1").ConfigureAwait(false);
        if (source.KeepsRepository != true) Directory.Delete(Path.Combine(folder, ".git"), recursive: true);
        return (Inside(source, folder), commit);
    }

    /// <summary>The folder that the source names; a link on the way may not lead out of the repository.</summary>
    private static string Inside(GitAddress source, string folder)
    {
        string path = folder;
        foreach (string part in SourceTree.Clean(source.Folder).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            path = Path.Combine(path, part);
            if (!Directory.Exists(path) || new DirectoryInfo(path).LinkTarget is not null) throw new DockerfileException(0, $"{source.Repository} has no folder {source.Folder}");
        }

        return path;
    }

    private static string CommitOf(GitAddress source, string folder)
    {
        // No branch is checked out: the file has the commit itself.
        string commit = File.ReadAllText(Path.Combine(folder, ".git", "HEAD")).Trim();
        return commit.StartsWith(source.Commit, StringComparison.Ordinal) ? commit
            : throw new DockerfileException(0, $"{source.Repository}: {(source.Reference.Length > 0 ? source.Reference : "HEAD")} is the commit {commit}, not {source.Commit}");
    }

    private async Task GitAsync(GitAddress source, string folder, CancellationToken cancel, params string[] arguments)
    {
        var end = await programs.RunAsync("git", [.. s_safe, .. arguments], folder, cancel).ConfigureAwait(false)
            ?? throw new DockerfileException(0, $"{source.Repository} is a git repository, and this host has no git: install it, or clone the repository and build its folder");
        if (end.Status != 0) throw new DockerfileException(0, $"failed to fetch {source.Repository}: git {arguments[0]} ended with status {end.Status}: {end.Error.Trim()}");
    }
}
