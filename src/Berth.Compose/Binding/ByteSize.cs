namespace Berth.Compose;

/// <summary>Sizes in bytes as text: <c>64</c>, <c>1.5g</c>, <c>512 KiB</c>; units count by 1024.</summary>
internal static class ByteSize
{
    /// <summary>The number of bytes; null if the text is no size or a negative one.</summary>
    public static long? Parse(string text)
    {
        int last = text.Length - 1;
        while (last >= 0 && !char.IsAsciiDigit(text[last]) && text[last] is not ('.' or ' '))
        {
            last--;
        }

        if (last < 0)
        {
            return null;
        }

        string number = text[last] == ' ' ? text[..last] : text[..(last + 1)];
        string unit = text[(last + 1)..];
        if (!GoNumbers.TryFloat(number, out double size) || size < 0 || Factor(unit.ToLowerInvariant()) is not { } factor)
        {
            return null;
        }

        return (long)(size * factor);
    }

    private static double? Factor(string unit)
    {
        if (unit.Length == 0 || unit == "b")
        {
            return 1;
        }

        double? factor = unit[0] switch
        {
            'k' => 1024.0,
            'm' => 1024.0 * 1024,
            'g' => 1024.0 * 1024 * 1024,
            't' => 1024.0 * 1024 * 1024 * 1024,
            'p' => 1024.0 * 1024 * 1024 * 1024 * 1024,
            _ => null,
        };
        return unit.Length == 1 || unit[1..] is "b" or "ib" ? factor : null;
    }
}
