namespace Berth.Compose;

/// <summary>Where the phases report to.</summary>
internal sealed class DiagnosticSink
{
    // A broken file can have a mistake a line; nobody reads more.
    private const int Most = 200;

    private readonly List<Diagnostic> found = [];

    // What aliases copy, or several services extend, is said once: it has one place, and only its message names another attribute.
    private readonly HashSet<(string Code, SourceSpan Span, string? Message)> said = [];

    // The step that first found an error at a place: what later ones find there follows from it.
    private readonly Dictionary<SourceSpan, int> wrong = [];
    private int step;

    public IReadOnlyList<Diagnostic> Found => found;

    public int Errors { get; private set; }

    /// <summary>True: nothing that is reported from here on is kept, though errors are counted.</summary>
    public bool IsFull => found.Count >= Most;

    public bool HasErrors => Errors > 0;

    public void Add(Diagnostic diagnostic)
    {
        if (diagnostic.Severity == DiagnosticSeverity.Error)
        {
            Errors++;
            if (diagnostic.Span.Line > 0 && !wrong.TryAdd(diagnostic.Span, step) && wrong[diagnostic.Span] != step)
            {
                return;
            }
        }

        bool copied = diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Span.Line > 0;
        if (!IsFull && said.Add((diagnostic.Code, diagnostic.Span, copied ? diagnostic.Hint : diagnostic.Message)))
        {
            found.Add(diagnostic);
        }
    }

    public void Error(string code, SourceSpan span, string message, string? hint = null) =>
        Add(new Diagnostic(DiagnosticSeverity.Error, code, span, message) { Hint = hint });

    public void Warning(string code, SourceSpan span, string message, string? hint = null) =>
        Add(new Diagnostic(DiagnosticSeverity.Warning, code, span, message) { Hint = hint });

    /// <summary>Errors first, each kind in the order in which it was found.</summary>
    public IReadOnlyList<Diagnostic> Sorted() => [.. found.Where(static d => d.Severity == DiagnosticSeverity.Error), .. found.Where(static d => d.Severity != DiagnosticSeverity.Error)];

    /// <summary>Tells that the next step of loading begins.</summary>
    public void BeginStep() => step++;

    public void Report(YamlException e) =>
        Add(new Diagnostic(DiagnosticSeverity.Error, "yaml", e.Span, e.Message) { Hint = e.Hint, Related = e.Related is null ? [] : [e.Related] });
}
