using System.Globalization;
using Berth.Docker;

namespace Berth.Engine;

/// <summary>The filter <c>until</c> of prune requests: a time, seconds of Unix time, or how long ago.</summary>
internal static class PruneTime
{
    /// <summary>The time before which things go, or null where none is asked for.</summary>
    public static DateTimeOffset? Read(Filters filters, TimeProvider time)
    {
        var values = filters["until"];
        return values switch
        {
            [] => null,
            [var one] => Parse(one, time) ?? throw new DockerException(DockerErrorKind.InvalidParameter, $"failed to parse value as time or duration: \"{one}\""),
            _ => throw new DockerException(DockerErrorKind.InvalidParameter, "more than one until filter specified"),
        };
    }

    private static DateTimeOffset? Parse(string text, TimeProvider time)
    {
        if (double.TryParse(text, CultureInfo.InvariantCulture, out double seconds))
        {
            return DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000));
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var at))
        {
            return at;
        }

        return ParseDuration(text) is { } ago ? time.GetUtcNow() - ago : null;
    }

    // Go's form: 1h30m, 1.5h, 10s.
    private static TimeSpan? ParseDuration(string text)
    {
        var total = TimeSpan.Zero;
        int at = 0;
        while (at < text.Length)
        {
            int start = at;
            while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.'))
            {
                at++;
            }

            if (!double.TryParse(text.AsSpan(start, at - start), CultureInfo.InvariantCulture, out double number))
            {
                return null;
            }

            int unit = at;
            while (at < text.Length && char.IsAsciiLetter(text[at]))
            {
                at++;
            }

            TimeSpan? part = text[unit..at] switch
            {
                "h" => TimeSpan.FromHours(number),
                "m" => TimeSpan.FromMinutes(number),
                "s" => TimeSpan.FromSeconds(number),
                "ms" => TimeSpan.FromMilliseconds(number),
                _ => null,
            };
            if (part is null)
            {
                return null;
            }

            total += part.Value;
        }

        return text.Length > 0 ? total : null;
    }
}
