using System.Globalization;

namespace Berth.Docker;

/// <summary>
/// Times on the wire. Inside they are nanoseconds of Unix time (1678 to 2262), as .NET's own types are only good for 100 ns.
/// </summary>
public static class DockerTimestamps
{
    /// <summary>Go's zero time: never.</summary>
    public const string Zero = "0001-01-01T00:00:00Z";

    private const long NanosPerSecond = 1_000_000_000;

    /// <summary>Nanoseconds of Unix time of a time.</summary>
    public static long ToNanos(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * 100;

    /// <summary>The time of nanoseconds of Unix time, cut to 100 ns.</summary>
    public static DateTimeOffset FromNanos(long nanos) => DateTimeOffset.UnixEpoch.AddTicks(FloorDivide(nanos, 100));

    /// <summary>RFC 3339 as inspect shows it: trailing zeros of the fraction are cut.</summary>
    public static string Format(long nanos)
    {
        var text = FormatFixed(nanos);
        var end = text.AsSpan(0, text.Length - 1).TrimEnd('0').TrimEnd('.');
        return string.Concat(end, "Z");
    }

    /// <summary>RFC 3339 as inspect shows it.</summary>
    public static string Format(DateTimeOffset time) => Format(ToNanos(time));

    /// <summary>RFC 3339 as logs show it: always nine digits of a second.</summary>
    public static string FormatFixed(long nanos)
    {
        var seconds = FloorDivide(nanos, NanosPerSecond);
        var fraction = nanos - seconds * NanosPerSecond;
        return string.Create(
            CultureInfo.InvariantCulture, $"{DateTimeOffset.FromUnixTimeSeconds(seconds).DateTime:yyyy-MM-dd'T'HH:mm:ss}.{fraction:D9}Z");
    }

    /// <summary>Seconds of Unix time with nine digits of a fraction, as query parameters carry times.</summary>
    public static string FormatUnix(long nanos)
    {
        var seconds = FloorDivide(nanos, NanosPerSecond);
        return string.Create(CultureInfo.InvariantCulture, $"{seconds}.{nanos - seconds * NanosPerSecond:D9}");
    }

    /// <summary>Reads seconds of Unix time with or without a fraction, or RFC 3339; false when it is neither.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out long nanos) => TryParseUnix(text, out nanos) || TryParseRfc3339(text, out nanos);

    private static bool TryParseUnix(ReadOnlySpan<char> text, out long nanos)
    {
        nanos = 0;
        var dot = text.IndexOf('.');
        var whole = dot < 0 ? text : text[..dot];
        if (!long.TryParse(whole, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
            || seconds is < -NanosPerSecond * 9 or > NanosPerSecond * 9)
        {
            return false;
        }

        long fraction = 0;
        if (dot >= 0 && !TryParseFraction(text[(dot + 1)..], out fraction))
        {
            return false;
        }

        nanos = seconds * NanosPerSecond + (whole.StartsWith('-') ? -fraction : fraction);
        return true;
    }

    private static bool TryParseRfc3339(ReadOnlySpan<char> text, out long nanos)
    {
        nanos = 0;
        if (text.Length < 20 || (text[10] != 'T' && text[10] != 't'))
        {
            return false;
        }

        var digits = text[19] == '.' ? text[20..].IndexOfAnyExceptInRange('0', '9') : -1;
        long fraction = 0;
        if (text[19] == '.' && (digits <= 0 || !TryParseFraction(text.Slice(20, digits), out fraction)))
        {
            return false;
        }

        var zone = text[19] == '.' ? text[(20 + digits)..] : text[19..];
        if (!DateTimeOffset.TryParseExact(
            string.Concat(text[..19], zone), "yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            || zone.IsEmpty || time.Year is < 1679 or > 2261)
        {
            return false;
        }

        nanos = time.ToUnixTimeSeconds() * NanosPerSecond + fraction;
        return true;
    }

    private static bool TryParseFraction(ReadOnlySpan<char> digits, out long nanos)
    {
        nanos = 0;
        if (digits.Length is 0 or > 9)
        {
            return false;
        }

        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out nanos))
        {
            return false;
        }

        for (var i = digits.Length; i < 9; i++)
        {
            nanos *= 10;
        }

        return true;
    }

    private static long FloorDivide(long value, long by) => value / by - (value % by < 0 ? 1 : 0);
}
