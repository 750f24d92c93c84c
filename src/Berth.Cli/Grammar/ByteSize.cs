using System.Globalization;

namespace Berth.Cli;

/// <summary>Sizes in bytes as docker reads them (<c>64m</c>, binary) and writes them (<c>1.02MB</c> decimal, <c>64MiB</c> binary).</summary>
internal static class ByteSize
{
    private const string Letters = "kmgtp";

    /// <summary>Reads a size: a number, a space if wanted, then <c>b</c>, or <c>k m g t p</c> alone, with <c>b</c> or with <c>ib</c>; each 1024 times the last.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        var digits = text.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        if (digits == 0 || !decimal.TryParse(text.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return false;
        var unit = text[digits..];
        if (unit.StartsWith(' '))
            unit = unit[1..];
        decimal factor = 1;
        if (unit.Length > 0 && !unit.Equals("b", StringComparison.OrdinalIgnoreCase))
        {
            var power = Letters.IndexOf(char.ToLowerInvariant(unit[0]), StringComparison.Ordinal);
            if (power < 0 || (unit.Length > 1 && !unit[1..].Equals("b", StringComparison.OrdinalIgnoreCase) && !unit[1..].Equals("ib", StringComparison.OrdinalIgnoreCase)))
                return false;
            for (; power >= 0; power--)
                factor *= 1024;
        }
        if (number * factor > long.MaxValue)
            return false;
        bytes = (long)(number * factor);
        return true;
    }

    /// <summary>With decimal units and a few significant digits: <c>0B</c>, <c>1.09kB</c>, <c>192MB</c>.</summary>
    public static string Decimal(double bytes, int digits = 4) => Scale(bytes, 1000, digits, ["B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"]);

    /// <summary>With binary units and four significant digits: <c>1.5MiB</c>.</summary>
    public static string Binary(double bytes) => Scale(bytes, 1024, 4, ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"]);

    private static string Scale(double size, double step, int digits, ReadOnlySpan<string> units)
    {
        var i = 0;
        for (; size >= step && i < units.Length - 1; i++)
            size /= step;
        return Significant(size, digits) + units[i];
    }

    // Go's %.Ng: N significant digits, no zeros at the end; an exponent only when the number has more whole digits than that.
    private static string Significant(double number, int digits)
    {
        if (number == 0)
            return "0";
        var exponent = (int)Math.Floor(Math.Log10(Math.Abs(number)));
        var text = Math.Round((decimal)number, Math.Clamp(digits - 1 - exponent, 0, 28), MidpointRounding.ToEven);
        if (exponent >= digits || text >= (decimal)Math.Pow(10, digits))
            return number.ToString("0." + new string('#', digits - 1) + "e+00", CultureInfo.InvariantCulture);
        return text.ToString("0.############", CultureInfo.InvariantCulture);
    }
}
