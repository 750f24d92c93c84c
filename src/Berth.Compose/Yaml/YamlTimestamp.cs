using System.Globalization;

namespace Berth.Compose;

/// <summary>Recognises YAML timestamps, which Compose takes for no string: <c>2001-12-14</c>, <c>2001-12-14T21:59:43.10Z</c>, <c>2001-12-14 21:59:43</c>.</summary>
internal static class YamlTimestamp
{
    public static bool IsTimestamp(string text) => Parse(text) is not null;

    /// <summary>As RFC 3339, the form in which they are printed.</summary>
    public static string Print(string text) => Parse(text) ?? text;

    private static string? Parse(string text)
    {
        if (text.Length < 8 || text[4] != '-')
        {
            return null;
        }

        int at = 0;
        if (Date(text, ref at) is not { } date)
        {
            return null;
        }

        if (at == text.Length)
        {
            return date + "T00:00:00Z";
        }

        char mark = text[at++];
        if (mark is not ('T' or 't' or ' ') || Time(text, ref at) is not { } time)
        {
            return null;
        }

        string rest = text[at..];
        return mark == ' ' ? (rest.Length == 0 ? date + "T" + time + "Z" : null) : IsZone(rest) ? date + "T" + time + rest : null;
    }

    private static string? Date(string text, ref int at)
    {
        if (Number(text, ref at, 4, 4) is not { } year || !Take(text, ref at, '-') || Number(text, ref at, 1, 2) is not { } month || !Take(text, ref at, '-')
            || Number(text, ref at, 1, 2) is not { } day || month is < 1 or > 12 || year < 1 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return null;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}-{day:00}");
    }

    private static string? Time(string text, ref int at)
    {
        if (Number(text, ref at, 1, 2) is not { } hour || !Take(text, ref at, ':') || Number(text, ref at, 1, 2) is not { } minute
            || !Take(text, ref at, ':') || Number(text, ref at, 1, 2) is not { } second || hour > 23 || minute > 59 || second > 59)
        {
            return null;
        }

        int from = at;
        if (at < text.Length && text[at] is '.' or ',')
        {
            at++;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                at++;
            }
        }

        string fraction = at - from > 1 ? "." + text[(from + 1)..at].TrimEnd('0') : "";
        return string.Create(CultureInfo.InvariantCulture, $"{hour:00}:{minute:00}:{second:00}{(fraction == "." ? "" : fraction)}");
    }

    private static bool IsZone(string zone) =>
        zone == "Z" || (zone.Length == 6 && zone[0] is '+' or '-' && zone[3] == ':'
            && int.TryParse(zone.AsSpan(1, 2), NumberStyles.None, CultureInfo.InvariantCulture, out int hours) && hours <= 24
            && int.TryParse(zone.AsSpan(4, 2), NumberStyles.None, CultureInfo.InvariantCulture, out int minutes) && minutes < 60);

    private static bool Take(string text, ref int at, char c)
    {
        bool there = at < text.Length && text[at] == c;
        at += there ? 1 : 0;
        return there;
    }

    private static int? Number(string text, ref int at, int least, int most)
    {
        int from = at;
        int value = 0;
        while (at < text.Length && at - from < most && char.IsAsciiDigit(text[at]))
        {
            value = (value * 10) + text[at++] - '0';
        }

        return at - from >= least ? value : null;
    }
}
