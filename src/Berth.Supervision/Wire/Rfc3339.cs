namespace Berth.Supervision;

/// <summary>Times as Go's RFC3339Nano writes them, which Docker's records have: UTC, the fraction without its trailing zeros. Written digit by digit: nothing is allocated, and the library's
/// formatting (which knows time zones) stays out of the monitor.</summary>
public static class Rfc3339
{
    /// <summary>The most bytes that a time takes.</summary>
    public const int MaxBytes = 28;

    /// <summary>Writes a moment and returns the number of bytes.</summary>
    public static int Format(DateTimeOffset moment, Span<byte> to)
    {
        DateTime utc = moment.UtcDateTime;
        Digits(utc.Year, to[..4]);
        to[4] = (byte)'-';
        Digits(utc.Month, to[5..7]);
        to[7] = (byte)'-';
        Digits(utc.Day, to[8..10]);
        to[10] = (byte)'T';
        Digits(utc.Hour, to[11..13]);
        to[13] = (byte)':';
        Digits(utc.Minute, to[14..16]);
        to[16] = (byte)':';
        Digits(utc.Second, to[17..19]);
        int end = 19;
        int fraction = (int)(utc.Ticks % TimeSpan.TicksPerSecond);
        if (fraction > 0)
        {
            to[end] = (byte)'.';
            Digits(fraction, to.Slice(end + 1, 7));
            end += 8;
            while (to[end - 1] == (byte)'0')
            {
                end--;
            }
        }
        to[end] = (byte)'Z';
        return end + 1;
    }

    private static void Digits(int value, Span<byte> to)
    {
        for (int i = to.Length - 1; i >= 0; i--)
        {
            to[i] = (byte)('0' + (value % 10));
            value /= 10;
        }
    }
}
