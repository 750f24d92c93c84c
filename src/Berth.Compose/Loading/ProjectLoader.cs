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

    private string WorkingDirectory { get; set; } = "";

    private IReadOnlyList<string> ComposeFiles { get; set; } = [];

    /// <summary>The merged, canonical tree; null after an error.</summary>
    public YamlMap? LoadModel()
    {
        if (ProjectSources.Find(context) is not { } sources)
        {
            return null;
        }

        // All files are read first, so that each says what is wrong with its YAML.
        foreach (string file in sources.Files)
        {
            files.Peek(file);
        }

        if (ProjectName.Find(sources, files, context) is not { } name || Diagnostics.HasErrors)
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
        if (!files.LoadModel(model, sources.Files, default, scope))
        {
            return null;
        }

        if (model.Count == 0)
        {
            Diagnostics.Error("empty", new SourceSpan(model.Span.File, 1, 1), "the Compose file is empty", "add \"services:\" with a service below it");
            return null;
        }

        LoadStep<ModelLoad>.Run(LoadSteps.Normalization, new ModelLoad(context, scope, model) { Name = name }, context);
        return Diagnostics.HasErrors ? null : model;
    }

    /// <summary>The project; null after an error.</summary>
    public ComposeProject? LoadProject()
    {
        if (LoadModel() is not { } model)
        {
            return null;
        }

        ComposeProject unbound = new() { Name = Name, WorkingDirectory = WorkingDirectory, ComposeFiles = ComposeFiles, Environment = Environment };
        ProjectLoad load = new(context, model, unbound);
        LoadStep<ProjectLoad>.Run(LoadSteps.Project, load, context);
        return Diagnostics.HasErrors ? null : load.Project;
    }
}
