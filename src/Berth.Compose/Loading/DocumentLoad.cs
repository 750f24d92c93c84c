namespace Berth.Compose;

/// <summary>A document on its way into a model.</summary>
internal sealed record DocumentLoad(FileLoader Loader, LoadContext Context, FileScope Scope, string File, YamlMap Model, YamlMap Document, IReadOnlyList<string[]> Resets)
{
    public DiagnosticSink Diagnostics => Context.Diagnostics;

    /// <summary>What is wrong with items of lists as they were written, some of which the schema will refuse.</summary>
    public DiagnosticSink WrongItems { get; } = new();

    /// <summary>Reports those that it let through.</summary>
    public void ReportItems()
    {
        if (WrongItems.HasErrors)
        {
            Unicity.Enforce(Model, Diagnostics);
        }
    }
}
