namespace Berth.Compose;

/// <summary>The whole way from options to a project.</summary>
internal sealed class ProjectLoader
{
    private readonly LoadContext context;
    private readonly FileLoader files;

    public ProjectLoader(LoadContext context)
    {
        this.context = context;
        files = new FileLoader(context);
    }

    private DiagnosticSink Diagnostics => context.Diagnostics;

    /// <summary>The name, once it is known.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The variables, once the model is loaded.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; private set; } = ComposeMap<string>.Empty;

    /// <summary>The project as far as it could be read, after errors too, to look for more of them; null if there is none.</summary>
    public ComposeProject? Project { get; private set; }

    private string WorkingDirectory { get; set; } = "";

    private IReadOnlyList<string> ComposeFiles { get; set; } = [];

    /// <summary>The merged, canonical tree; null after an error.</summary>
    public YamlMap? LoadModel() => ReadModel() is { } model && !Diagnostics.HasErrors ? model : null;

    /// <summary>The project; null after an error.</summary>
    public ComposeProject? LoadProject()
    {
        if (ReadModel() is not { } model)
        {
            return null;
        }

        ComposeProject unbound = new() { Name = Name, WorkingDirectory = WorkingDirectory, ComposeFiles = ComposeFiles, Environment = Environment };
        ProjectLoad load = new(context, model, unbound);
        LoadStep<ProjectLoad>.Run(LoadSteps.Project, load, context);
        Project = load.Project;
        return Diagnostics.HasErrors ? null : Project;
    }

    // The tree without what is wrong in it; null if nothing can be made of the files.
    private YamlMap? ReadModel()
    {
        if (ProjectSources.Find(context) is not { } sources)
        {
            return null;
        }

        // All files are read first, so that each says what is wrong with its YAML.
        bool readable = true;
        foreach (string file in sources.Files)
        {
            readable &= files.Peek(file) is not null;
        }

        if (ProjectName.Find(sources, files, context) is not { } name || !readable)
        {
            return null;
        }

        if (!context.Runs(LoadPhase.Interpolation))
        {
            // Where variables stay as they are, the environment says nothing of other values either.
            sources.Environment.Clear();
        }

        sources.Environment["COMPOSE_PROJECT_NAME"] = name;
        (Name, Environment, WorkingDirectory, ComposeFiles) = (name, sources.Environment, sources.WorkingDirectory, sources.Files);
        YamlMap model = new(new SourceSpan(new SourceFile(sources.Files[0], ""), 0, 0));
        FileScope scope = new() { Environment = Environment, WorkingDirectory = WorkingDirectory, FilesDirectory = WorkingDirectory };
        if (files.LoadModel(model, sources.Files, default, scope) && model.Count == 0)
        {
            Diagnostics.Error("empty", new SourceSpan(model.Span.File, 1, 1), "the Compose file is empty", "add \"services:\" with a service below it");
            return null;
        }

        LoadStep<ModelLoad>.Run(LoadSteps.Normalization, new ModelLoad(context, scope, model) { Name = name }, context);
        return model;
    }
}
