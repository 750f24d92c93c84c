namespace Berth.Compose;

/// <summary>Whether a finding refuses the project.</summary>
public enum DiagnosticSeverity
{
    /// <summary>The project loads all the same.</summary>
    Warning,

    /// <summary>The project doesn't load.</summary>
    Error,
}
