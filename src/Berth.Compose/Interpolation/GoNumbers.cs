using System.Globalization;

namespace Berth.Compose;

/// <summary>Numbers in strings, as Go's <c>strconv</c> reads them.</summary>
internal static class GoNumbers
{
    public static bool TryInteger(string text, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && text.Length > 0 && !char.IsWhiteSpace(text[0]);

    public static bool TryFloat(string text, out double value)
    {
        value = 0;
        ReadOnlySpan<char> body = text is ['+' or '-', ..] ? text.AsSpan(1) : text;
        if (body.IsEmpty)
        {
            return false;
        }

        if (body.Equals("inf", StringComparison.OrdinalIgnoreCase) || body.Equals("infinity", StringComparison.OrdinalIgnoreCase))
        {
            value = text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }

        if (body.Equals("nan", StringComparison.OrdinalIgnoreCase) && body.Length == text.Length)
        {
            value = double.NaN;
            return true;
        }

        if (!char.IsAsciiDigit(body[0]) && body[0] != '.')
        {
            return false;
        }

        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, style, CultureInfo.InvariantCulture, out value) && !double.IsInfinity(value);
    }
}
