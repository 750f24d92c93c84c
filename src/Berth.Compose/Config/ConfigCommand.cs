using System.Text;

namespace Berth.Compose;

/// <summary><c>compose config</c>: loads a project and writes it, or a part of it.</summary>
public sealed class ConfigCommand
{
    private readonly ConfigOptions options;
    private readonly TextWriter output;

    private ConfigCommand(ConfigOptions options, TextWriter output)
    {
        this.options = options;
        this.output = output;
    }

    /// <summary>Runs it.</summary>
    /// <param name="options">What was asked.</param>
    /// <param name="output">Where the answer goes.</param>
    /// <param name="errors">Where findings go.</param>
    /// <returns>The exit code: 0, or 1 after an error.</returns>
    public static int Run(ConfigOptions options, TextWriter output, TextWriter errors)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(output);
        ConfigCommand command = new(options, output);
        LoadContext context = new(command.LoadOptions(), command.Phases());
        command.Execute(context);
        IReadOnlyList<Diagnostic> found = context.Findings();
        if (found.Count > 0 && options.ErrorsAsJson)
        {
            DiagnosticPrinter.WriteJson(errors, found);
        }
        else
        {
            DiagnosticPrinter.WriteText(errors, found, options.Load.WorkingDirectory);
        }

        return context.Diagnostics.HasErrors ? 1 : 0;
    }

    private bool Lists => options.Services || options.Volumes || options.Networks || options.Models || options.Hash.Length > 0 || options.Profiles || options.Images || options.Variables;

    // Only some of the answers look at the services that were named.
    private ComposeLoadOptions LoadOptions() => options.Services || options.Volumes || options.Networks || options.Models || options.Hash.Length > 0
        ? options.Load with { Services = [] }
        : options.Load;

    private LoadPhase Phases()
    {
        LoadPhase phases = LoadPhase.All;
        phases &= options.NoInterpolate || options.Variables ? ~LoadPhase.Interpolation : phases;
        phases &= options.NoNormalize ? ~LoadPhase.Normalization : phases;
        phases &= options.NoPathResolution ? ~LoadPhase.PathResolution : phases;
        phases &= options.NoConsistency ? ~LoadPhase.Consistency : phases;
        return Lists ? phases & ~LoadPhase.EnvironmentResolution : phases;
    }

    private void Execute(LoadContext context)
    {
        ProjectLoader loader = new(context);
        if (options.Explain.Length > 0)
        {
            ConfigExplain.Write(options.Explain, loader, context, output);
        }
        else if (options.Services && options.NoInterpolate)
        {
            WriteLines(loader.LoadModel() is { } model && model.Get("services") is YamlMap services ? GoOrder.Keys(services) : []);
        }
        else if (Lists && !WritesVariables())
        {
            if (loader.LoadProject() is { } project)
            {
                WriteList(project, context);
            }
        }
        else if (WritesVariables())
        {
            if (loader.LoadModel() is { } model)
            {
                ConfigVariables.Write(model, options.Format, output, context.Diagnostics);
            }
        }
        else if (options.Environment)
        {
            WriteEnvironment(loader);
        }
        else
        {
            WriteConfig(loader, context);
        }
    }

    private bool WritesVariables() => options.Variables && !(options.Services || options.Volumes || options.Networks || options.Models || options.Hash.Length > 0 || options.Profiles || options.Images);

    private void WriteEnvironment(ProjectLoader loader)
    {
        if (loader.LoadProject() is not { } project || options.Quiet)
        {
            return;
        }

        List<string> lines = [];
        foreach ((string name, string value) in project.Environment)
        {
            lines.Add(name + "=" + value);
        }

        lines.Sort(GoOrder.Compare);
        WriteLines(lines);
    }

    private void WriteList(ComposeProject project, LoadContext context)
    {
        if (options.Services)
        {
            WriteLines(ServiceOrder.DependenciesFirst(project));
        }
        else if (options.Volumes)
        {
            WriteLines(GoOrder.Keys(project.Volumes));
        }
        else if (options.Networks)
        {
            WriteLines(GoOrder.Keys(project.Networks));
        }
        else if (options.Models)
        {
            WriteLines(GoOrder.Keys(project.Models).Select(name => project.Models[name].Model).Where(model => model.Length > 0));
        }
        else if (options.Hash.Length > 0)
        {
            WriteHashes(project, context.Diagnostics);
        }
        else if (options.Profiles)
        {
            List<string> profiles = [.. project.Services.Values.Concat(project.DisabledServices.Values).SelectMany(service => service.Profiles).Distinct()];
            profiles.Sort(GoOrder.Compare);
            WriteLines(profiles);
        }
        else
        {
            WriteLines(GoOrder.Keys(project.Services).Select(name => project.Services[name]).Select(service => service.Image.Length > 0 ? service.Image : project.Name + options.NameSeparator + service.Name));
        }
    }

    private void WriteHashes(ComposeProject project, DiagnosticSink diagnostics)
    {
        string[] names = options.Hash == "*" ? GoOrder.Keys(project.Services) : options.Hash.Split(',');
        Array.Sort(names, GoOrder.Compare);
        foreach (string name in names)
        {
            if (!project.Services.TryGetValue(name, out ServiceConfig? service))
            {
                diagnostics.Error("no-such-service", default, $"no such service: {name}");
                return;
            }

            if (DefaultPlatform.Apply(service, project.Environment, diagnostics) is not { } placed)
            {
                return;
            }

            WriteLines([name + " " + ConfigHash.OfService(placed)]);
        }
    }

    private void WriteConfig(ProjectLoader loader, LoadContext context)
    {
        string format = options.Format.Length == 0 ? "yaml" : options.Format;
        if (format is not ("yaml" or "json"))
        {
            context.Diagnostics.Error("format", default, $"\"{format}\" is no format", "write yaml or json");
            return;
        }

        string? content = options.NoInterpolate ? Model(loader, context, format) : Project(loader, context, format);
        if (content is null || context.Diagnostics.HasErrors || options.Quiet)
        {
            return;
        }

        if (options.Output.Length == 0)
        {
            output.Write(content);
            return;
        }

        try
        {
            File.WriteAllText(context.Absolute(options.Output), content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            context.Diagnostics.Error("output", default, $"{options.Output} can't be written: {e.Message}");
        }
    }

    private string? Project(ProjectLoader loader, LoadContext context, string format)
    {
        if (loader.LoadProject() is not { } project)
        {
            return null;
        }

        bool pins = options.ResolveImageDigests || options.LockImageDigests;
        project = pins ? ImageDigests.Pin(project, options.FindDigest, context.Diagnostics) : project;
        if (!options.NoConsistency)
        {
            Consistency.CheckContainerNames(project, context.Diagnostics);
        }

        project = options.LockImageDigests ? ImageDigests.Only(project) : project;
        if (context.Diagnostics.HasErrors || (options.Quiet && format == "yaml"))
        {
            return null;
        }

        // What is printed can be loaded again: a dollar is none of a variable.
        string content = format == "json" ? ProjectWriter.ToJson(project, context.Diagnostics) : ProjectWriter.ToYaml(project);
        return content.Replace("$", "$$", StringComparison.Ordinal);
    }

    private string? Model(ProjectLoader loader, LoadContext context, string format)
    {
        if (loader.LoadModel() is not { } model)
        {
            return null;
        }

        if (options.ResolveImageDigests || options.LockImageDigests)
        {
            ImageDigests.Pin(model, options.FindDigest, context.Diagnostics);
        }

        if (options.LockImageDigests)
        {
            ImageDigests.Only(model);
        }

        StringBuilder text = new();
        if (format == "yaml")
        {
            NodeWriter.Write(new GoYamlWriter(text), model, null);
            return text.ToString();
        }

        GoJsonWriter writer = new(text, indent: 2);
        NodeWriter.Write(writer, model, Unicity.Rules);
        if (writer.Fault is not null)
        {
            context.Diagnostics.Error("json", default, writer.Fault);
        }

        return text.ToString();
    }

    private void WriteLines(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            output.Write(line);
            output.Write('\n');
        }
    }
}
