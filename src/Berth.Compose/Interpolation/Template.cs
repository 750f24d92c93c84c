using System.Text;

namespace Berth.Compose;

/// <summary>
/// Replaces variables in a text: <c>$NAME</c>, <c>${NAME}</c>, and with one of <c>:- - :? ? :+ +</c> after the name a default, an error or a
/// replacement, which may contain variables itself. <c>$$</c> is a dollar; a dollar before anything that starts no name stays.
/// As in Compose, all of an expression is evaluated even where its result isn't used, and a value is not expanded again.
/// </summary>
internal ref struct Template(ITemplateVariables variables, LoadLimits limits)
{
    // Deeper nesting is a mistake or an attack.
    private const int MaximumDepth = 100;

    private int depth;

    /// <summary>The first fault; the result means nothing then.</summary>
    public TemplateFault? Fault { get; private set; }

    /// <summary>Expands a text; texts without a dollar come back as they are.</summary>
    public string Expand(string text)
    {
        return text.Contains('$', StringComparison.Ordinal) ? Expand(text.AsSpan()) : text;
    }

    private string Expand(ReadOnlySpan<char> text)
    {
        if (++depth > MaximumDepth)
        {
            Fault ??= new TemplateFault(TemplateFaultKind.Limit, "", $"more than {MaximumDepth} variables inside each other");
            return "";
        }

        StringBuilder result = new();
        int done = 0;
        while (Fault is null && text[done..].IndexOf('$') is >= 0 and int plain)
        {
            result.Append(text.Slice(done, plain));
            done = ExpandAt(text, done + plain, result);
        }

        depth--;
        return Fault is null ? result.Append(text[done..]).ToString() : "";
    }

    /// <summary>How many characters from an index on form a name.</summary>
    public static int NameLength(ReadOnlySpan<char> text)
    {
        int length = 0;
        while (length < text.Length && (char.IsAsciiLetter(text[length]) || text[length] == '_' || (length > 0 && char.IsAsciiDigit(text[length]))))
        {
            length++;
        }

        return length;
    }

    /// <summary>The index of the brace that closes the expression whose dollar is at an index; -1 if its line has none.</summary>
    public static int FindClose(ReadOnlySpan<char> text, int dollar)
    {
        int open = 0;
        int last = -1;
        for (int i = dollar; i < text.Length && text[i] != '\n'; i++)
        {
            if (text[i] == '}')
            {
                last = i;
                if (--open == 0)
                {
                    return i;
                }
            }
            else if (text[i] == '{')
            {
                // What follows an opening brace is never taken for a closing one, but it may be the last on the line.
                open++;
                if (i + 1 < text.Length && text[i + 1] != '\n')
                {
                    i++;
                    last = text[i] == '}' ? i : last;
                }
            }
        }

        return last;
    }

    // Returns the index behind what was replaced.
    private int ExpandAt(ReadOnlySpan<char> text, int dollar, StringBuilder result)
    {
        int at = dollar + 1;
        char next = at < text.Length ? text[at] : '\0';
        if (next == '$')
        {
            result.Append('$');
            return at + 1;
        }

        if (next == '{')
        {
            return ExpandBraced(text, dollar, result);
        }

        int length = NameLength(text[at..]);
        if (length == 0)
        {
            result.Append('$');
            return at;
        }

        result.Append(Value(text.Slice(at, length).ToString()));
        return at + length;
    }

    private int ExpandBraced(ReadOnlySpan<char> text, int dollar, StringBuilder result)
    {
        int at = dollar + 2;
        int length = NameLength(text[at..]);
        int end = at + length;
        if (length == 0 || end >= text.Length)
        {
            return Fail(text, dollar);
        }

        string name = text.Slice(at, length).ToString();
        if (text[end] == '}')
        {
            result.Append(Value(name));
            return end + 1;
        }

        bool colon = text[end] == ':';
        char sign = colon && end + 1 < text.Length ? text[end + 1] : text[end];
        int close = FindClose(text, dollar);
        int start = end + (colon ? 2 : 1);
        if (sign is not ('-' or '?' or '+') || close < start)
        {
            return Fail(text, dollar);
        }

        result.Append(Choose(name, sign, colon, Expand(text[start..close])));
        return close + 1;
    }

    private string? Choose(string name, char sign, bool colon, string argument)
    {
        string? value = Find(name);
        bool given = value is not null && (!colon || value.Length > 0);
        switch (sign)
        {
            case '-':
                return given ? value : argument;
            case '+':
                return given ? argument : value;
            default:
                Fault ??= given ? null : new TemplateFault(TemplateFaultKind.Missing, name, argument);
                return value;
        }
    }

    private string Value(string name)
    {
        string? value = Find(name);
        if (value is null)
        {
            variables.Unset(name);
        }

        return value ?? "";
    }

    private string? Find(string name)
    {
        string? value = variables.Find(name);
        if (value is not null && !limits.TakeText(value.Length))
        {
            Fault ??= new TemplateFault(TemplateFaultKind.Limit, "", LoadLimits.TooMuchText);
        }

        return value;
    }

    private int Fail(ReadOnlySpan<char> text, int dollar)
    {
        int length = Math.Min(text.Length - dollar, 40);
        Fault ??= new TemplateFault(TemplateFaultKind.Syntax, "", text.Slice(dollar, length).ToString());
        return text.Length;
    }
}
