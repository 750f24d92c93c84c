using System.Globalization;

namespace Berth.Cli;

/// <summary>Times as the docker command line says them to people.</summary>
internal static class HumanTime
{
    /// <summary>A length of time: <c>Less than a second</c>, <c>About an hour</c>, <c>3 weeks</c>.</summary>
    public static string Duration(TimeSpan time)
    {
        var seconds = (int)time.TotalSeconds;
        var hours = (int)(time.TotalHours + 0.5);
        return seconds switch
        {
            < 1 => "Less than a second",
            1 => "1 second",
            < 60 => $"{seconds} seconds",
            _ when (int)time.TotalMinutes is var minutes && minutes == 1 => "About a minute",
            _ when (int)time.TotalMinutes is var minutes && minutes < 60 => $"{minutes} minutes",
            _ when hours == 1 => "About an hour",
            _ when hours < 48 => $"{hours} hours",
            _ when hours < 24 * 7 * 2 => $"{hours / 24} days",
            _ when hours < 24 * 30 * 2 => $"{hours / 24 / 7} weeks",
            _ when hours < 24 * 365 * 2 => $"{hours / 24 / 30} months",
            _ => $"{(int)(time.TotalHours / 24 / 365)} years",
        };
    }

    /// <summary>How long ago a Unix time in seconds is: <c>2 hours ago</c>.</summary>
    public static string Ago(long unixSeconds, TimeProvider clock) => Duration(clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(unixSeconds)) + " ago";

    /// <summary>A Unix time in seconds as Go prints it: <c>2026-11-24 18:37:50 +0000 UTC</c>.</summary>
    public static string GoText(long unixSeconds, TimeProvider clock) => GoText(DateTimeOffset.FromUnixTimeSeconds(unixSeconds), clock);

    /// <summary>A time as Go prints it, in this machine's zone, without zeros at the end of the fraction.</summary>
    public static string GoText(DateTimeOffset time, TimeProvider clock)
    {
        var zone = clock.LocalTimeZone;
        var local = TimeZoneInfo.ConvertTime(time, zone);
        var name = local.Offset == TimeSpan.Zero ? "UTC" : Abbreviation(local.Offset);
        var fraction = local.ToString("'.'fffffff", CultureInfo.InvariantCulture).TrimEnd('0').TrimEnd('.');
        return local.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + fraction + Offset(local.Offset) + name;
    }

    private static string Abbreviation(TimeSpan offset) => Offset(offset).Trim();

    private static string Offset(TimeSpan offset) =>
        string.Create(CultureInfo.InvariantCulture, $" {(offset < TimeSpan.Zero ? '-' : '+')}{Math.Abs(offset.Hours):00}{Math.Abs(offset.Minutes):00} ");
}
