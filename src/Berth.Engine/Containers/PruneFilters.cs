using System.Globalization;
using Berth.Docker;

namespace Berth.Engine;

/// <summary>The filters that all prunes take.</summary>
public static class PruneFilters
{
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
            : Ago(text) is { } ago ? time.GetUtcNow() - ago
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day) ? day
            : throw new DockerException(DockerErrorKind.InvalidParameter, $"invalid filter 'until={text}'");
    }

    /// <summary>Whether labels have what is asked for, and not what is ruled out.</summary>
    public static bool MatchesLabels(Filters filters, IReadOnlyDictionary<string, string>? labels) =>
        filters.MatchesLabels("label", labels)
        && !filters["label!"].Any(label => Filters.Empty.With("label", label).MatchesLabels("label", labels));

    // How long ago; a sign has no sense there.
    private static TimeSpan? Ago(string text) =>
        text is not ['-' or '+', ..] && GoDuration.Parse(text) is { } nanoseconds ? TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick) : null;
}
