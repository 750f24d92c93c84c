namespace Berth.Docker;

/// <summary>The patterns of a <c>.dockerignore</c> file: what of a build's context is left out (Dockerfile reference, ".dockerignore files").</summary>
public sealed class IgnorePatterns
{
    private readonly List<(string[] Segments, bool Keeps)> _patterns = [];

    /// <summary>Reads patterns, one a line; empty lines and those that begin with <c>#</c> don't count.</summary>
    /// <param name="lines">The file's lines.</param>
    /// <returns>The patterns in their order: the last that matches decides.</returns>
    public static IgnorePatterns Parse(IEnumerable<string> lines)
    {
        var patterns = new IgnorePatterns();
        bool isFirst = true;
        foreach (string raw in lines)
        {
            string line = (isFirst ? raw.TrimStart('\uFEFF') : raw).Trim();
            isFirst = false;
            if (line.Length == 0 || line[0] == '#') continue;
            bool keeps = line[0] == '!';
            string[] segments = Clean(keeps ? line[1..].Trim() : line);
            if (segments.Length > 0) patterns._patterns.Add((segments, keeps));
        }

        return patterns;
    }

    /// <summary>The patterns of a build's context: those of <c>DOCKERFILE.dockerignore</c> beside the Dockerfile, else of the context's <c>.dockerignore</c>.</summary>
    /// <param name="folder">The context, absolute.</param>
    /// <param name="dockerfile">The Dockerfile's path, relative to the context or absolute; empty: <c>Dockerfile</c>.</param>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static IgnorePatterns OfContext(string folder, string dockerfile)
    {
        string own = Path.GetFullPath(Path.Combine(folder, dockerfile.Length > 0 ? dockerfile : "Dockerfile")) + ".dockerignore", common = Path.Combine(folder, ".dockerignore");
        string? file = File.Exists(own) ? own : File.Exists(common) ? common : null;
        return Parse(file is null ? [] : File.ReadLines(file));
    }

    /// <summary>There are patterns that bring back what others leave out: folders that are left out must be looked into.</summary>
    public bool HasExceptions => _patterns.Exists(p => p.Keeps);

    /// <summary>Whether a path, or a folder that it lies in, is left out.</summary>
    /// <param name="path">Relative to the context, with slashes.</param>
    public bool Ignores(string path)
    {
        string[] segments = path.Split('/');
        bool ignored = false;
        foreach (var (pattern, keeps) in _patterns)
        {
            if (ignored == keeps && MatchesOrParent(pattern, segments)) ignored = !keeps;
        }

        return ignored;
    }

    /// <summary>The path without <c>.</c>, <c>..</c>, doubled and leading slashes, as Go's path.Clean makes it.</summary>
    private static string[] Clean(string pattern)
    {
        var segments = new List<string>();
        foreach (string segment in pattern.Split('/'))
        {
            if (segment.Length == 0 || segment == ".") continue;
            if (segment == ".." && segments.Count > 0) segments.RemoveAt(segments.Count - 1);
            else if (segment != "..") segments.Add(segment);
        }

        return [.. segments];
    }

    private static bool MatchesOrParent(string[] pattern, string[] path)
    {
        for (int length = path.Length; length > 0; length--)
        {
            if (Matches(pattern, path.AsSpan(0, length))) return true;
        }

        return false;
    }

    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        while (pattern.Length > 0)
        {
            if (pattern[0] == "**")
            {
                // Any number of folders; at the pattern's end, anything at all.
                if (pattern.Length == 1) return path.Length > 0;
                for (int skip = 0; skip <= path.Length; skip++)
                {
                    if (Matches(pattern[1..], path[skip..])) return true;
                }

                return false;
            }

            if (path.Length == 0 || !MatchesSegment(pattern[0], path[0])) return false;
            pattern = pattern[1..];
            path = path[1..];
        }

        return path.Length == 0;
    }

    private static bool MatchesSegment(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        while (pattern.Length > 0)
        {
            switch (pattern[0])
            {
                case '*':
                    var rest = pattern.TrimStart('*');
                    for (int skip = 0; skip <= text.Length; skip++)
                    {
                        if (MatchesSegment(rest, text[skip..])) return true;
                    }

                    return false;
                case '?':
                    if (text.Length == 0) return false;
                    pattern = pattern[1..];
                    break;
                case '[' when pattern.IndexOf(']') > 1:
                    int end = pattern[2..].IndexOf(']') + 2;
                    if (text.Length == 0 || !InClass(pattern[1..end], text[0])) return false;
                    pattern = pattern[(end + 1)..];
                    break;
                default:
                    if (pattern[0] == '\\' && pattern.Length > 1) pattern = pattern[1..];
                    if (text.Length == 0 || text[0] != pattern[0]) return false;
                    pattern = pattern[1..];
                    break;
            }

            text = text[1..];
        }

        return text.Length == 0;
    }

    private static bool InClass(ReadOnlySpan<char> set, char c)
    {
        bool negated = set[0] is '^';
        if (negated) set = set[1..];
        bool found = false;
        for (int i = 0; i < set.Length; i++)
        {
            if (i + 2 < set.Length && set[i + 1] == '-')
            {
                found |= c >= set[i] && c <= set[i + 2];
                i += 2;
            }
            else
            {
                found |= c == set[i];
            }
        }

        return found != negated;
    }
}
