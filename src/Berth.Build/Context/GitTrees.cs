using Berth.Docker;

namespace Berth.Build;

/// <summary>Reads folders of git repositories.</summary>
/// <param name="scratch">Where they are checked out; nothing of that stays.</param>
/// <param name="programs">The host's programs.</param>
internal sealed class GitTrees(string scratch, IHostPrograms programs)
{
    /// <summary>Reads a folder of a repository.</summary>
    /// <param name="source">Which one.</param>
    /// <param name="open">Makes the archive of the checked-out folder.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="DockerfileException">There is no git here, or it failed.</exception>
    public async Task<SourceTree> ReadAsync(GitAddress source, Func<string, BuildContext> open, CancellationToken cancel)
    {
        string folder = Path.Combine(scratch, "git-" + Guid.NewGuid().ToString("N"));
        try
        {
            var (inside, commit) = await new GitCheckout(programs).RunAsync(source, folder, cancel).ConfigureAwait(false);
            await using var archive = open(inside).Open();
            return await SourceTree.ReadAsync(archive, scratch, cancel, commit).ConfigureAwait(false);
        }
        finally
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
    }
}
