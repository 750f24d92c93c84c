namespace Berth.Cli;

/// <summary>Names of entries of an archive when what was copied gets another name.</summary>
internal static class TarName
{
    /// <summary>The last part of a path; <c>.</c> for one that means a folder's content.</summary>
    public static string Base(string path)
    {
        if (path is "." or ".." || path.EndsWith("/.", StringComparison.Ordinal))
            return ".";
        var trimmed = path.TrimEnd('/');
        return trimmed.Length == 0 ? "/" : trimmed[(trimmed.LastIndexOf('/') + 1)..];
    }

    /// <summary>An entry's name with its first part replaced.</summary>
    public static string Rebase(string name, string from, string to)
    {
        if (from == to)
            return name;
        if (from is "/" or ".")
        {
            var rest = name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name.TrimStart('/');
            return rest is "" or "." ? to + "/" : $"{to}/{rest}";
        }
        return name == from || name.StartsWith(from + "/", StringComparison.Ordinal) ? to + name[from.Length..] : name;
    }
}
