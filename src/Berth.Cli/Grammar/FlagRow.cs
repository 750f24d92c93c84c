using System.Text;

namespace Berth.Cli;

/// <summary>One option's line of a row, taken apart.</summary>
internal readonly ref struct FlagRow
{
    /// <summary>Where the long name begins in an option's line.</summary>
    public const int NameColumn = 6;

    /// <summary>The one-letter form, or NUL.</summary>
    public char Letter { get; private init; }

    /// <summary>The long name.</summary>
    public ReadOnlySpan<byte> Name { get; private init; }

    /// <summary>The type's name as help shows it; empty for a switch.</summary>
    public ReadOnlySpan<byte> TypeName { get; private init; }

    /// <summary>The value when it isn't given, as a text; empty for the type's own.</summary>
    public ReadOnlySpan<byte> Default { get; private init; }

    /// <summary>The long name that this one is another spelling of; empty for none.</summary>
    public ReadOnlySpan<byte> AliasOf { get; private init; }

    /// <summary>One sentence about it.</summary>
    public ReadOnlySpan<byte> Help { get; private init; }

    /// <summary>Whether help leaves it out.</summary>
    public bool Hidden { get; private init; }

    /// <summary>How its value is read.</summary>
    public FlagType Type => TypeOf(TypeName);

    /// <summary>The values that its sentence lists; empty if it may be anything.</summary>
    public string[] Values
    {
        get
        {
            var open = Help.IndexOf((byte)'{');
            var close = Help.IndexOf((byte)'}');
            return open >= 0 && close > open ? Encoding.UTF8.GetString(Help[(open + 1)..close]).Split('|') : [];
        }
    }

    /// <summary>How messages call it: <c>-n, --last</c>.</summary>
    public string Display =>
        Letter == '\0' ? "--" + Encoding.UTF8.GetString(Name) : $"-{Letter}, --{Encoding.UTF8.GetString(Name)}";

    /// <summary>Whether a line of a row is an option's.</summary>
    public static bool IsFlag(ReadOnlySpan<byte> line) => line.Length > NameColumn && line[0] is (byte)'-' or (byte)' ' && line[4] == '-' && line[5] == '-';

    /// <summary>Takes an option's line apart.</summary>
    public static FlagRow Read(ReadOnlySpan<byte> line)
    {
        var letter = line[0] == '-' ? (char)line[1] : '\0';
        line = line[NameColumn..];
        var name = FirstWord(line);
        line = line[name.Length..];
        ReadOnlySpan<byte> type = default, value = default, alias = default;
        if (line.Length > 1 && line[0] == ' ' && line[1] != ' ')
        {
            line = line[1..];
            type = FirstWord(line);
            line = line[type.Length..];
            if (type[0] == '>')
            {
                alias = type[1..];
            }
            else if (type.IndexOf((byte)'=') is >= 0 and var at)
            {
                value = type[(at + 1)..];
                type = type[..at];
            }
        }
        line = line.TrimStart((byte)' ');
        var hidden = alias.Length > 0 || line.StartsWith("!"u8);
        return new FlagRow
        {
            Letter = letter,
            Name = name,
            TypeName = type.SequenceEqual("bool"u8) ? default : type,
            Default = value,
            AliasOf = alias,
            Help = hidden ? line.TrimStart((byte)'!') : line,
            Hidden = hidden,
        };
    }

    private static ReadOnlySpan<byte> FirstWord(ReadOnlySpan<byte> line)
    {
        var end = line.IndexOf((byte)' ');
        return end < 0 ? line : line[..end];
    }

    private static FlagType TypeOf(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty)
            return FlagType.Bool;
        if (name.SequenceEqual("string"u8) || name.SequenceEqual("gpu-request"u8))
            return FlagType.Text;
        if (name.SequenceEqual("strings"u8))
            return FlagType.Csv;
        if (name.SequenceEqual("int"u8) || name.SequenceEqual("uint64"u8))
            return FlagType.Int;
        if (name.SequenceEqual("uint16"u8))
            return FlagType.UInt16;
        if (name.SequenceEqual("duration"u8))
            return FlagType.Duration;
        if (name.SequenceEqual("bytes"u8))
            return FlagType.Bytes;
        return name.SequenceEqual("decimal"u8) ? FlagType.Decimal : FlagType.List;
    }
}
