using System.Buffers;
using System.Globalization;
using Berth.Docker;

namespace Berth.Engine;

/// <summary>The filters that all prunes take.</summary>
internal static class PruneFilters
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    /// <summary>What is newer stays; the end of time where nothing is said.</summary>
    /// <exception cref="DockerException">The time is none.</exception>
    public static DateTimeOffset Until(Filters filters, TimeProvider time)
    {
        if (!filters.Has("until"))
        {
            return DateTimeOffset.MaxValue;
        }

        if (filters["until"] is not [var text])
        {
            throw new DockerException(DockerErrorKind.InvalidParameter, "more than one until filter specified");
        }

        return DockerTimestamps.TryParse(text, out long nanos) ? DockerTimestamps.FromNanos(nanos)
            : TryDuration(text, out var ago) ? time.GetUtcNow() - ago
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day) ? day
            : throw new DockerException(DockerErrorKind.InvalidParameter, $"invalid filter 'until={text}'");
    }

    /// <summary>Whether labels have what is asked for, and not what is ruled out.</summary>
    public static bool MatchesLabels(Filters filters, IReadOnlyDictionary<string, string>? labels) =>
        filters.MatchesLabels("label", labels)
        && !filters["label!"].Any(label => Filters.Empty.With("label", label).MatchesLabels("label", labels));

    // Go's durations: "1h30m", "300ms".
    private static bool TryDuration(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            int digits = rest.IndexOfAnyExcept(Digits);
            if (digits <= 0 || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
            {
                return false;
            }

            rest = rest[digits..];
            int letters = rest.IndexOfAny(Digits);
            string unit = (letters < 0 ? rest : rest[..letters]).ToString();
            double seconds = unit switch { "h" => 3600, "m" => 60, "s" => 1, "ms" => 1e-3, "us" or "µs" => 1e-6, "ns" => 1e-9, _ => -1 };
            if (seconds < 0)
            {
                return false;
            }

            duration += TimeSpan.FromSeconds(number * seconds);
            rest = letters < 0 ? default : rest[letters..];
        }

        return text.Length > 0;
    }
}
