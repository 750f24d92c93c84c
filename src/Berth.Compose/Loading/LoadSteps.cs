namespace Berth.Compose;

/// <summary>
/// The phases of loading, in the order in which they run: on each document of each file, on all files put together, on the project. This is the
/// order of Docker Compose 2.40, and much of what it does follows from it. <c>docs/compose-loading.md</c> has an example of each.
/// </summary>
internal static class LoadSteps
{
    /// <summary>On one document, which ends up in the model.</summary>
    public static readonly LoadStep<DocumentLoad>[] Document =
    [
        new("interpolation", static load => Interpolation.Apply(load.Document, load.Scope.Environment, load.Context)) { Phase = LoadPhase.Interpolation },
        new("extends", static load => new Extender(load.Loader, load.Context, load.Scope, load.File, load.Resets).Apply(load.Document)) { NotForBases = true },
        new("reset", static load => Resets.Apply(load.Model, load.Resets)),
        new("include", static load => new Includer(load.Loader, load.Context, load.Scope with { Included = [.. load.Scope.Included, load.File] }).Apply(load.Document)) { NotForBases = true },
        new("merge", static load => Merger.Merge(load.Model, load.Document, load.Diagnostics)),
        new("unicity", static load => Unicity.Enforce(load.Model, load.WrongItems)),
        new("schema", static load => SchemaValidator.Validate(load.Model, load.Diagnostics)) { NotForBases = true },
        new("obsolete attributes", static load => ObsoleteAttributes.Drop(load.Model, load.Diagnostics)) { NotForBases = true },

        // What is wrong with items matters only where the shape is right.
        new("items of lists", static load => load.ReportItems()),
        new("long forms", static load => Canonicalizer.Apply(load.Model, load.Diagnostics, load.Context.Limits, lenient: !load.Context.Runs(LoadPhase.Interpolation))),
        new("empty items", static load => EmptyItems.Drop(load.Model)),
        new("unicity of long forms", static load => Unicity.Enforce(load.Model, load.Diagnostics)),
    ];

    /// <summary>On the model of all files, of the project itself and of each included one.</summary>
    public static readonly LoadStep<ModelLoad>[] Model =
    [
        new("defaults", static load => Defaults.Apply(load.Model, load.Context.Diagnostics)),
        new("exclusions", static load => ModelChecks.Run(load.Model, load.Context.Diagnostics)),
        new("paths", static load => PathResolver.Apply(load.Model, load.Scope.WorkingDirectory, load.Context)) { Phase = LoadPhase.PathResolution },
        new("values of names", static load => EnvironmentReferences.Apply(load.Model, load.Scope.Environment)),
    ];

    /// <summary>On the project.</summary>
    public static readonly LoadStep<ProjectLoad>[] Project =
    [
        new("binding", static load => load.Bind()),
        new("profiles", static load => load.Project = ServiceSelection.Enable(load.Project, load.Profiles())),
        new("consistency", static load => Consistency.Check(load.Project, load.Context.Diagnostics)) { Phase = LoadPhase.Consistency },
        new("replicas", static load => load.Project = Replicas.Agree(load.Project)) { Phase = LoadPhase.Consistency },
        new("env files", static load => load.Project = ServiceFiles.ReadEnvironment(load.Project, load.Context)) { Phase = LoadPhase.EnvironmentResolution },
        new("label files", static load => load.Project = ServiceFiles.ReadLabels(load.Project, discard: true, load.Context)),
        new("selection", static load => load.Project = ServiceSelection.Select(load.Project, load.Context.Options.Services, load.Context.Diagnostics)),
        new("unused resources", static load => load.Project = load.Context.Options.AllResources ? load.Project : ServiceSelection.DropUnused(load.Project)),
    ];

    /// <summary>The one step between model and project that a command may leave out.</summary>
    public static readonly LoadStep<ModelLoad>[] Normalization =
    [
        new("normalization", static load => Normalizer.Apply(load.Model, load.Name, load.Scope.Environment, load.Context.Diagnostics)) { Phase = LoadPhase.Normalization },
    ];

    /// <summary>All names in order; files are read before the first.</summary>
    public static IEnumerable<string> Names =>
        Document.Select(step => step.Name).Concat(Model.Select(step => step.Name)).Concat(Normalization.Select(step => step.Name)).Concat(Project.Select(step => step.Name));
}
