namespace Berth.Engine;

/// <summary>Go's path.Match: <c>*</c> and <c>?</c> stop at slashes, <c>[a-z]</c> is a class, a backslash takes the next character as it is.</summary>
internal static class PathPattern
{
    /// <summary>Whether a pattern matches a whole text. A malformed one matches nothing.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        while (!pattern.IsEmpty)
        {
            if (pattern[0] == '*')
            {
                pattern = pattern.TrimStart('*');
                int most = text.IndexOf('/');
                most = most < 0 ? text.Length : most;
                for (int taken = 0; taken <= most; taken++)
                {
                    if (Matches(pattern, text[taken..]))
                    {
                        return true;
                    }
                }

                return false;
            }

            if (text.IsEmpty || !MatchesOne(ref pattern, text[0]))
            {
                return false;
            }

            text = text[1..];
        }

        return text.IsEmpty;
    }

    private static bool MatchesOne(ref ReadOnlySpan<char> pattern, char c)
    {
        switch (pattern[0])
        {
            case '?':
                pattern = pattern[1..];
                return c != '/';
            case '[':
                int close = pattern[1..].IndexOf(']');
                if (close <= 0)
                {
                    return false;
                }

                bool found = InClass(pattern.Slice(1, close), c);
                pattern = pattern[(close + 2)..];
                return found;
            case '\\' when pattern.Length > 1:
                bool escaped = pattern[1] == c;
                pattern = pattern[2..];
                return escaped;
            default:
                bool same = pattern[0] == c;
                pattern = pattern[1..];
                return same;
        }
    }

    private static bool InClass(ReadOnlySpan<char> members, char c)
    {
        bool negated = members[0] == '^';
        members = negated ? members[1..] : members;
        bool found = false;
        for (int i = 0; i < members.Length; i++)
        {
            if (i + 2 < members.Length && members[i + 1] == '-')
            {
                found |= c >= members[i] && c <= members[i + 2];
                i += 2;
            }
            else
            {
                found |= c == members[i];
            }
        }

        return found != negated;
    }
}
