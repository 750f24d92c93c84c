namespace Berth.Docker;

/// <summary>
/// A folder of a git repository: <c>URL[?QUERY][#[REF][:FOLDER]]</c> (docker build reference, "Git repositories" and "URL queries"). Builds take it as a
/// context, Compose as a project.
/// </summary>
/// <param name="Repository">What git clones.</param>
/// <param name="Reference">A branch, tag or commit; empty: the repository's default.</param>
/// <param name="Folder">The folder in it; empty: its top.</param>
public sealed record GitAddress(string Repository, string Reference, string Folder)
{
    private const string Shorthand = "github.com/";
    private static readonly string[] s_schemes = ["git://", "ssh://", Shorthand];

    /// <summary>The commit that the reference must stand for, or how it begins; empty: any.</summary>
    public string Commit { get; init; } = "";

    /// <summary>Whether submodules come along; null: nothing was said.</summary>
    public bool? Submodules { get; init; }

    /// <summary>Whether <c>.git</c> stays in the folder; null: nothing was said.</summary>
    public bool? KeepsRepository { get; init; }

    /// <summary>Whether an address names a repository, rightly or not. A web address does if its path ends in <c>.git</c>.</summary>
    public static bool Names(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        string place = Before(address, '#', '?');
        return IsWeb(place) ? place.EndsWith(".git", StringComparison.Ordinal) : Array.Exists(s_schemes, scheme => place.StartsWith(scheme, StringComparison.Ordinal)) || IsUserAtHost(place);
    }

    /// <summary>Takes an address apart.</summary>
    /// <exception cref="FormatException">A query means nothing, or contradicts another part; the message says which.</exception>
    public static GitAddress Parse(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        string place = Before(address, '#');
        string fragment = place.Length < address.Length ? address[(place.Length + 1)..] : "";
        string repository = Before(place, '?');
        int colon = fragment.IndexOf(':', StringComparison.Ordinal);
        string reference = colon < 0 ? fragment : fragment[..colon];
        string folder = colon < 0 ? "" : fragment[(colon + 1)..].Trim('/');
        GitAddress found = new(repository.StartsWith(Shorthand, StringComparison.Ordinal) ? "https://" + repository : repository, reference, folder);
        foreach (string query in repository.Length < place.Length ? place[(repository.Length + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries) : [])
        {
            int equals = query.IndexOf('=', StringComparison.Ordinal);
            found = found.With(equals < 0 ? query : query[..equals], equals < 0 ? "" : Uri.UnescapeDataString(query[(equals + 1)..].Replace('+', ' ')));
        }

        return found.Reference.Length == 0 ? found with { Reference = found.Commit } : found;
    }

    private static bool IsWeb(string place) => place.StartsWith("https://", StringComparison.Ordinal) || place.StartsWith("http://", StringComparison.Ordinal);

    // USER@HOST:PATH, as ssh and scp have it.
    private static bool IsUserAtHost(string place)
    {
        int at = place.IndexOf('@', StringComparison.Ordinal);
        int colon = place.IndexOf(':', StringComparison.Ordinal);
        return at > 0 && colon > at + 1 && place.AsSpan(0, colon).IndexOfAny('/', '\\') < 0;
    }

    private static string Before(string text, params ReadOnlySpan<char> ends)
    {
        int end = text.AsSpan().IndexOfAny(ends);
        return end < 0 ? text : text[..end];
    }

    private static bool Truth(string key, string value) =>
        value.Length == 0 || (GoBoolean.Parse(value) ?? throw new FormatException($"{key} is \"{value}\"; it is true or false"));

    private GitAddress With(string key, string value)
    {
        if (value.Length == 0 && key is not ("submodules" or "keep-git-dir"))
        {
            throw new FormatException($"the query \"{key}\" has no value");
        }

        return key switch
        {
            "ref" => this with { Reference = One("references", Reference, value) },
            "tag" => this with { Reference = One("references", Reference, Below("refs/tags/", value)) },
            "branch" => this with { Reference = One("references", Reference, Below("refs/heads/", value)) },
            "subdir" => this with { Folder = One("folders", Folder, value.Trim('/')) },
            "checksum" or "commit" => this with { Commit = One("commits", Commit, value) },
            "submodules" => this with { Submodules = Truth(key, value) },
            "keep-git-dir" => this with { KeepsRepository = Truth(key, value) },
            _ => throw new FormatException($"the query \"{key}\" means nothing; there are ref, tag, branch, commit, subdir, submodules and keep-git-dir"),
        };
    }

    private static string Below(string prefix, string name) => name.StartsWith(prefix, StringComparison.Ordinal) ? name : prefix + name;

    private static string One(string what, string known, string given) =>
        known.Length == 0 || known == given ? given : throw new FormatException($"it names two {what}, {known} and {given}");
}
