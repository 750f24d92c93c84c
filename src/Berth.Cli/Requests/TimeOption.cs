using System.Globalization;
using Berth.Docker;

namespace Berth.Cli;

/// <summary>Points in time as <c>--since</c> and <c>--until</c> take them: a length of time ago, Unix seconds, or a date with or without time and zone.</summary>
internal static class TimeOption
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HHK", "yyyy-MM-dd'T'HH", "yyyy-MM-ddK", "yyyy-MM-dd",
    ];

    /// <summary>Reads a point in time.</summary>
    /// <param name="text">The option's value; null or empty for none.</param>
    /// <param name="clock">The clock that lengths of time count back from.</param>
    /// <param name="option">The option's name.</param>
    /// <returns>Nanoseconds of Unix time, or null.</returns>
    /// <exception cref="UsageException">It is no point in time.</exception>
    public static long? Parse(string? text, TimeProvider clock, string option)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (GoDuration.Parse(text) is { } ago)
            return DockerTimestamps.ToNanos(clock.GetUtcNow()) - ago;
        if (DockerTimestamps.TryParse(text, out var nanos))
            return nanos;
        if (DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time))
        {
            var zoned = time.Kind == DateTimeKind.Unspecified ? TimeZoneInfo.ConvertTimeToUtc(time, clock.LocalTimeZone) : time.ToUniversalTime();
            return DockerTimestamps.ToNanos(new DateTimeOffset(zoned, TimeSpan.Zero));
        }
        throw new UsageException($"invalid value for \"{option}\": failed to parse value as time or duration: {GoQuote.Double(text)}", ExitCodes.Failure) { ShowUsage = false };
    }
}
