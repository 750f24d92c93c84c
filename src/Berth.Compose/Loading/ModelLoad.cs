namespace Berth.Compose;

/// <summary>The model of all files of a project.</summary>
internal sealed record ModelLoad(LoadContext Context, FileScope Scope, YamlMap Model)
{
    /// <summary>The project's name; empty for an included one.</summary>
    public string Name { get; init; } = "";
}
