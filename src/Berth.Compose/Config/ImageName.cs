namespace Berth.Compose;

/// <summary>Image references as users write them, made complete.</summary>
internal static class ImageName
{
    /// <summary>With registry and tag: <c>nginx</c> is <c>docker.io/library/nginx:latest</c>. A digest replaces a tag. Null if it is none.</summary>
    public static string? Complete(string image)
    {
        int at = image.IndexOf('@', StringComparison.Ordinal);
        string digest = at < 0 ? "" : image[at..];
        (string host, string path) = SplitHost(at < 0 ? image : image[..at]);
        int colon = path.LastIndexOf(':');
        string tag = colon > path.LastIndexOf('/') ? path[colon..] : "";
        path = path[..^tag.Length];
        path = host == "docker.io" && !path.Contains('/', StringComparison.Ordinal) ? "library/" + path : path;
        if (path.EndsWith('/') || path.AsSpan().IndexOfAnyInRange('A', 'Z') >= 0 || path.Contains(' ', StringComparison.Ordinal) || tag == ":")
        {
            return null;
        }

        string suffix = digest.Length > 0 ? digest : tag.Length > 0 ? tag : ":latest";
        return $"{host}/{path}{suffix}";
    }

    // What stands before the first slash is a registry if it looks like a host.
    private static (string Host, string Path) SplitHost(string name)
    {
        int slash = name.IndexOf('/', StringComparison.Ordinal);
        string first = slash < 0 ? "" : name[..slash];
        bool host = first.AsSpan().IndexOfAny('.', ':') >= 0 || first == "localhost" || first.AsSpan().IndexOfAnyInRange('A', 'Z') >= 0;
        return host ? (first == "index.docker.io" ? "docker.io" : first, name[(slash + 1)..]) : ("docker.io", name);
    }
}
