using System.Globalization;
using System.Text;

namespace Berth.Cli;

/// <summary>Times as Go reads and writes them: <c>1h15m30.918s</c>; a whole number of nanoseconds.</summary>
internal static class GoDuration
{
    private const long Second = 1_000_000_000;

    /// <summary>Reads a time.</summary>
    /// <returns>False if the text is none, or too long for 64 bits of nanoseconds.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out long nanoseconds)
    {
        nanoseconds = 0;
        var negative = text.Length > 0 && text[0] == '-';
        if (text.Length > 0 && text[0] is '-' or '+')
            text = text[1..];
        if (text is "0")
            return true;
        if (text.IsEmpty)
            return false;
        decimal sum = 0;
        while (!text.IsEmpty)
        {
            var digits = Run(text, digits: true);
            if (digits <= 0 || !decimal.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return false;
            text = text[digits..];
            var letters = Run(text, digits: false);
            var unit = Unit(text[..letters]);
            if (unit == 0)
                return false;
            text = text[letters..];
            sum += number * unit;
            if (sum > long.MaxValue)
                return false;
        }
        nanoseconds = (long)(negative ? -sum : sum);
        return true;
    }

    /// <summary>Writes a time: <c>0s</c>, <c>250ms</c>, <c>1m30s</c>, <c>2h0m0s</c>.</summary>
    public static string Format(long nanoseconds)
    {
        if (nanoseconds == 0)
            return "0s";
        var result = new StringBuilder();
        if (nanoseconds < 0)
            result.Append('-');
        var n = (ulong)Math.Abs((decimal)nanoseconds);
        if (n < Second)
        {
            var (divisor, unit) = n < 1_000 ? (1m, "ns") : n < 1_000_000 ? (1_000m, "µs") : (1_000_000m, "ms");
            return result.Append((n / divisor).ToString("0.######", CultureInfo.InvariantCulture)).Append(unit).ToString();
        }
        var minutes = n / (60 * (ulong)Second);
        var seconds = n % (60 * (ulong)Second) / (decimal)Second;
        if (minutes >= 60)
            result.Append(minutes / 60).Append('h');
        if (minutes > 0)
            result.Append(minutes % 60).Append('m');
        return result.Append(seconds.ToString("0.#########", CultureInfo.InvariantCulture)).Append('s').ToString();
    }

    private static int Run(ReadOnlySpan<char> text, bool digits)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiDigit(text[length]) || text[length] == '.') == digits)
            length++;
        return length;
    }

    private static long Unit(ReadOnlySpan<char> name) => name switch
    {
        "ns" => 1,
        "us" or "µs" or "μs" => 1_000,
        "ms" => 1_000_000,
        "s" => Second,
        "m" => 60 * Second,
        "h" => 3600 * Second,
        _ => 0,
    };
}
