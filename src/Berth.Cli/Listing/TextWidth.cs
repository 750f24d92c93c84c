namespace Berth.Cli;

/// <summary>How long a text is for a reader: characters, not the two halves of some or their bytes.</summary>
internal static class TextWidth
{
    /// <summary>Characters of a text.</summary>
    public static int Of(string text)
    {
        var width = text.Length;
        foreach (var c in text)
        {
            if (char.IsLowSurrogate(c))
                width--;
        }
        return width;
    }

    /// <summary>Cuts a text to a number of columns, the last of which is an ellipsis if something was cut; East Asian wide characters count two.</summary>
    public static string Ellipsis(string text, int columns)
    {
        if (Columns(text) <= columns)
            return text;
        if (columns <= 1)
            return columns == 1 && text.Length > 0 ? text[..1] : "";
        var width = 0;
        var end = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var next = width + (IsWide(rune.Value) ? 2 : 1);
            if (next > columns - 1)
                break;
            width = next;
            end += rune.Utf16SequenceLength;
        }
        return text[..end] + "…";
    }

    private static int Columns(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
            width += IsWide(rune.Value) ? 2 : 1;
        return width;
    }

    private static bool IsWide(int rune) => rune >= 0x1100 && (rune <= 0x115f || rune is >= 0x2e80 and <= 0xa4cf or >= 0xac00 and <= 0xd7a3 or >= 0xf900 and <= 0xfaff
        or >= 0xfe30 and <= 0xfe6f or >= 0xff00 and <= 0xff60 or >= 0xffe0 and <= 0xffe6 or >= 0x1f300 and <= 0x1f64f or >= 0x20000 and <= 0x3fffd);
}
