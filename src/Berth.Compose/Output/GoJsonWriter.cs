using System.Globalization;
using System.Text;

namespace Berth.Compose;

/// <summary>JSON byte for byte as Go's <c>encoding/json</c> writes it: <c>&lt; &gt; &amp;</c> and line separators escaped.</summary>
/// <param name="text">What is written to.</param>
/// <param name="indent">How many spaces a level is indented, each element on a line of its own; 0: all on one line.</param>
/// <param name="escapesHtml">Whether <c>&lt; &gt; &amp;</c> are escaped.</param>
internal sealed class GoJsonWriter(StringBuilder text, int indent, bool escapesHtml = true) : ModelWriter
{
    private int depth;
    private bool first = true;
    private bool afterKey;

    public override bool IsJson => true;

    /// <summary>A number that JSON doesn't have was to be written; what it was.</summary>
    public string? Fault { get; set; }

    public override void BeginMap() => Begin('{');

    public override void EndMap() => End('}');

    public override void BeginList() => Begin('[');

    public override void EndList() => End(']');

    public override void Key(string key)
    {
        Separate();
        Quote(key);
        text.Append(indent > 0 ? ": " : ":");
        afterKey = true;
    }

    public override void Text(string value)
    {
        Separate();
        Quote(value);
    }

    public override void Plain(string value)
    {
        Separate();
        text.Append(value);
    }

    public override void Single(float value) => Plain(float.IsFinite(value) ? GoText.JsonSingle(value) : Refuse(GoText.Single(value)));

    public override void Double(double value) => Plain(double.IsFinite(value) ? GoText.JsonFloat(value) : Refuse(GoText.Float(value)));

    private string Refuse(string value)
    {
        Fault ??= $"JSON has no number {value}";
        return "null";
    }

    private void Begin(char bracket)
    {
        Separate();
        text.Append(bracket);
        depth++;
        first = true;
    }

    private void End(char bracket)
    {
        depth--;
        if (!first)
        {
            BreakLine();
        }

        text.Append(bracket);
        first = false;
    }

    private void Separate()
    {
        if (afterKey)
        {
            afterKey = false;
            return;
        }

        if (!first)
        {
            text.Append(',');
        }

        if (depth > 0)
        {
            BreakLine();
        }

        first = false;
    }

    private void BreakLine()
    {
        if (indent > 0)
        {
            text.Append('\n').Append(' ', depth * indent);
        }
    }

    private void Quote(string value)
    {
        text.Append('"');
        int start = 0;
        for (int i = 0; i < value.Length; i++)
        {
            if (Escape(value, i) is not { } escape)
            {
                continue;
            }

            text.Append(value, start, i - start).Append(escape);
            start = i + 1;
        }

        text.Append(value, start, value.Length - start).Append('"');
    }

    private string? Escape(string value, int index)
    {
        char c = value[index];
        switch (c)
        {
            case '"':
                return "\\\"";
            case '\\':
                return @"\\";
            case '\n':
                return "\\n";
            case '\r':
                return "\\r";
            case '\t':
                return "\\t";
            case '\b':
                return "\\b";
            case '\f':
                return "\\f";
            case '<' or '>' or '&':
                return escapesHtml ? Code(c) : null;
            case < ' ' or '\u2028' or '\u2029':
                return Code(c);
            default:
                return char.IsSurrogate(c) && !IsPaired(value, index) ? "\\ufffd" : null;
        }
    }

    private static string Code(char c) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");

    private static bool IsPaired(string value, int index) => char.IsHighSurrogate(value[index])
        ? index + 1 < value.Length && char.IsLowSurrogate(value[index + 1])
        : index > 0 && char.IsHighSurrogate(value[index - 1]);
}
