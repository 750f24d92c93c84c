using Berth.Compose;
using Berth.Docker;
using Berth.Linux;

namespace Berth.Cli;

/// <summary>Fetches Compose files from git repositories, with the git program.</summary>
internal static class GitFiles
{
    private const int CommitLength = 40;
    private static readonly string[] Names = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];
    /// <summary>Brings it here.</summary>
    /// <param name="path">The path.</param>
    /// <param name="cache">The folder in which fetched commits are kept.</param>
    /// <returns>The Compose file.</returns>
    /// <exception cref="IOException">It can't be had.</exception>
    public static RemoteCopy Fetch(string path, string cache)
    {
        RemoteProjects.Check("COMPOSE_EXPERIMENTAL_GIT_REMOTE");
        var address = Parse(path);
        var commit = IsCommit(address.Reference) ? address.Reference : Resolve(address.Repository, address.Reference.Length > 0 ? address.Reference : "HEAD");
        if (!commit.StartsWith(address.Commit, StringComparison.Ordinal))
            throw new IOException($"{address.Reference} is the commit {commit}, not {address.Commit}");
        var place = Path.Combine(cache, commit);
        if (!Directory.Exists(place))
            CheckOut(address.Repository, commit, place);
        return new RemoteCopy(FileIn(place, address.Folder, path), place);
    }

    private static GitAddress Parse(string path)
    {
        try
        {
            return GitAddress.Parse(path);
        }
        catch (FormatException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    private static string FileIn(string clone, string folder, string path)
    {
        var place = Path.GetFullPath(Path.Combine(clone, folder));
        if (place != clone && !place.StartsWith(clone + "/", StringComparison.Ordinal))
            throw new IOException($"{folder} leads out of the repository");
        if (File.Exists(place))
            return place;
        return Array.Find(Names, name => File.Exists(Path.Combine(place, name))) is { } found
            ? Path.Combine(place, found)
            : throw new IOException(folder.Length > 0 ? $"the repository has no Compose file in {folder}" : $"the repository has no Compose file at its top; name its folder: {path}{(path.Contains('#', StringComparison.Ordinal) ? "" : "#")}:FOLDER");
    }

    // A branch or tag is asked for each time: it may have moved.
    private static string Resolve(string address, string reference)
    {
        var listed = Git("ls-remote", "--exit-code", "--", address, reference);
        return listed.Length >= CommitLength && IsCommit(listed[..CommitLength]) ? listed[..CommitLength] : throw new IOException($"git ls-remote names no commit of {reference}");
    }

    // Aside first: a folder with the commit's name is whole.
    private static void CheckOut(string address, string commit, string place)
    {
        var aside = Path.Combine(Path.GetDirectoryName(place)!, $".{commit}.{Environment.ProcessId}");
        Directory.CreateDirectory(aside, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        try
        {
            Git("init", "-q", "--", aside);
            Git("-C", aside, "fetch", "-q", "--depth", "1", "--", address, commit);
            Git("-C", aside, "checkout", "-q", "FETCH_HEAD");
            Directory.Move(aside, place);
        }
        catch (IOException) when (Directory.Exists(place))
        {
            // Another one was quicker.
        }
        finally
        {
            if (Directory.Exists(aside))
                Directory.Delete(aside, recursive: true);
        }
    }

    private static bool IsCommit(string text) => text.Length == CommitLength && text.All(char.IsAsciiHexDigitLower);

    private static string Git(params string[] arguments)
    {
        // Nobody answers a question that git asks here.
        List<string> environment = EngineProcess.CallerEnvironment();
        if (GlobalOptions.NonEmpty("GIT_TERMINAL_PROMPT") is null)
            environment.Add("GIT_TERMINAL_PROMPT=0");
        if (GlobalOptions.NonEmpty("GIT_SSH") is null && GlobalOptions.NonEmpty("GIT_SSH_COMMAND") is null)
            environment.Add("GIT_SSH_COMMAND=ssh -o ControlMaster=no -o BatchMode=yes");
        try
        {
            var (code, output) = ChildProgram.Run("git", arguments, "", environment);
            return code == 0 ? output : throw new IOException(code == 2 && arguments[0] == "ls-remote" ? $"the repository has no branch, tag or commit {arguments[^1]}" : $"git {string.Join(' ', arguments)} failed");
        }
        catch (LinuxException e)
        {
            throw new IOException($"git can't be started: {e.Message}", e);
        }
    }
}
