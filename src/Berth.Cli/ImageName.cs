namespace Berth.Cli;

/// <summary>The name of an image as people write it, filled in: <c>nginx</c> is <c>docker.io/library/nginx:latest</c>.</summary>
/// <param name="Domain">The registry.</param>
/// <param name="Path">The repository in it.</param>
/// <param name="Tag">The tag, or null.</param>
/// <param name="Digest">The digest, or null.</param>
internal sealed record ImageName(string Domain, string Path, string? Tag, string? Digest)
{
    /// <summary>The registry of names that have none.</summary>
    public const string DefaultDomain = "docker.io";

    private const string DefaultFolder = "library/";

    /// <summary>The name as people write it.</summary>
    public string Familiar => Domain != DefaultDomain ? $"{Domain}/{Path}" : Path.StartsWith(DefaultFolder, StringComparison.Ordinal) ? Path[DefaultFolder.Length..] : Path;

    /// <summary>The name as people write it, with tag or digest.</summary>
    public string FamiliarWithTag => Familiar + (Tag is null ? "" : ":" + Tag) + (Digest is null ? "" : "@" + Digest);

    /// <summary>All parts.</summary>
    public string Full => $"{Domain}/{Path}" + (Tag is null ? "" : ":" + Tag) + (Digest is null ? "" : "@" + Digest);

    /// <summary>With the tag <c>latest</c> if there is neither tag nor digest.</summary>
    public ImageName Tagged => Tag is null && Digest is null ? this with { Tag = "latest" } : this;

    /// <summary>Reads a name.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static ImageName Parse(string text)
    {
        var (name, digest) = Cut(text, text.IndexOf('@', StringComparison.Ordinal));
        var colon = name.LastIndexOf(':');
        (name, var tag) = Cut(name, colon > name.LastIndexOf('/') ? colon : -1);
        var (domain, path) = SplitDomain(name);
        if (path.Any(char.IsAsciiLetterUpper) && IsPath(path.ToLowerInvariant()))
            throw Invalid($"invalid reference format: repository name ({path}) must be lowercase");
        if (!IsPath(path) || (tag is not null && !IsTag(tag)) || (digest is not null && !IsDigest(digest)))
            throw Invalid("invalid reference format");
        if (path.Length + domain.Length > 254)
            throw Invalid("repository name must not be more than 255 characters");
        return new ImageName(domain, path, tag, digest);
    }

    // The first part is a registry if it has a dot or a port, is localhost, or has great letters, which no repository has.
    private static (string Domain, string Path) SplitDomain(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : name[..slash];
        var hasDomain = first.AsSpan().IndexOfAny('.', ':') >= 0 || first == "localhost" || first.Any(char.IsAsciiLetterUpper);
        var domain = hasDomain && first != "index.docker.io" ? first : DefaultDomain;
        var path = hasDomain ? name[(slash + 1)..] : name;
        return (domain, domain == DefaultDomain && !path.Contains('/', StringComparison.Ordinal) ? DefaultFolder + path : path);
    }

    private static (string Before, string? After) Cut(string text, int at) => at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);

    // Parts of lower-case letters and digits, with one of . _ __ or dashes between.
    private static bool IsPath(string path)
    {
        foreach (var part in path.Split('/'))
        {
            if (part.Length == 0 || !char.IsAsciiLetterOrDigit(part[0]) || !char.IsAsciiLetterOrDigit(part[^1]))
                return false;
            for (var i = 0; i < part.Length; i++)
            {
                var c = part[i];
                if (char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
                    continue;
                var alone = char.IsAsciiLetterOrDigit(part[i - 1]);
                if (c == '.' ? !alone : c != '_' || (!alone && (part[i - 1] != '_' || part[i - 2] == '_')))
                    return false;
            }
        }
        return true;
    }

    private static bool IsTag(string tag)
    {
        if (tag.Length is 0 or > 128 || !(char.IsAsciiLetterOrDigit(tag[0]) || tag[0] == '_'))
            return false;
        return tag.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');
    }

    private static bool IsDigest(string digest)
    {
        var colon = digest.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && digest.Length - colon - 1 >= 32 && digest.AsSpan(colon + 1).ToString().All(char.IsAsciiHexDigitLower);
    }

    private static UsageException Invalid(string message) => new(message, ExitCodes.Failure) { ShowUsage = false };
}
