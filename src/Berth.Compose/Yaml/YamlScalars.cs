using System.Globalization;

namespace Berth.Compose;

/// <summary>What an unquoted scalar means, as go-yaml v3 decides: YAML 1.2's words, YAML 1.1's numbers.</summary>
internal static class YamlScalars
{
    /// <summary>The value of a plain scalar without a tag.</summary>
    public static YamlScalar Resolve(SourceSpan span, string text)
    {
        if (text.Length == 0)
        {
            return YamlScalar.Null(span);
        }

        return text[0] switch
        {
            >= '0' and <= '9' or '+' or '-' => ResolveNumber(span, text),
            '.' => ResolveWord(span, text) ?? (TryFloat(text, out double value) ? YamlScalar.OfFloat(span, value, text) : YamlScalar.String(span, text)),
            'y' or 'Y' or 'n' or 'N' or 't' or 'T' or 'f' or 'F' or 'o' or 'O' or '~' => ResolveWord(span, text) ?? YamlScalar.String(span, text),
            _ => YamlScalar.String(span, text),
        };
    }

    /// <summary>The value of a scalar with a tag; null if the tag doesn't fit the text.</summary>
    public static YamlScalar? ResolveTagged(SourceSpan span, string tag, string text)
    {
        switch (tag)
        {
            case "!!str":
                return YamlScalar.String(span, text);
            case "!!null" or "!!bool" or "!!int" or "!!float" or "!!timestamp":
                break;
            case "!!binary":
                return DecodeBase64(span, text);
            default:
                return YamlScalar.String(span, text);
        }

        YamlScalar value = Resolve(span, text);
        return (tag, value.Kind) switch
        {
            ("!!null", ScalarKind.Null) or ("!!bool", ScalarKind.Boolean) or ("!!float", ScalarKind.Float) or ("!!timestamp", ScalarKind.Timestamp) => value,
            ("!!int", ScalarKind.Integer or ScalarKind.Unsigned) => value,
            ("!!float", ScalarKind.Integer) => YamlScalar.OfFloat(span, value.Integer, text),
            ("!!float", ScalarKind.Unsigned) => YamlScalar.OfFloat(span, value.Unsigned, text),
            _ => null,
        };
    }

    private static YamlScalar? DecodeBase64(SourceSpan span, string text)
    {
        byte[] bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out int length) ? YamlScalar.String(span, System.Text.Encoding.UTF8.GetString(bytes, 0, length)) : null;
    }

    private static YamlScalar? ResolveWord(SourceSpan span, string text) => text switch
    {
        "true" or "True" or "TRUE" => YamlScalar.Of(span, true),
        "false" or "False" or "FALSE" => YamlScalar.Of(span, false),
        "~" or "null" or "Null" or "NULL" => YamlScalar.Null(span),
        ".nan" or ".NaN" or ".NAN" => YamlScalar.OfFloat(span, double.NaN, text),
        ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" => YamlScalar.OfFloat(span, double.PositiveInfinity, text),
        "-.inf" or "-.Inf" or "-.INF" => YamlScalar.OfFloat(span, double.NegativeInfinity, text),
        _ => null,
    };

    private static YamlScalar ResolveNumber(SourceSpan span, string text)
    {
        if (ResolveWord(span, text) is { } word)
        {
            return word;
        }

        if (YamlTimestamp.IsTimestamp(text))
        {
            return YamlScalar.OfTimestamp(span, text);
        }

        string plain = text.Contains('_', StringComparison.Ordinal) ? text.Replace("_", "", StringComparison.Ordinal) : text;
        if (TryInteger(plain, out bool negative, out ulong magnitude))
        {
            if (!negative && magnitude <= long.MaxValue)
            {
                return YamlScalar.Of(span, (long)magnitude, text);
            }

            if (negative && magnitude <= 1UL << 63)
            {
                return YamlScalar.Of(span, unchecked((long)(0 - magnitude)), text);
            }

            // Above the range of signed numbers a leading plus isn't taken.
            if (!negative && plain[0] != '+')
            {
                return YamlScalar.OfUnsigned(span, magnitude, text);
            }
        }

        return TryFloat(plain, out double value) ? YamlScalar.OfFloat(span, value, text) : YamlScalar.String(span, text);
    }

    // [+-] then decimal digits, or 0x, 0o, 0b, or 0 for octal.
    private static bool TryInteger(string text, out bool negative, out ulong magnitude)
    {
        ReadOnlySpan<char> digits = text;
        negative = digits[0] == '-';
        magnitude = 0;
        if (digits[0] is '+' or '-')
        {
            digits = digits[1..];
        }

        uint radix = 10;
        if (digits.Length > 1 && digits[0] == '0')
        {
            radix = (digits[1] | 0x20) switch { 'x' => 16u, 'o' => 8u, 'b' => 2u, _ => 0u };
            digits = radix == 0 ? digits[1..] : digits[2..];
            radix = radix == 0 ? 8 : radix;
        }

        if (digits.IsEmpty)
        {
            return false;
        }

        foreach (char c in digits)
        {
            uint digit = c switch { >= '0' and <= '9' => (uint)c - '0', >= 'a' and <= 'f' => (uint)c - 'a' + 10, >= 'A' and <= 'F' => (uint)c - 'A' + 10, _ => 99 };
            if (digit >= radix || magnitude > (ulong.MaxValue - digit) / radix)
            {
                return false;
            }

            magnitude = (magnitude * radix) + digit;
        }

        return true;
    }

    /// <summary>Reads <c>[+-](.N | N[.N])[eN]</c>.</summary>
    private static bool TryFloat(string text, out double value)
    {
        value = 0;
        int at = text[0] is '+' or '-' ? 1 : 0;
        int whole = Digits(text, ref at);
        int fraction = 0;
        if (at < text.Length && text[at] == '.')
        {
            at++;
            fraction = Digits(text, ref at);
        }

        if (whole + fraction == 0)
        {
            return false;
        }

        if (at < text.Length && text[at] is 'e' or 'E')
        {
            at++;
            at += at < text.Length && text[at] is '+' or '-' ? 1 : 0;
            if (Digits(text, ref at) == 0)
            {
                return false;
            }
        }

        return at == text.Length && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && !double.IsInfinity(value);
    }

    private static int Digits(string text, ref int at)
    {
        int from = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at - from;
    }
}
