using System.Globalization;

namespace Berth.Compose;

/// <summary>Numbers as Go prints them.</summary>
internal static class GoText
{
    public static string Integer(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Unsigned(ulong value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>As <c>%v</c>: shortest digits, an exponent below 1e-4 and from 1e6 on.</summary>
    public static string Float(double value) => Special(value) ?? Digits(value.ToString("R", CultureInfo.InvariantCulture), -4, 6, shortExponent: false);

    public static string Single(float value) => Special(value) ?? Digits(value.ToString("R", CultureInfo.InvariantCulture), -4, 6, shortExponent: false);

    /// <summary>As <c>encoding/json</c>: like <see cref="Float"/>, but with an exponent only below 1e-6 and from 1e21 on, and one digit of it where one is enough.</summary>
    public static string JsonSingle(float value) => Digits(value.ToString("R", CultureInfo.InvariantCulture), -6, 21, shortExponent: true);

    public static string JsonFloat(double value) => Digits(value.ToString("R", CultureInfo.InvariantCulture), -6, 21, shortExponent: true);

    private static string? Special(double value) =>
        double.IsNaN(value) ? "NaN" : double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : null;

    // Rewrites .NET's shortest form (which has its own rules for exponents) to Go's.
    private static string Digits(string shortest, int lowest, int highest, bool shortExponent)
    {
        bool negative = shortest.StartsWith('-');
        string body = negative ? shortest[1..] : shortest;
        int exponent = 0;
        int mark = body.IndexOf('E', StringComparison.Ordinal);
        if (mark >= 0)
        {
            exponent = int.Parse(body.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            body = body[..mark];
        }

        int point = body.IndexOf('.', StringComparison.Ordinal);
        string digits = point < 0 ? body : body[..point] + body[(point + 1)..];
        int scale = (point < 0 ? body.Length : point) + exponent;
        int zeros = digits.Length - digits.TrimStart('0').Length;
        digits = digits[zeros..].TrimEnd('0');
        scale -= zeros;
        string sign = negative ? "-" : "";
        if (digits.Length == 0)
        {
            return sign + "0";
        }

        int power = scale - 1;
        return sign + (power < lowest || power >= highest ? WithExponent(digits, power, shortExponent) : WithoutExponent(digits, scale));
    }

    private static string WithExponent(string digits, int power, bool shortExponent)
    {
        string mantissa = digits.Length == 1 ? digits : digits[..1] + "." + digits[1..];
        string amount = Math.Abs(power).ToString(shortExponent && power < 0 ? "0" : "00", CultureInfo.InvariantCulture);
        return mantissa + "e" + (power < 0 ? "-" : "+") + amount;
    }

    private static string WithoutExponent(string digits, int scale) => scale switch
    {
        <= 0 => "0." + new string('0', -scale) + digits,
        _ when scale >= digits.Length => digits + new string('0', scale - digits.Length),
        _ => digits[..scale] + "." + digits[scale..],
    };
}
