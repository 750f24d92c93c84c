namespace Berth.Compose;

/// <summary>A document on its way into a model.</summary>
internal sealed record DocumentLoad(FileLoader Loader, LoadContext Context, FileScope Scope, string File, YamlMap Model, YamlMap Document, IReadOnlyList<string[]> Resets)
{
    public DiagnosticSink Diagnostics => Context.Diagnostics;

    /// <summary>What is wrong with items of lists, until it is known whether the rest is right.</summary>
    public DiagnosticSink WrongItems { get; } = new();
}
