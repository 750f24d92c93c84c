using System.Globalization;
using System.Text;
using Berth.Docker;

namespace Berth.Cli;

/// <summary>How the values of options are read, as Go's and docker's libraries do.</summary>
internal static class FlagValues
{
    /// <summary>Checks that an option's type can have a value.</summary>
    /// <exception cref="UsageException">It can't; the message is pflag's.</exception>
    public static void Check(in FlagRow flag, string value)
    {
        var reason = flag.Type switch
        {
            FlagType.Bool => GoBoolean.Parse(value) is null ? $"strconv.ParseBool: parsing {GoQuote.Double(value)}: invalid syntax" : null,
            FlagType.Int => ParseInt(value) is null ? $"strconv.ParseInt: parsing {GoQuote.Double(value)}: invalid syntax" : null,
            FlagType.UInt16 => CheckUInt16(value),
            FlagType.Duration => GoDuration.Parse(value) is not null ? null : $"time: invalid duration {GoQuote.Double(value)}",
            FlagType.Bytes => value == "-1" || ByteSize.TryParse(value, out _) ? null : $"invalid size: '{value}'",
            FlagType.Decimal => decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? null : $"failed to parse {value} as a rational number",
            _ => null,
        };
        if (reason is not null)
            throw UsageException.BadValue(value, flag.Display, reason);
    }

    /// <summary>A whole number as Go reads it with base 0 (decimal, 0x, 0o, 0b, leading 0 for octal), or null.</summary>
    public static long? ParseInt(string value)
    {
        var text = value.AsSpan();
        var negative = text.Length > 0 && text[0] == '-';
        if (text.Length > 0 && text[0] is '-' or '+')
            text = text[1..];
        var radix = 10;
        if (text.Length > 1 && text[0] == '0')
        {
            radix = text[1] switch { 'x' or 'X' => 16, 'b' or 'B' => 2, _ => 8 };
            text = text[(text[1] is 'x' or 'X' or 'b' or 'B' or 'o' or 'O' ? 2 : 1)..];
        }
        if (text.IsEmpty)
            return null;
        Int128 number = 0;
        foreach (var c in text)
        {
            var digit = char.IsAsciiHexDigit(c) ? Convert.ToInt32(char.IsAsciiDigit(c) ? c - '0' : (c | 32) - 'a' + 10) : 99;
            if (digit >= radix)
                return null;
            number = (number * radix) + digit;
            if (number > (Int128)long.MaxValue + 1)
                return null;
        }
        number = negative ? -number : number;
        return number > long.MaxValue ? null : (long)number;
    }

    /// <summary>Splits a value at its commas; a part may be in quotation marks, as in CSV.</summary>
    /// <exception cref="UsageException">A quotation mark is not closed or not where it may be.</exception>
    public static List<string> SplitCsv(string value)
    {
        var parts = new List<string>();
        if (value.Length == 0)
            return parts;
        var part = new StringBuilder();
        for (var i = 0; ; i++)
        {
            if (i < value.Length && value[i] == '"' && part.Length == 0)
                i = Quoted(value, i + 1, part);
            if (i >= value.Length || value[i] == ',')
            {
                parts.Add(part.ToString());
                part.Clear();
                if (i >= value.Length)
                    return parts;
            }
            else if (value[i] == '"')
            {
                throw new UsageException($"parse error on line 1, column {i + 1}: bare \" in non-quoted-field");
            }
            else
            {
                part.Append(value[i]);
            }
        }
    }

    private static int Quoted(string value, int i, StringBuilder part)
    {
        for (; i < value.Length; i++)
        {
            if (value[i] != '"')
            {
                part.Append(value[i]);
                continue;
            }
            if (i + 1 < value.Length && value[i + 1] == '"')
            {
                part.Append('"');
                i++;
                continue;
            }
            if (i + 1 < value.Length && value[i + 1] != ',')
                break;
            return i + 1;
        }
        throw new UsageException($"parse error on line 1, column {i + 1}: extraneous or missing \" in quoted-field");
    }

    private static string? CheckUInt16(string value)
    {
        if (ParseInt(value) is not { } number || number < 0)
            return $"strconv.ParseUint: parsing {GoQuote.Double(value)}: invalid syntax";
        return number > ushort.MaxValue ? $"strconv.ParseUint: parsing {GoQuote.Double(value)}: value out of range" : null;
    }
}
