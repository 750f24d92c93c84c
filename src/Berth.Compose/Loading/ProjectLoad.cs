namespace Berth.Compose;

/// <summary>A project in the making.</summary>
internal sealed class ProjectLoad(LoadContext context, YamlMap model, ComposeProject unbound)
{
    public LoadContext Context { get; } = context;

    /// <summary>The project so far.</summary>
    public ComposeProject Project { get; set; } = unbound;

    public void Bind() => Project = ProjectBinder.Bind(model, Project.Name, Project.WorkingDirectory, Context.Diagnostics) with { ComposeFiles = Project.ComposeFiles, Environment = Project.Environment };

    /// <summary>The profiles of the options, else of the environment.</summary>
    public string[] Profiles() => Context.Options.Profiles.Count > 0
        ? [.. Context.Options.Profiles]
        : Array.ConvertAll((Project.Environment.GetValueOrDefault("COMPOSE_PROFILES") ?? "").Split(','), static profile => profile.Trim());
}
