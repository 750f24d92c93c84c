using System.Globalization;

namespace Berth.Monitor;

/// <summary>A time as Go writes it, which Docker's messages have: <c>30s</c>, <c>1m30s</c>, <c>1.5s</c>, <c>200ms</c>.</summary>
internal static class GoDuration
{
    public static string Format(long nanoseconds)
    {
        if (nanoseconds < Second)
        {
            return nanoseconds switch
            {
                0 => "0s",
                < 1_000 => $"{nanoseconds}ns",
                < 1_000_000 => Text(nanoseconds, 1_000, "µs"),
                _ => Text(nanoseconds, 1_000_000, "ms"),
            };
        }
        long minutes = nanoseconds / (60 * Second);
        string seconds = Text(nanoseconds % (60 * Second), Second, "s");
        return minutes == 0 ? seconds : minutes < 60 ? $"{minutes}m{seconds}" : $"{minutes / 60}h{minutes % 60}m{seconds}";
    }

    private const long Second = 1_000_000_000;

    // Whole numbers only: the library's code for others is large.
    private static string Text(long value, long unit, string name)
    {
        string fraction = (unit + (value % unit)).ToString(CultureInfo.InvariantCulture)[1..].TrimEnd('0');
        return fraction.Length == 0 ? $"{value / unit}{name}" : $"{value / unit}.{fraction}{name}";
    }
}
