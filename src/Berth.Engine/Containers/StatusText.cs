using System.Globalization;

namespace Berth.Engine;

/// <summary>A container's state in words, as the list shows it: <c>Up 3 seconds (healthy)</c>, <c>Exited (0) 2 minutes ago</c>.</summary>
internal static class StatusText
{
    /// <summary>The words.</summary>
    public static string Of(ContainerLife life, DateTimeOffset now)
    {
        string ended = life.FinishedAt == default ? "" : $"{Duration(now - life.FinishedAt)} ago";
        switch (life.Status)
        {
            case ContainerStatus.Running or ContainerStatus.Paused:
                string up = $"Up {Duration(now - life.StartedAt)}";
                return life.Status == ContainerStatus.Paused ? up + " (Paused)" : up + Health(life);
            case ContainerStatus.Restarting:
                return string.Create(CultureInfo.InvariantCulture, $"Restarting ({life.ExitCode}) {ended}");
            case ContainerStatus.Removing:
                return "Removal In Progress";
            case ContainerStatus.Dead:
                return "Dead";
            case ContainerStatus.Created:
                return "Created";
            default:
                return ended.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"Exited ({life.ExitCode}) {ended}");
        }
    }

    /// <summary>A length of time as people say it, in Docker's words.</summary>
    public static string Duration(TimeSpan time)
    {
        long seconds = (long)time.TotalSeconds, minutes = (long)time.TotalMinutes;
        long hours = (long)Math.Round(time.TotalHours, MidpointRounding.AwayFromZero);
        return seconds switch
        {
            < 1 => "Less than a second",
            1 => "1 second",
            < 60 => Words(seconds, "seconds"),
            _ => minutes switch
            {
                1 => "About a minute",
                < 60 => Words(minutes, "minutes"),
                _ => hours switch
                {
                    1 => "About an hour",
                    < 48 => Words(hours, "hours"),
                    < 24 * 7 * 2 => Words(hours / 24, "days"),
                    < 24 * 30 * 2 => Words(hours / 24 / 7, "weeks"),
                    < 24 * 365 * 2 => Words(hours / 24 / 30, "months"),
                    _ => Words(hours / 24 / 365, "years"),
                },
            },
        };
    }

    private static string Health(ContainerLife life) => life.Health?.Status switch
    {
        null or "" or "none" => "",
        "starting" => " (health: starting)",
        var status => $" ({status})",
    };

    private static string Words(long number, string unit) => string.Create(CultureInfo.InvariantCulture, $"{number} {unit}");
}
