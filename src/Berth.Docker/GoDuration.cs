using System.Globalization;
using System.Text;

namespace Berth.Docker;

/// <summary>Times as Go reads and writes them, which Docker's texts have: <c>1h15m30.918s</c>, whole nanoseconds. Compose files know days and weeks too.</summary>
public static class GoDuration
{
    private const long Second = 1_000_000_000;

    /// <summary>As Go's <c>time.Duration.String</c>.</summary>
    public static string Format(long nanoseconds)
    {
        if (nanoseconds == 0)
        {
            return "0s";
        }

        ulong amount = nanoseconds < 0 ? (ulong)-(nanoseconds + 1) + 1 : (ulong)nanoseconds;
        string sign = nanoseconds < 0 ? "-" : "";
        if (amount < Second)
        {
            return sign + (amount < 1_000 ? Fraction(amount, 1, "ns") : amount < 1_000_000 ? Fraction(amount, 1_000, "µs") : Fraction(amount, 1_000_000, "ms"));
        }

        ulong seconds = amount / Second;
        StringBuilder text = new(sign);
        if (seconds >= 3600)
        {
            text.Append(CultureInfo.InvariantCulture, $"{seconds / 3600}h");
        }

        if (seconds >= 60)
        {
            text.Append(CultureInfo.InvariantCulture, $"{seconds / 60 % 60}m");
        }

        return text.Append(Fraction((seconds % 60 * Second) + (amount % Second), Second, "s")).ToString();
    }

    /// <summary>Reads a time; null if it is none, or too long for 64 bits of nanoseconds.</summary>
    /// <param name="text">The text.</param>
    /// <param name="days">Whether <c>d</c> and <c>w</c> are units.</param>
    public static long? Parse(ReadOnlySpan<char> text, bool days = false)
    {
        ReadOnlySpan<char> rest = text;
        bool negative = rest is ['-', ..];
        if (rest is ['-' or '+', ..])
        {
            rest = rest[1..];
        }

        if (rest is "0")
        {
            return 0;
        }

        Int128 total = 0;
        if (rest.IsEmpty)
        {
            return null;
        }

        while (!rest.IsEmpty)
        {
            if (!TakePart(ref rest, days, out Int128 part))
            {
                return null;
            }

            total += part;
            if (total > (Int128)1 << 63)
            {
                return null;
            }
        }

        total = negative ? -total : total;
        return total < long.MinValue || total > long.MaxValue ? null : (long)total;
    }

    private static bool TakePart(ref ReadOnlySpan<char> rest, bool days, out Int128 part)
    {
        part = 0;
        int whole = CountDigits(rest);
        int length = whole;
        int fraction = 0;
        if (length < rest.Length && rest[length] == '.')
        {
            fraction = CountDigits(rest[(length + 1)..]);
            length += 1 + fraction;
        }

        if (whole + fraction == 0 || whole > 20)
        {
            return false;
        }

        int unit = length;
        while (unit < rest.Length && rest[unit] != '.' && !char.IsAsciiDigit(rest[unit]))
        {
            unit++;
        }

        long factor = Factor(rest[length..unit], days);
        if (factor == 0)
        {
            return false;
        }

        Int128 amount = whole == 0 ? 0 : Int128.Parse(rest[..whole], NumberStyles.None, CultureInfo.InvariantCulture);
        part = amount * factor;
        if (fraction > 0)
        {
            part += Below(rest.Slice(whole + 1, fraction), factor);
        }

        rest = rest[unit..];
        return true;
    }

    private static Int128 Below(ReadOnlySpan<char> digits, long factor)
    {
        double scale = 1;
        double amount = 0;
        foreach (char digit in digits[..Math.Min(digits.Length, 18)])
        {
            amount = (amount * 10) + (digit - '0');
            scale *= 10;
        }

        return (Int128)(amount * (factor / scale));
    }

    private static int CountDigits(ReadOnlySpan<char> text)
    {
        int count = 0;
        while (count < text.Length && char.IsAsciiDigit(text[count]))
        {
            count++;
        }

        return count;
    }

    private static long Factor(ReadOnlySpan<char> unit, bool days) => unit switch
    {
        "ns" => 1,
        "us" or "µs" or "μs" => 1_000,
        "ms" => 1_000_000,
        "s" => Second,
        "m" => 60 * Second,
        "h" => 3600 * Second,
        "d" when days => 86400 * Second,
        "w" when days => 7 * 86400 * Second,
        _ => 0,
    };

    private static string Fraction(ulong amount, ulong unit, string name)
    {
        string whole = (amount / unit).ToString(CultureInfo.InvariantCulture);
        if (amount % unit == 0)
        {
            return whole + name;
        }

        int width = unit.ToString(CultureInfo.InvariantCulture).Length - 1;
        string below = (amount % unit).ToString(CultureInfo.InvariantCulture).PadLeft(width, '0').TrimEnd('0');
        return whole + "." + below + name;
    }
}
