namespace Berth.Compose;

/// <summary>One thing that is wrong with a project, in its user's terms.</summary>
/// <param name="Severity">Whether it refuses the project.</param>
/// <param name="Code">A short constant name of the kind of finding, for programs, e.g. <c>unknown-key</c>.</param>
/// <param name="Span">Where it is.</param>
/// <param name="Message">What is wrong, one line.</param>
public sealed record Diagnostic(DiagnosticSeverity Severity, string Code, SourceSpan Span, string Message)
{
    /// <summary>What would put it right, where that is likely; else null.</summary>
    public string? Hint { get; init; }

    /// <summary>Other places that belong to it (the first of two equal keys, the file that extends), each with what it is.</summary>
    public IReadOnlyList<DiagnosticPlace> Related { get; init; } = [];
}
