using Microsoft.Win32.SafeHandles;
using Berth.Compose;
using Berth.Docker;

namespace Berth.Cli;

/// <summary>The project that a Compose command works on, and the way it is shown.</summary>
internal sealed class ComposeSession
{
    private readonly CommandContext _context;
    private readonly ParsedArguments _globals;

    /// <param name="context">The call.</param>
    public ComposeSession(CommandContext context)
    {
        _context = context;
        _globals = context.Globals.Compose;
    }

    /// <summary>Whether to say only what would be done.</summary>
    public bool DryRun => _globals.Bool("dry-run"u8) || _context.Arguments.Bool("dry-run"u8);

    /// <summary>The <c>--env-file</c> options.</summary>
    public IReadOnlyList<string> EnvironmentFiles => _globals.List("env-file"u8);

    /// <summary>The engine's calls.</summary>
    public EngineCalls Engine
    {
        get
        {
            var client = _context.ParallelClient;
            return new EngineCalls(client.Containers, client.Execs, client.Images, client.Builder, client.Networks, client.Volumes, client.System)
            {
                Proxies = ProxySettings.Of(_context.Config, _context.Address.Text),
                IsElsewhere = _context.Address.Kind != AddressKind.Unix,
            };
        }
    }

    /// <summary>Whether lines may have colours.</summary>
    public bool Colors => Ansi switch { "never" => false, "always" => true, _ => CallerTerminal.OutputIsTerminal && GlobalOptions.NonEmpty("NO_COLOR") is null };

    private string Ansi => _globals.Bool("no-ansi"u8) ? "never" : _globals.Has("ansi"u8) ? _globals.Text("ansi"u8) : GlobalOptions.NonEmpty("COMPOSE_ANSI") ?? "auto";

