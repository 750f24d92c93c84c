namespace Berth.Compose;

/// <summary>What loading came to.</summary>
/// <param name="Project">The project; null if any finding is an error.</param>
/// <param name="Diagnostics">Everything found, the most useful first: errors before warnings, in the order of the files.</param>
public sealed record ComposeLoadResult(ComposeProject? Project, IReadOnlyList<Diagnostic> Diagnostics);
