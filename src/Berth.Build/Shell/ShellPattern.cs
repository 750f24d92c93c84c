namespace Berth.Build;

/// <summary>The patterns of a shell's parameter expansion: <c>*</c>, <c>?</c>, and <c>\</c> before what stands for itself.</summary>
internal static class ShellPattern
{
    /// <summary>Takes the shortest or longest beginning that matches away.</summary>
    public static string TrimStart(string value, string pattern, bool longest)
    {
        for (int i = 0; i <= value.Length; i++)
        {
            int length = longest ? value.Length - i : i;
            if (Matches(value.AsSpan(0, length), pattern)) return value[length..];
        }

        return value;
    }

    /// <summary>Takes the shortest or longest end that matches away.</summary>
    public static string TrimEnd(string value, string pattern, bool longest)
    {
        for (int i = 0; i <= value.Length; i++)
        {
            int start = longest ? i : value.Length - i;
            if (Matches(value.AsSpan(start), pattern)) return value[..start];
        }

        return value;
    }

    /// <summary>Replaces the first longest match, or all.</summary>
    public static string Replace(string value, string pattern, string replacement, bool all)
    {
        var result = new System.Text.StringBuilder();
        int at = 0;
        while (at < value.Length)
        {
            int length = LongestAt(value, at, pattern);
            if (length == 0)
            {
                result.Append(value[at++]);
                continue;
            }

            result.Append(replacement);
            at += length;
            if (!all) break;
        }

        return result.Append(value, at, value.Length - at).ToString();
    }

    private static int LongestAt(string value, int at, string pattern)
    {
        for (int length = value.Length - at; length > 0; length--)
        {
            if (Matches(value.AsSpan(at, length), pattern)) return length;
        }

        return 0;
    }

    private static bool Matches(ReadOnlySpan<char> text, ReadOnlySpan<char> pattern)
    {
        while (pattern.Length > 0)
        {
            if (pattern[0] == '*')
            {
                for (int skip = 0; skip <= text.Length; skip++)
                {
                    if (Matches(text[skip..], pattern[1..])) return true;
                }

                return false;
            }

            bool any = pattern[0] == '?';
            if (pattern[0] == '\\' && pattern.Length > 1) pattern = pattern[1..];
            if (text.Length == 0 || (!any && text[0] != pattern[0])) return false;
            text = text[1..];
            pattern = pattern[1..];
        }

        return text.Length == 0;
    }
}