    /// <summary>What the project is loaded from.</summary>
    /// <param name="services">The services that the command names.</param>
    public ComposeLoadOptions LoadOptions(IReadOnlyList<string> services) => new()
    {
        WorkingDirectory = Environment.CurrentDirectory,
        Environment = CallerEnvironment(),
        Files = _globals.List("file"u8),
        ProjectName = _globals.TextOrNull("project-name"u8),
        ProjectDirectory = _globals.TextOrNull("project-directory"u8),
        EnvFiles = EnvironmentFiles,
        Profiles = _globals.List("profile"u8),
        Services = services,
        AllResources = _globals.Bool("all-resources"u8),
        FileAccess = LocalFiles.WithInput(static () => new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, 1)),
        RemoteFiles = new RemoteProjects(_context.Config),
    };

    /// <summary>Loads the project; findings go to standard error.</summary>
    /// <exception cref="UsageException">The files are wrong: the findings are printed already.</exception>
    public ComposeProject Load(IReadOnlyList<string> services)
    {
        var result = ComposeLoader.Load(LoadOptions(services));
        Print(result.Diagnostics);
        return result.Project ?? throw new SilentException(ExitCodes.Failure);
    }

    /// <summary>The project as far as it can be honoured: what can't be is refused or, with <c>--ignore-unsupported</c>, left out; findings go to standard error.</summary>
    /// <exception cref="SilentException">Something is refused.</exception>
    public ComposeProject Honoured(ComposeProject project)
    {
        List<Diagnostic> found = [];
        var leaveOut = _context.Arguments.Row.TryFindLong("ignore-unsupported"u8, out _) && _context.Arguments.Bool("ignore-unsupported"u8);   // not every command has it
        project = EngineSupport.Check(project, _context.Address.StartIfMissing, leaveOut, found);
        Print(found);
        return found.Exists(static finding => finding.Severity == DiagnosticSeverity.Error) ? throw new SilentException(ExitCodes.Failure) : project;
    }

    /// <summary>The project and its name; without files, but with a name given, the name alone.</summary>
    public (ComposeProject? Project, string Name) LoadOrName(IReadOnlyList<string> services)
    {
        var name = _globals.TextOrNull("project-name"u8) ?? GlobalOptions.NonEmpty("COMPOSE_PROJECT_NAME");
        if (name is not null && !_globals.Has("file"u8) && GlobalOptions.NonEmpty("COMPOSE_FILE") is null && !ComposeReach.HasFile(_globals.TextOrNull("project-directory"u8)))
            return (null, name);
        var project = Load(services);
        return (project, project.Name);
    }

    /// <summary>The project with all its services, of which those named must be there.</summary>
    /// <exception cref="ComposeException">There is no such service.</exception>
    public (ComposeProject? Project, string Name) LoadAll(IReadOnlyList<string> named)
    {
        var (project, name) = LoadOrName([]);
        foreach (var service in named)
        {
            if (project is not null && !project.Services.ContainsKey(service) && !project.DisabledServices.ContainsKey(service))
                throw new ComposeException($"no such service: {service}");
        }
        return (project, name);
    }

    /// <summary>Does something with the project's means, with its steps shown.</summary>
    /// <param name="title">What a live display says above them.</param>
    /// <param name="act">What to do.</param>
    public int Run(string title, Func<ComposeApp, Task> act)
    {
        using var display = Display(title);
        _context.Wait(act(App(display)));
        return ExitCodes.Success;
    }

    /// <summary>A display of steps, as the options ask for.</summary>
    public PlanDisplay Display(string title) => PlanDisplay.Make(_context.Error, Mode(), Colors, title, DryRun, _context.Clock);

    /// <summary>The project's means, with a display of their steps.</summary>
    public ComposeApp App(PlanDisplay display) => new(Engine, new ComposeAppOptions { Parallel = Parallel(), CredentialsOf = Credentials, DryRun = DryRun }, display, display.Warn);

    /// <summary>The project's means, for what shows no steps.</summary>
    public ComposeApp App() => App(new Progress<PlanProgress>());

    /// <summary>The project's means, with their steps told in another way.</summary>
    public ComposeApp App(IProgress<PlanProgress> progress) => new(Engine, new ComposeAppOptions { CredentialsOf = Credentials, DryRun = DryRun }, progress, text => _context.Error.WriteLine("warning: " + text));

    /// <summary>The containers of a project, one-offs too where asked for.</summary>
    public IReadOnlyList<ContainerSummary> Containers(string name, bool all, bool oneOff, IReadOnlyList<string>? services = null)
    {
        var filters = Filters.Empty.With("label", $"{ComposeLabels.Project}={name}");
        if (!oneOff)
            filters = filters.With("label", $"{ComposeLabels.OneOff}=False");
        var found = _context.Client.Containers.ListAsync(new ContainerListOptions { All = all, Filters = filters }).GetAwaiter().GetResult();
        return services is null || services.Count == 0 ? found : [.. found.Where(container => services.Contains(ServiceOf(container)))];
    }

    /// <summary>The service that a container is of.</summary>
    public static string ServiceOf(ContainerSummary container) => container.Labels.GetValueOrDefault(ComposeLabels.Service, "");

    /// <summary>A container's name without the slash.</summary>
    public static string NameOf(ContainerSummary container) => container.Names.Count > 0 ? container.Names[0].TrimStart('/') : ShortId.Of(container.Id);

    private AuthConfig? Credentials(string image) => RegistryLogins.For(ImageName.Parse(image).Domain, _context.Config);

    private int Parallel() => _globals.Has("parallel"u8)
        ? (int)_globals.Number("parallel"u8)
        : GlobalOptions.NonEmpty("COMPOSE_PARALLEL_LIMIT") is { } limit && FlagValues.ParseInt(limit) is { } number ? (int)number : -1;

    private ProgressMode Mode()
    {
        var asked = _globals.TextOrNull("progress"u8) ?? GlobalOptions.NonEmpty("COMPOSE_PROGRESS") ?? "auto";
        return asked switch
        {
            "tty" => ProgressMode.Terminal,
            "plain" => ProgressMode.Plain,
            "json" => ProgressMode.Json,
            "quiet" => ProgressMode.Quiet,
            "auto" => CallerTerminal.ErrorIsTerminal && Ansi != "never" ? ProgressMode.Terminal : ProgressMode.Final,
            _ => throw new UsageException($"unsupported --progress value {GoQuote.Double(asked)}", ExitCodes.Failure) { ShowUsage = false },
        };
    }

    private void Print(IReadOnlyList<Diagnostic> found)
    {
        if (found.Count == 0)
            return;
        using var writer = new StringWriter();
        DiagnosticPrinter.WriteText(writer, found, Environment.CurrentDirectory);
        _context.Error.Write(writer.ToString());
        _context.Error.Flush();
    }

    private Dictionary<string, string> CallerEnvironment()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
            environment[(string)variable.Key] = (string?)variable.Value ?? "";
        if (_globals.Bool("compatibility"u8))
            environment["COMPOSE_COMPATIBILITY"] = "true";
        return environment;
    }
}
