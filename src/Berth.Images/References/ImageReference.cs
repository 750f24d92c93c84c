using System.Diagnostics.CodeAnalysis;

namespace Berth.Images;

/// <summary>
/// The name of an image as users write it, read as Docker reads it: <c>nginx</c> is <c>docker.io/library/nginx</c>, a first component with a
/// dot, a colon, an upper-case letter, or <c>localhost</c> is a registry's host. A name may carry a tag, a digest, both or neither.
/// </summary>
public sealed record ImageReference
{
    /// <summary>The registry that a name without a host belongs to.</summary>
    public const string DefaultDomain = "docker.io";

    /// <summary>The tag that a name without tag and digest means.</summary>
    public const string DefaultTag = "latest";

    private const string LegacyDomain = "index.docker.io";
    private const string OfficialPrefix = "library/";
    private const string Malformed = "invalid reference format";

    private ImageReference(string domain, string path, string? tag, Digest? digest)
    {
        Domain = domain;
        Path = path;
        Tag = tag;
        Digest = digest;
    }

    /// <summary>The registry's host, with its port where one was given, such as <c>docker.io</c> or <c>localhost:5000</c>.</summary>
    public string Domain { get; }

    /// <summary>The repository within the registry, such as <c>library/nginx</c>.</summary>
    public string Path { get; }

    /// <summary>The tag; null where none was given.</summary>
    public string? Tag { get; }

    /// <summary>The digest; null where none was given.</summary>
    public Digest? Digest { get; }

    /// <summary>The full repository name, such as <c>docker.io/library/nginx</c>.</summary>
    public string Name => Domain + "/" + Path;

    /// <summary>The repository name as users see it: without <c>docker.io/</c> and <c>library/</c>.</summary>
    public string FamiliarName
    {
        get
        {
            if (Domain != DefaultDomain)
            {
                return Name;
            }

            bool official = Path.StartsWith(OfficialPrefix, StringComparison.Ordinal) && !Path.AsSpan(OfficialPrefix.Length).Contains('/');
            return official ? Path[OfficialPrefix.Length..] : Path;
        }
    }

    /// <summary>Name, tag and digest as users see them, such as <c>nginx:latest</c>.</summary>
    public string Familiar => FamiliarName + Suffix;

    private string Suffix => (Tag is null ? "" : ":" + Tag) + (Digest is null ? "" : "@" + Digest.Value);

    /// <summary>Reads a name; an <see cref="ImageException"/> of kind <see cref="ImageErrorKind.Invalid"/> with Docker's text where it isn't one.</summary>
    public static ImageReference Parse(string text)
    {
        ImageReference? reference = Read(text, out string? error);
        return reference ?? throw new ImageException(ImageErrorKind.Invalid, error!);
    }

    /// <summary>Reads a name; false where <paramref name="text"/> isn't one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ImageReference? reference)
    {
        reference = text is null ? null : Read(text, out _);
        return reference is not null;
    }

    /// <summary>This name, with the tag <c>latest</c> where it has neither tag nor digest.</summary>
    public ImageReference WithDefaultTag() => Tag is null && Digest is null ? new(Domain, Path, DefaultTag, null) : this;

    /// <summary>This repository with <paramref name="tag"/> and no digest; an <see cref="ImageException"/> where it isn't a tag.</summary>
    public ImageReference WithTag(string tag) => ReferenceGrammar.IsTag(tag)
        ? new(Domain, Path, tag, null)
        : throw new ImageException(ImageErrorKind.Invalid, "invalid tag format");

    /// <summary>This repository with <paramref name="digest"/> and no tag.</summary>
    public ImageReference WithDigest(Digest digest) => new(Domain, Path, null, digest);

    /// <summary>This repository without tag and digest.</summary>
    public ImageReference WithoutTag() => new(Domain, Path, null, null);

    /// <summary>The full text, such as <c>docker.io/library/nginx:latest</c>.</summary>
    public override string ToString() => Name + Suffix;

    private static ImageReference? Read(string text, out string? error)
    {
        if (ReferenceGrammar.IsIdentifier(text))
        {
            error = $"invalid repository name ({text}), cannot specify 64-byte hexadecimal strings";
            return null;
        }

        (string domain, string rest) = SplitDomain(text);
        int end = rest.IndexOf(':', StringComparison.Ordinal);
        string beforeColon = end < 0 ? rest : rest[..end];
        if (beforeColon.AsSpan().ContainsAnyInRange('A', 'Z'))
        {
            error = $"{Malformed}: repository name ({beforeColon}) must be lowercase";
            return null;
        }

        return ReadRest(domain, rest, out error);
    }

    /// <summary>Reads <c>path[:tag][@digest]</c>.</summary>
    private static ImageReference? ReadRest(string domain, string rest, out string? error)
    {
        int at = rest.IndexOf('@', StringComparison.Ordinal);
        string? digestText = at < 0 ? null : rest[(at + 1)..];
        string named = at < 0 ? rest : rest[..at];
        int colon = named.IndexOf(':', StringComparison.Ordinal);
        string? tag = colon < 0 ? null : named[(colon + 1)..];
        string path = colon < 0 ? named : named[..colon];
        error = Malformed;
        if (!ReferenceGrammar.IsDomain(domain) || !ReferenceGrammar.IsPath(path) || (tag is not null && !ReferenceGrammar.IsTag(tag))
            || (digestText is not null && !ReferenceGrammar.LooksLikeDigest(digestText)))
        {
            return null;
        }

        if (path.Length > ReferenceGrammar.LongestPath)
        {
            error = "repository name must not be more than 255 characters";
            return null;
        }

        Digest? digest = null;
        try
        {
            digest = digestText is null ? null : Digest.Parse(digestText);
        }
        catch (ImageException e)
        {
            error = e.Message;
            return null;
        }

        error = null;
        return new ImageReference(domain, path, tag, digest);
    }

    private static (string Domain, string Remainder) SplitDomain(string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return (DefaultDomain, OfficialPrefix + text);
        }

        string first = text[..slash], rest = text[(slash + 1)..];
        if (first == LegacyDomain)
        {
            first = DefaultDomain;
        }
        else if (first != "localhost" && !first.AsSpan().ContainsAny('.', ':') && !first.AsSpan().ContainsAnyInRange('A', 'Z'))
        {
            return (DefaultDomain, text);
        }

        return (first, first == DefaultDomain && !rest.Contains('/', StringComparison.Ordinal) ? OfficialPrefix + rest : rest);
    }
}
