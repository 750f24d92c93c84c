using System.Globalization;
using System.Text;

namespace Berth.Compose;

/// <summary>YAML byte for byte as go-yaml v3 writes it in block style, quotes only where a text would be read as something else.</summary>
/// <param name="text">What is written to.</param>
/// <param name="indent">How many spaces a level is indented.</param>
internal sealed class GoYamlWriter(StringBuilder text, int indent = 2) : ModelWriter
{
    // A longer key is written with "? ".
    private const int LongestSimpleKey = 128;

    private readonly Stack<Level> levels = [];

    // Where the next value goes: after a key, after a dash, or at the start.
    private Position position = Position.Start;

    private enum Position
    {
        Start,
        AfterKey,
        AfterDash,
        AfterLongKey,
    }

    private sealed class Level(bool isList, int indent, Position opened)
    {
        public bool IsList { get; } = isList;

        public int Indent { get; } = indent;

        public Position Opened { get; } = opened;

        public bool IsEmpty { get; set; } = true;
    }

    public override bool IsJson => false;

    public override void BeginMap() => Begin(isList: false);

    public override void BeginList() => Begin(isList: true);

    public override void EndMap() => End("{}");

    public override void EndList() => End("[]");

    public override void Key(string key)
    {
        Level level = levels.Peek();
        StartLine(level);
        bool simple = Encoding.UTF8.GetByteCount(key) <= LongestSimpleKey && !HasBreak(key);
        if (simple)
        {
            AppendScalar(key, level.Indent, isKey: true);
            text.Append(':');
            position = Position.AfterKey;
            return;
        }

        text.Append("? ");
        AppendScalar(key, level.Indent, isKey: false);
        EndLine();
        text.Append(' ', level.Indent).Append(':');
        position = Position.AfterLongKey;
    }

    public override void Text(string value)
    {
        BeforeScalar();
        AppendScalar(value, levels.Count == 0 ? -indent : levels.Peek().Indent, isKey: false);
        EndLine();
    }

    public override void Plain(string value)
    {
        BeforeScalar();
        text.Append(value);
        EndLine();
    }

    public override void Single(float value) => Plain(Special(value) ?? GoText.Single(value));

    public override void Double(double value) => Plain(Special(value) ?? GoText.Float(value));

    private static string? Special(double value) =>
        double.IsNaN(value) ? ".nan" : double.IsPositiveInfinity(value) ? ".inf" : double.IsNegativeInfinity(value) ? "-.inf" : null;

    private static bool HasBreak(string value) => value.AsSpan().IndexOfAny("\n\r\u0085\u2028\u2029") >= 0;

    private void Begin(bool isList)
    {
        if (levels.TryPeek(out Level? above) && above.IsList)
        {
            Dash(above);
        }

        int column = above is null ? 0 : above.IsList ? above.Indent + 2 : above.Indent + indent;
        levels.Push(new Level(isList, column, above is { IsList: true } ? Position.AfterDash : position));
        position = Position.Start;
    }

    private void End(string empty)
    {
        Level level = levels.Pop();
        if (level.IsEmpty)
        {
            text.Append(level.Opened is Position.AfterKey or Position.AfterLongKey ? " " : "").Append(empty);
            EndLine();
        }

        position = Position.Start;
    }

    // The first entry of a mapping or list in a list stands behind the dash.
    private void StartLine(Level level)
    {
        bool first = level.IsEmpty;
        level.IsEmpty = false;
        if (first && level.Opened == Position.AfterDash)
        {
            return;
        }

        if (first && level.Opened == Position.AfterLongKey)
        {
            text.Append(' ');
            return;
        }

        if (first && level.Opened == Position.AfterKey)
        {
            text.Append('\n');
        }

        text.Append(' ', level.Indent);
    }

    private void Dash(Level list)
    {
        StartLine(list);
        text.Append("- ");
        position = Position.AfterDash;
    }

    private void BeforeScalar()
    {
        if (levels.TryPeek(out Level? level) && level.IsList)
        {
            Dash(level);
        }
        else if (position is Position.AfterKey or Position.AfterLongKey)
        {
            text.Append(' ');
        }

        position = Position.Start;
    }

    private void EndLine()
    {
        if (text.Length > 0 && text[^1] != '\n')
        {
            text.Append('\n');
        }
    }

    private void AppendScalar(string value, int column, bool isKey)
    {
        YamlStyle style = YamlStyles.Choose(value, isKey);
        switch (style)
        {
            case YamlStyle.Plain:
                text.Append(value);
                break;
            case YamlStyle.Single:
                AppendSingle(value.Replace("'", "''", StringComparison.Ordinal), column + indent);
                break;
            case YamlStyle.Literal:
                AppendLiteral(value, column + indent);
                break;
            default:
                AppendDouble(value);
                break;
        }
    }

    // Of breaks only the separators of lines and paragraphs come here; what follows one is indented.
    private void AppendSingle(string value, int column)
    {
        text.Append('\'');
        bool lineStart = false;
        foreach (char c in value)
        {
            bool isBreak = c is '\u2028' or '\u2029';
            text.Append(' ', lineStart && !isBreak ? column : 0).Append(c);
            lineStart = isBreak;
        }

        text.Append('\'');
    }

    private void AppendLiteral(string value, int column)
    {
        text.Append('|');
        if (value[0] is ' ' || HasBreak(value[..1]))
        {
            text.Append(indent);
        }

        bool ends = HasBreak(value[^1..]);
        text.Append(!ends ? "-" : value.Length == 1 || HasBreak(value[^2..^1]) ? "+" : "").Append('\n');
        bool lineStart = true;
        foreach (char c in value)
        {
            if (c is '\n' or '\u2028' or '\u2029')
            {
                text.Append(c);
                lineStart = true;
                continue;
            }

            if (lineStart)
            {
                text.Append(' ', column);
            }

            lineStart = false;
            text.Append(c);
        }
    }

    private void AppendDouble(string value)
    {
        text.Append('"');

        // After a byte order mark Go's writer escapes all that comes.
        bool escapesAll = value.StartsWith('\uFEFF');
        for (int i = 0; i < value.Length; i++)
        {
            char c = value[i];
            if (char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
            {
                text.Append(CultureInfo.InvariantCulture, $"\\U{char.ConvertToUtf32(c, value[i + 1]):X8}");
                i++;
            }
            else
            {
                AppendEscaped(c, escapesAll);
            }
        }

        text.Append('"');
    }

    private void AppendEscaped(char c, bool always)
    {
        string? escape = c switch
        {
            '\0' => "\\0", '\a' => "\\a", '\b' => "\\b", '\t' => "\\t", '\n' => "\\n", '\v' => "\\v", '\f' => "\\f", '\r' => "\\r", '\u001b' => "\\e",
            '"' => "\\\"", '\\' => @"\\", '\u0085' => "\\N", '\u2028' => "\\L", '\u2029' => "\\P", _ => null,
        };
        if (escape is not null)
        {
            text.Append(escape);
        }
        else if (!always && YamlStyles.IsPrintable(c))
        {
            text.Append(c);
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"{(c <= 0xFF ? "\\x" : "\\u")}{((int)c).ToString(c <= 0xFF ? "X2" : "X4", CultureInfo.InvariantCulture)}");
        }
    }
}
