namespace Berth.Compose;

/// <summary>Another place that belongs to a finding.</summary>
/// <param name="Span">Where.</param>
/// <param name="Note">What is there.</param>
public sealed record DiagnosticPlace(SourceSpan Span, string Note);
