using System.Text;

namespace Berth.Compose;

/// <summary>Paths with slashes, by string only, as Go's <c>path/filepath</c> treats them on Linux: <c>..</c> is resolved without looking at links.</summary>
internal static class GoPath
{
    public static bool IsAbsolute(string path) => path.StartsWith('/');

    /// <summary>The shortest equivalent path; <c>.</c> for nothing.</summary>
    public static string Clean(string path)
    {
        if (path.Length == 0)
        {
            return ".";
        }

        if (IsClean(path))
        {
            return path;
        }

        bool rooted = path[0] == '/';
        List<string> parts = [];
        foreach (string part in path.Split('/'))
        {
            if (part is "" or ".")
            {
                continue;
            }

            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count > 0 && parts[^1] != "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (!rooted)
            {
                parts.Add(part);
            }
        }

        string joined = string.Join('/', parts);
        return rooted ? "/" + joined : joined.Length == 0 ? "." : joined;
    }

    /// <summary>Both put together and cleaned; empty parts don't count.</summary>
    public static string Join(string first, string second) =>
        first.Length == 0 ? (second.Length == 0 ? "" : Clean(second)) : second.Length == 0 ? Clean(first) : Clean(first + "/" + second);

    /// <summary>All but the last part, cleaned.</summary>
    public static string Folder(string path)
    {
        int slash = path.LastIndexOf('/');
        return Clean(path[..(slash + 1)]);
    }

    /// <summary>The last part.</summary>
    public static string Name(string path)
    {
        string trimmed = path.TrimEnd('/');
        return trimmed.Length == 0 ? (path.Length == 0 ? "." : "/") : trimmed[(trimmed.LastIndexOf('/') + 1)..];
    }

    /// <summary>The way from a folder to a path; null if string comparison can't tell.</summary>
    public static string? Relative(string folder, string path)
    {
        folder = Clean(folder);
        path = Clean(path);
        if (folder == path)
        {
            return ".";
        }

        folder = folder == "." ? "" : folder;
        if (IsAbsolute(folder) != IsAbsolute(path))
        {
            return null;
        }

        string[] from = Parts(folder);
        string[] to = Parts(path);
        int common = 0;
        while (common < from.Length && common < to.Length && from[common] == to[common])
        {
            common++;
        }

        if (Array.IndexOf(from, "..", common) >= 0)
        {
            return null;
        }

        StringBuilder way = new();
        for (int i = common; i < from.Length; i++)
        {
            way.Append(way.Length == 0 ? ".." : "/..");
        }

        for (int i = common; i < to.Length; i++)
        {
            way.Append(way.Length == 0 ? "" : "/").Append(to[i]);
        }

        return way.Length == 0 ? "." : way.ToString();
    }

    /// <summary>Whether Windows would take it for absolute: a drive and a slash, or two slashes at the start.</summary>
    public static bool IsWindowsAbsolute(string path)
    {
        if (path.Length >= 2 && path[1] == ':')
        {
            return path.Length > 2 && IsSlash(path[2]);
        }

        return path.Length >= 3 && IsSlash(path[0]) && IsSlash(path[1]);
    }

    private static bool IsSlash(char c) => c is '/' or '\\';

    private static string[] Parts(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    // The usual case costs no allocation.
    private static bool IsClean(string path)
    {
        if (path == "/")
        {
            return true;
        }

        bool atStart = true;
        for (int i = 0; i < path.Length; i++)
        {
            char c = path[i];
            if (c == '/')
            {
                if (i == path.Length - 1 || (atStart && i > 0))
                {
                    return false;
                }

                atStart = true;
                continue;
            }

            if (atStart && c == '.')
            {
                return false;
            }

            atStart = false;
        }

        return true;
    }
}
