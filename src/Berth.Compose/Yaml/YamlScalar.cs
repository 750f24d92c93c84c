using System.Runtime.CompilerServices;

namespace Berth.Compose;

/// <summary>A scalar: its kind, its text as written, and its value where it isn't a string.</summary>
internal sealed class YamlScalar : YamlNode
{
    private readonly long bits;

    private YamlScalar(SourceSpan span, ScalarKind kind, string text, long bits)
        : base(span)
    {
        Kind = kind;
        Text = text;
        this.bits = bits;
    }

    public ScalarKind Kind { get; }

    /// <summary>The string; for other kinds the text as it was written.</summary>
    public string Text { get; }

    public bool Boolean => bits != 0;

    public long Integer => bits;

    public ulong Unsigned => (ulong)bits;

    public double Float => Unsafe.BitCast<long, double>(bits);

    public static YamlScalar Null(SourceSpan span) => new(span, ScalarKind.Null, "", 0);

    public static YamlScalar String(SourceSpan span, string text) => new(span, ScalarKind.String, text, 0);

    public static YamlScalar Of(SourceSpan span, bool value) => new(span, ScalarKind.Boolean, value ? "true" : "false", value ? 1 : 0);

    public static YamlScalar Of(SourceSpan span, long value, string? text = null) => new(span, ScalarKind.Integer, text ?? GoText.Integer(value), value);

    public static YamlScalar OfUnsigned(SourceSpan span, ulong value, string text) => new(span, ScalarKind.Unsigned, text, (long)value);

    public static YamlScalar OfFloat(SourceSpan span, double value, string text) => new(span, ScalarKind.Float, text, Unsafe.BitCast<double, long>(value));

    public static YamlScalar OfSingle(SourceSpan span, float value, string text) => new(span, ScalarKind.Single, text, Unsafe.BitCast<double, long>(value));

    public static YamlScalar OfTimestamp(SourceSpan span, string text) => new(span, ScalarKind.Timestamp, text, 0);

    public static YamlScalar Broken(SourceSpan span) => new(span, ScalarKind.Broken, "", 0);

    /// <summary>The value as Go's <c>fmt.Sprint</c> prints it: what Compose makes of numbers and booleans where it wants a string.</summary>
    public string Print() => Kind switch
    {
        ScalarKind.Null => "<nil>",
        ScalarKind.Boolean => Boolean ? "true" : "false",
        ScalarKind.Integer => GoText.Integer(Integer),
        ScalarKind.Unsigned => GoText.Unsigned(Unsigned),
        ScalarKind.Float => GoText.Float(Float),
        ScalarKind.Single => GoText.Single((float)Float),
        _ => Text,
    };

    // Nothing in it changes.
    public override int Size() => 1;

    public override YamlNode Clone() => this;
}
