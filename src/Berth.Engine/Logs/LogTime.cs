using System.Buffers.Text;
using System.Globalization;
using Berth.Docker;

namespace Berth.Engine;

/// <summary>Times of log lines: RFC 3339 with up to nine digits of a second, in UTC, read and written without allocating.</summary>
internal static class LogTime
{
    /// <summary>The length of the written form in bytes: <c>2006-01-02T15:04:05.000000000Z</c>.</summary>
    public const int Length = 30;

    private const long NanosPerSecond = 1_000_000_000;

    /// <summary>Nanoseconds of Unix time of a text; 0 where it is no time.</summary>
    public static long Parse(ReadOnlySpan<byte> text)
    {
        if (text.Length < 20 || text[^1] != 'Z' || !Date(text, out var date)
            || !Number(text[11..13], out int hour) || !Number(text[14..16], out int minute) || !Number(text[17..19], out int second))
        {
            return 0;
        }

        long nanos = 0, unit = NanosPerSecond;
        for (int i = 20; i < text.Length - 1 && unit > 1; i++)
        {
            unit /= 10;
            nanos += (text[i] - '0') * unit;
        }

        long seconds = (date.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond + hour * 3600 + minute * 60 + second;
        return seconds * NanosPerSecond + nanos;
    }

    /// <summary>Writes a time with nine digits of a second.</summary>
    public static void Write(Span<byte> destination, long nanos)
    {
        var time = DockerTimestamps.FromNanos(nanos);
        time.TryFormat(destination, out _, "yyyy-MM-dd'T'HH:mm:ss'.'", CultureInfo.InvariantCulture);
        long fraction = nanos % NanosPerSecond;
        for (int i = 28; i >= 20; i--)
        {
            destination[i] = (byte)('0' + fraction % 10);
            fraction /= 10;
        }

        destination[29] = (byte)'Z';
    }

    private static bool Date(ReadOnlySpan<byte> text, out DateTime date)
    {
        date = default;
        if (!Number(text[..4], out int year) || !Number(text[5..7], out int month) || !Number(text[8..10], out int day)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        date = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc);
        return true;
    }

    private static bool Number(ReadOnlySpan<byte> digits, out int number) => Utf8Parser.TryParse(digits, out number, out int used) && used == digits.Length;
}
