namespace Berth.Compose;

/// <summary>Loads Compose files.</summary>
public static class ComposeLoader
{
    /// <summary>
    /// Loads a project completely, as <c>up</c> needs it: what Docker Compose 2.40 loads, this loads to the same project. Nothing is thrown for what
    /// is wrong with files; each finding says where it is.
    /// </summary>
    public static ComposeLoadResult Load(ComposeLoadOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        LoadContext context = new(options, LoadPhase.All & ~LoadPhase.EnvironmentResolution);
        ComposeProject? project = new ProjectLoader(context).LoadProject();
        if (project is not null)
        {
            // Only services that take part need their env files.
            project = ServiceFiles.ReadEnvironment(project, context);
        }

        return new ComposeLoadResult(context.Diagnostics.HasErrors ? null : project, context.Diagnostics.Sorted());
    }
}
