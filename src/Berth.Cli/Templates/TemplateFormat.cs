using System.Globalization;
using System.Text;

namespace Berth.Cli;

/// <summary>Go's <c>printf</c> verbs, as far as templates need them: v s q d f t x c U, width, precision, <c>- + 0</c>.</summary>
internal static class TemplateFormat
{
    /// <summary>Fills a format with arguments.</summary>
    public static string Format(string format, ReadOnlySpan<object?> arguments)
    {
        var result = new StringBuilder();
        var next = 0;
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                result.Append(format[i]);
                continue;
            }
            var flags = i + 1;
            while (flags < format.Length && format[flags] is '-' or '+' or '0' or '#' or ' ')
                flags++;
            var marks = format[(i + 1)..flags];
            var width = Digits(format, ref flags);
            var precision = -1;
            if (flags < format.Length && format[flags] == '.')
            {
                flags++;
                precision = Math.Max(0, Digits(format, ref flags));
            }
            i = flags;
            if (i >= format.Length)
                return result.Append("%!(NOVERB)").ToString();
            if (format[i] == '%')
            {
                result.Append('%');
                continue;
            }
            var text = next < arguments.Length ? Verb(format[i], arguments[next], marks, precision) : $"%!{format[i]}(MISSING)";
            next++;
            result.Append(Padded(text, width, marks));
        }
        if (next < arguments.Length)
            result.Append("%!(EXTRA ").AppendJoin(", ", arguments[next..].ToArray().Select(TemplateValue.Print)).Append(')');
        return result.ToString();
    }

    private static int Digits(string format, ref int at)
    {
        var start = at;
        while (at < format.Length && char.IsAsciiDigit(format[at]))
            at++;
        return at > start ? int.Parse(format.AsSpan(start, at - start), CultureInfo.InvariantCulture) : -1;
    }

    private static string Verb(char verb, object? value, string marks, int precision)
    {
        var text = TemplateValue.Print(value);
        switch (verb)
        {
            case 'v':
            case 't' when value is bool:
                return text;
            case 's':
                return precision >= 0 && precision < text.Length ? text[..precision] : text;
            case 'q':
                return GoQuote.Double(text);
            case 'd' or 'x' or 'c' when value is long number:
                return Whole(verb, number, text, marks);
            case 'x' when value is string:
                return Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text));
            case 'f' when value is double number:
                return Fixed(number, precision < 0 ? 6 : precision);
            default:
                return $"%!{verb}({text})";
        }
    }

    private static string Whole(char verb, long number, string text, string marks) => verb switch
    {
        'x' => number.ToString("x", CultureInfo.InvariantCulture),
        'c' => char.ConvertFromUtf32((int)number),
        _ => marks.Contains('+', StringComparison.Ordinal) && number >= 0 ? "+" + text : text,
    };

    private static string Fixed(double number, int decimals) => number.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static string Padded(string text, int width, string marks)
    {
        if (width <= text.Length)
            return text;
        if (marks.Contains('-', StringComparison.Ordinal))
            return text.PadRight(width);
        return marks.Contains('0', StringComparison.Ordinal) && text.Length > 0 && char.IsAsciiDigit(text[0]) ? text.PadLeft(width, '0') : text.PadLeft(width);
    }
}
