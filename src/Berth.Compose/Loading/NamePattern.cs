namespace Berth.Compose;

/// <summary>Patterns for names of services: <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>[^a-z]</c>, and a backslash before what is meant as it is.</summary>
internal static class NamePattern
{
    public static bool Matches(string pattern, string name) => Matches(pattern.AsSpan(), name.AsSpan());

    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        while (!pattern.IsEmpty)
        {
            if (pattern[0] == '*')
            {
                return MatchesRest(pattern[1..], name);
            }

            if (name.IsEmpty || !TakeOne(ref pattern, name[0]))
            {
                return false;
            }

            name = name[1..];
        }

        return name.IsEmpty;
    }

    private static bool MatchesRest(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        for (int skip = 0; skip <= name.Length; skip++)
        {
            if (Matches(pattern, name[skip..]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TakeOne(ref ReadOnlySpan<char> pattern, char c)
    {
        char first = pattern[0];
        if (first == '[')
        {
            return TakeClass(ref pattern, c);
        }

        if (first == '\\' && pattern.Length > 1)
        {
            pattern = pattern[1..];
            first = pattern[0];
        }
        else if (first == '?')
        {
            first = c;
        }

        pattern = pattern[1..];
        return first == c;
    }

    private static bool TakeClass(ref ReadOnlySpan<char> pattern, char c)
    {
        int close = pattern.IndexOf(']');
        if (close < 0)
        {
            return false;
        }

        ReadOnlySpan<char> set = pattern[1..close];
        pattern = pattern[(close + 1)..];
        bool negated = set is ['^', ..];
        set = negated ? set[1..] : set;
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
                found |= set[i] == c;
            }
        }

        return found != negated;
    }
}
