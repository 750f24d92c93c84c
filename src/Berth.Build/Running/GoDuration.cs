using System.Globalization;

namespace Berth.Build;

/// <summary>Times as Go writes them: <c>1h2m3.5s</c>.</summary>
internal static class GoDuration
{
    private static readonly System.Buffers.SearchValues<char> s_number = System.Buffers.SearchValues.Create("0123456789.");

    /// <summary>The text of a time: <c>1h2m3.5s</c>, <c>0s</c>.</summary>
    public static string Format(long nanoseconds)
    {
        if (nanoseconds == 0) return "0s";
        if (nanoseconds < 1_000_000_000)
        {
            var (unit, name) = nanoseconds >= 1_000_000 ? (1_000_000m, "ms") : nanoseconds >= 1_000 ? (1_000m, "µs") : (1m, "ns");
            return (nanoseconds / unit).ToString("0.######", CultureInfo.InvariantCulture) + name;
        }

        long minutes = nanoseconds / 60_000_000_000, hours = minutes / 60;
        string seconds = (nanoseconds % 60_000_000_000 / 1_000_000_000m).ToString("0.#########", CultureInfo.InvariantCulture) + "s";
        return hours > 0 ? $"{hours}h{minutes % 60}m{seconds}" : minutes > 0 ? $"{minutes}m{seconds}" : seconds;
    }

    /// <summary>Nanoseconds, or null where the text is no time.</summary>
    public static long? Parse(string text)
    {
        if (text == "0") return 0;
        decimal total = 0;
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            int digits = rest.IndexOfAnyExcept(s_number);
            if (digits <= 0 || !decimal.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)) return null;
            rest = rest[digits..];
            int letters = rest.IndexOfAny(s_number) is var n && n >= 0 ? n : rest.Length;
            decimal? unit = rest[..letters] switch
            {
                "ns" => 1, "us" or "µs" => 1_000, "ms" => 1_000_000, "s" => 1_000_000_000, "m" => 60_000_000_000, "h" => 3_600_000_000_000, _ => null,
            };
            if (unit is null) return null;
            total += number * unit.Value;
            rest = rest[letters..];
        }

        return text.Length == 0 || total > long.MaxValue ? null : (long)total;
    }
}
