namespace Berth.Images;

/// <summary>The place that an entry's name means below a root: cleaned by text, as far as that is safe; links are the kernel's to resolve.</summary>
internal static class EntryPath
{
    /// <summary>
    /// Removes slashes at both ends, empty components and <c>.</c>, and takes <c>..</c> back by text. Empty for the root itself. A name that
    /// leads above the root is an error.
    /// </summary>
    public static string Clean(string name)
    {
        ReadOnlySpan<char> rest = name.AsSpan().Trim('/');
        if (IsClean(rest))
        {
            return rest.Length == name.Length ? name : rest.ToString();
        }

        var parts = new List<string>();
        foreach (string part in name.Split('/'))
        {
            if (part is "" or ".")
            {
                continue;
            }

            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else
            {
                throw new ImageException(ImageErrorKind.Invalid, $"invalid layer: the entry \"{name}\" lies outside of the root");
            }
        }

        return string.Join('/', parts);
    }

    /// <summary>A clean path's parent (empty: the root) and last component.</summary>
    public static (string Parent, string Name) Split(string path)
    {
        int slash = path.LastIndexOf('/');
        return slash < 0 ? ("", path) : (path[..slash], path[(slash + 1)..]);
    }

    private static bool IsClean(ReadOnlySpan<char> path)
    {
        foreach (Range part in path.Split('/'))
        {
            if (path[part] is "" or "." or "..")
            {
                return false;
            }
        }

        return true;
    }
}
