namespace Berth.Build;

/// <summary>Paths with wildcards, as COPY and ADD take them: <c>*</c>, <c>?</c> and <c>[…]</c> within one part of a path (Go's filepath.Match).</summary>
internal static class PathPattern
{
    private static readonly System.Buffers.SearchValues<char> s_marks = System.Buffers.SearchValues.Create("*?[");

    /// <summary>The path holds wildcards.</summary>
    public static bool HasWildcards(string path) => path.AsSpan().ContainsAny(s_marks);

    /// <summary>The folder above the first part that holds a wildcard.</summary>
    public static string FixedPart(string pattern) => string.Join('/', pattern.Split('/').TakeWhile(p => !HasWildcards(p)));

    /// <summary>A path matches a pattern, part for part.</summary>
    public static bool Matches(string pattern, string path)
    {
        string[] a = pattern.Split('/'), b = path.Split('/');
        return a.Length == b.Length && a.Zip(b).All(p => MatchesPart(p.First, p.Second));
    }

    /// <summary>A path matches a pattern in which <c>**</c> stands for any number of folders.</summary>
    public static bool MatchesDeep(string pattern, string path) => MatchesDeep(pattern.Split('/'), path.Split('/'));

    private static bool MatchesDeep(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        if (pattern.Length == 0) return path.Length == 0;
        if (pattern[0] != "**") return path.Length > 0 && MatchesPart(pattern[0], path[0]) && MatchesDeep(pattern[1..], path[1..]);
        if (pattern.Length == 1) return path.Length > 0;
        for (int skip = 0; skip < path.Length; skip++)
        {
            if (MatchesDeep(pattern[1..], path[skip..])) return true;
        }

        return false;
    }

    private static bool MatchesPart(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        while (pattern.Length > 0)
        {
            if (pattern[0] == '*')
            {
                for (int skip = 0; skip <= text.Length; skip++)
                {
                    if (MatchesPart(pattern[1..], text[skip..])) return true;
                }

                return false;
            }

            if (text.Length == 0) return false;
            int taken = 1;
            if (pattern[0] == '[' && pattern[1..].IndexOf(']') > 0)
            {
                taken = pattern[1..].IndexOf(']') + 2;
                if (!InClass(pattern[1..(taken - 1)], text[0])) return false;
            }
            else if (pattern[0] != '?')
            {
                if (pattern[0] == '\\' && pattern.Length > 1) pattern = pattern[1..];
                if (pattern[0] != text[0]) return false;
            }

            pattern = pattern[taken..];
            text = text[1..];
        }

        return text.Length == 0;
    }

    private static bool InClass(ReadOnlySpan<char> set, char c)
    {
        bool negated = set[0] == '^', found = false;
        if (negated) set = set[1..];
        for (int i = 0; i < set.Length; i++)
        {
            bool isRange = i + 2 < set.Length && set[i + 1] == '-';
            found |= isRange ? c >= set[i] && c <= set[i + 2] : c == set[i];
            if (isRange) i += 2;
        }

        return found != negated;
    }
}
