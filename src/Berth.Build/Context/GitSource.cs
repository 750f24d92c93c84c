namespace Berth.Build;

/// <summary>A folder of a git repository: <c>URL[#[REF][:FOLDER]]</c> (docker build reference, "Git repositories").</summary>
/// <param name="Repository">What git clones.</param>
/// <param name="Reference">A branch, tag or commit; empty: the repository's default.</param>
/// <param name="Folder">The folder in it; empty: its top.</param>
internal sealed record GitSource(string Repository, string Reference, string Folder)
{
    /// <summary>The source that an address names, or null where it is no repository.</summary>
    public static GitSource? TryParse(string address)
    {
        int hash = address.IndexOf('#', StringComparison.Ordinal);
        var (repository, fragment) = hash < 0 ? (address, "") : (address[..hash], address[(hash + 1)..]);
        bool isWeb = repository.StartsWith("http://", StringComparison.Ordinal) || repository.StartsWith("https://", StringComparison.Ordinal);
        bool isGit = isWeb ? repository.EndsWith(".git", StringComparison.Ordinal)
            : repository.StartsWith("git://", StringComparison.Ordinal) || repository.StartsWith("git@", StringComparison.Ordinal) || repository.StartsWith("ssh://", StringComparison.Ordinal)
              || repository.StartsWith("github.com/", StringComparison.Ordinal);
        if (!isGit) return null;
        if (repository.StartsWith("github.com/", StringComparison.Ordinal)) repository = "https://" + repository;
        int colon = fragment.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new GitSource(repository, fragment, "") : new GitSource(repository, fragment[..colon], fragment[(colon + 1)..].Trim('/'));
    }
}
