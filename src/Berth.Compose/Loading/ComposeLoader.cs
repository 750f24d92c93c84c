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
        ProjectLoader loader = new(context);
        loader.LoadProject();

        // Only services that take part need their env files.
        ComposeProject? project = loader.Project is { } found ? ServiceFiles.ReadEnvironment(found, context) : null;

        return new ComposeLoadResult(context.Diagnostics.HasErrors ? null : project, context.Findings());
    }
}
