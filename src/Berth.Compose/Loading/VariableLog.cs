namespace Berth.Compose;

/// <summary>Where variables were set and used, for <c>config --explain NAME</c>.</summary>
internal sealed class VariableLog
{
    public List<(string Name, SourceSpan Span, string Value)> Definitions { get; } = [];

    public List<(string Name, SourceSpan Span)> Uses { get; } = [];
}
