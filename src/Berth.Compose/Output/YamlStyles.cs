namespace Berth.Compose;

/// <summary>How a text is written in YAML.</summary>
internal enum YamlStyle
{
    Plain,
    Single,
    Double,
    Literal,
}

/// <summary>Chooses how a text is written, as go-yaml v3 does.</summary>
internal static class YamlStyles
{
    public static YamlStyle Choose(string value, bool isKey)
    {
        Facts facts = Facts.Of(value);
        if (value.Contains('\n', StringComparison.Ordinal))
        {
            return facts.AllowsBlock && !isKey ? YamlStyle.Literal : YamlStyle.Double;
        }

        if (YamlScalars.Resolve(default, value).Kind != ScalarKind.String || IsOldBoolean(value) || IsBase60(value))
        {
            return YamlStyle.Double;
        }

        return facts.AllowsPlain ? YamlStyle.Plain : facts.AllowsSingle ? YamlStyle.Single : YamlStyle.Double;
    }

    /// <summary>Whether a character may stand in a text as it is. Those beyond 16 bits may not.</summary>
    public static bool IsPrintable(char c) => c is '\n' or (>= ' ' and <= '~') or (>= '\u00A0' and < '\uD800') or (>= '\uE000' and <= '\uFFFD' and not '\uFEFF');

    private static bool IsBreak(char c) => c is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';

    private static bool IsOldBoolean(string value) => value is "y" or "Y" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" or "n" or "N" or "no" or "No" or "NO" or "off" or "Off" or "OFF";

    // 1:30, which YAML 1.1 takes for ninety: [+-] digits, then ":" and up to two digits at least once, then a fraction.
    private static bool IsBase60(string value)
    {
        if (!value.Contains(':', StringComparison.Ordinal))
        {
            return false;
        }

        int at = value[0] is '+' or '-' ? 1 : 0;
        if (at >= value.Length || !char.IsAsciiDigit(value[at]))
        {
            return false;
        }

        at = SkipDigits(value, at);
        int first = at;
        while (at + 1 < value.Length && value[at] == ':' && char.IsAsciiDigit(value[at + 1]))
        {
            at += at + 2 < value.Length && char.IsAsciiDigit(value[at + 2]) && value[at + 1] <= '5' ? 3 : 2;
        }

        bool any = at > first;
        at = any && at < value.Length && value[at] == '.' ? SkipDigits(value, at + 1) : at;
        return any && at == value.Length;
    }

    private static int SkipDigits(string value, int at)
    {
        while (at < value.Length && (char.IsAsciiDigit(value[at]) || value[at] == '_'))
        {
            at++;
        }

        return at;
    }

    /// <summary>What a text's characters allow.</summary>
    private readonly record struct Facts(bool AllowsPlain, bool AllowsSingle, bool AllowsBlock)
    {
        public static Facts Of(string value)
        {
            if (value.Length == 0)
            {
                return new Facts(true, true, false);
            }

            bool indicator = false;
            bool special = false;
            bool tab = false;
            bool lineBreak = false;
            for (int i = 0; i < value.Length; i++)
            {
                char c = value[i];
                indicator |= IsIndicator(value, i);
                tab |= c == '\t';
                special |= c != '\t' && !IsPrintable(c);
                lineBreak |= IsBreak(c);
            }

            bool edge = IsBlankOrBreak(value[0]) || IsBlankOrBreak(value[^1]);
            bool spaceThenBreak = lineBreak && HasPair(value, spaceFirst: true);
            bool quoted = tab || special || spaceThenBreak || (lineBreak && HasPair(value, spaceFirst: false));
            bool block = value[^1] != ' ' && !spaceThenBreak && !special;
            return new Facts(AllowsPlain: !(edge || quoted || lineBreak || indicator), AllowsSingle: !quoted, AllowsBlock: block);
        }

        private static bool IsBlankOrBreak(char c) => c == ' ' || IsBreak(c);

        // A space before a break, or behind one.
        private static bool HasPair(string value, bool spaceFirst)
        {
            for (int i = 1; i < value.Length; i++)
            {
                (char space, char lineBreak) = spaceFirst ? (value[i - 1], value[i]) : (value[i], value[i - 1]);
                if (space == ' ' && IsBreak(lineBreak))
                {
                    return true;
                }
            }

            return false;
        }

        private static bool IsIndicator(string value, int at)
        {
            char c = value[at];
            bool blankFollows = at + 1 >= value.Length || value[at + 1] is ' ' or '\t';
            if (at == 0)
            {
                return value.StartsWith("---", StringComparison.Ordinal) || value.StartsWith("...", StringComparison.Ordinal) || c is '#' or ',' or '[' or ']' or '{' or '}' or '&' or '*' or '!' or '|' or '>' or '\'' or '"' or '%' or '@' or '`'
                    || (blankFollows && c is ('?' or ':' or '-'));
            }

            return (c == ':' && blankFollows) || (c == '#' && (value[at - 1] is ' ' or '\t' || IsBreak(value[at - 1])));
        }
    }
}
