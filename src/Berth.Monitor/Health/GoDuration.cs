using System.Globalization;

namespace Berth.Monitor;

/// <summary>A time as Go writes it, which Docker's messages have: <c>30s</c>, <c>1m30s</c>, <c>1.5s</c>, <c>200ms</c>.</summary>
internal static class GoDuration
{
    public static string Format(long nanoseconds)
    {
        if (nanoseconds < 1_000_000_000)
        {
            return nanoseconds switch
            {
                0 => "0s",
                < 1_000 => Text(nanoseconds, "ns"),
                < 1_000_000 => Text(nanoseconds / 1e3, "µs"),
                _ => Text(nanoseconds / 1e6, "ms"),
            };
        }
        long minutes = nanoseconds / 60_000_000_000;
        string seconds = Text(nanoseconds % 60_000_000_000 / 1e9, "s");
        return minutes == 0 ? seconds : minutes < 60 ? $"{minutes}m{seconds}" : $"{minutes / 60}h{minutes % 60}m{seconds}";
    }

    private static string Text(double value, string unit) => value.ToString("0.#########", CultureInfo.InvariantCulture) + unit;
}
