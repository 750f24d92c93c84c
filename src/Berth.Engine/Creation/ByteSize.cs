using System.Globalization;

namespace Berth.Engine;

/// <summary>Numbers of bytes as users write them: <c>10m</c>, <c>1.5g</c>, <c>512</c>; units are powers of 1024.</summary>
public static class ByteSize
{
    private const string Units = "bkmgtp";

    /// <summary>Reads a number of bytes.</summary>
    /// <param name="text">The number as it is written.</param>
    /// <param name="bytes">Bytes.</param>
    /// <returns>Whether the text is a number of bytes.</returns>
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        string number = text.Trim().ToLowerInvariant();
        long unit = 1;
        foreach (string suffix in new[] { "ib", "b" })
        {
            if (number.EndsWith(suffix, StringComparison.Ordinal) && number.Length > suffix.Length && (suffix == "b" || char.IsAsciiLetter(number[^3])))
            {
                number = number[..^suffix.Length];
                break;
            }
        }

        if (number.Length > 0 && Units.IndexOf(number[^1], StringComparison.Ordinal) is >= 0 and var power)
        {
            unit = 1L << (10 * power);
            number = number[..^1];
        }

        if (!decimal.TryParse(number.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value)
            || value > long.MaxValue / unit)
        {
            return false;
        }

        bytes = (long)(value * unit);
        return true;
    }
}
