namespace Berth.Compose;

/// <summary>A text is no YAML; caught where the file is read.</summary>
internal sealed class YamlException(SourceSpan span, string message, string? hint = null, DiagnosticPlace? related = null) : Exception(message)
{
    public SourceSpan Span { get; } = span;

    public string? Hint { get; } = hint;

    public DiagnosticPlace? Related { get; } = related;
}
