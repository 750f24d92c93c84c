namespace Berth.Build;

/// <summary>Finds the marks of here-documents (<c>&lt;&lt;EOF</c>) in an instruction's arguments, outside of quotes.</summary>
internal static class HeredocMarks
{
    private static readonly System.Buffers.SearchValues<char> s_ends = System.Buffers.SearchValues.Create(" \t<>|&;\"'");

    /// <summary>Each mark's descriptor, delimiter, whether the text is expanded, whether leading tabs go.</summary>
    public static IEnumerable<(int Descriptor, string Name, bool Expands, bool StripsTabs)> Find(string text)
    {
        char quote = '\0';
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quote != '\0')
            {
                if (c == '\\' && quote == '"') i++;
                else if (c == quote) quote = '\0';
            }
            else if (c is '"' or '\'')
            {
                quote = c;
            }
            else if (c == '<' && TryRead(text, ref i) is { } mark)
            {
                yield return mark;
            }
        }
    }

    /// <summary>The arguments without the marks of their here-documents.</summary>
    public static string Remove(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words.Where(w => !Find(w).Any()));
    }

    private static (int, string, bool, bool)? TryRead(string text, ref int at)
    {
        int start = DescriptorStart(text, at);
        if (start < 0) return null;
        int i = at + 2;
        bool strips = text[i] == '-';
        if (strips) i++;
        char quote = i < text.Length && text[i] is '"' or '\'' ? text[i++] : '\0';
        int end = NameEnd(text, i, quote);
        string name = text[i..end];
        if (name.Length == 0 || !(char.IsAsciiLetter(name[0]) || name[0] == '_')) return null;
        int descriptor = start < at ? text[start..at].Aggregate(0, (n, d) => Math.Min((n * 10) + (d - '0'), 1 << 20)) : 0;
        at = quote != '\0' ? end : end - 1;
        return (descriptor, name, quote == '\0', strips);
    }

    /// <summary>Where the mark begins with its descriptor, or -1: a here-string (&lt;&lt;&lt;) and a redirection inside of a word are not marks.</summary>
    private static int DescriptorStart(string text, int at)
    {
        if (at + 2 >= text.Length || text[at + 1] != '<' || text[at + 2] == '<' || (at > 0 && text[at - 1] == '<')) return -1;
        int start = at;
        while (start > 0 && char.IsAsciiDigit(text[start - 1])) start--;
        return start > 0 && text[start - 1] is not (' ' or '\t') ? -1 : start;
    }

    private static int NameEnd(string text, int start, char quote)
    {
        int end = quote != '\0' ? text.IndexOf(quote, start) : text.AsSpan(start).IndexOfAny(s_ends) is var n && n >= 0 ? start + n : text.Length;
        return end < 0 ? text.Length : end;
    }
}
