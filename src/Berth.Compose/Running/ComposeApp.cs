using Berth.Docker;

namespace Berth.Compose;

/// <summary>What is done with a project: each method reads what is there, plans, and carries the plan out.</summary>
/// <param name="engine">The engine.</param>
/// <param name="options">How calls are made.</param>
/// <param name="progress">Told of each step; called from several threads.</param>
/// <param name="warn">Told what the user should know.</param>
public sealed class ComposeApp(EngineCalls engine, ComposeAppOptions options, IProgress<PlanProgress> progress, Action<string> warn)
{
    private static readonly ConfigHashes s_hashes = new(ConfigHash.OfService, ConfigHash.OfNetwork, ConfigHash.OfVolume);
    private readonly StateObserver _observer = new(engine);
    private readonly PortReachView _reach = new(engine, progress);

    /// <summary>Makes and starts what the project asks for. What is already so is left alone.</summary>
    /// <exception cref="ComposeException">The project can't be made.</exception>
    /// <exception cref="DockerException">The engine refused a call.</exception>
    public async Task UpAsync(ComposeProject project, UpOptions up, CancellationToken cancel = default)
    {
        await using var executor = Executor(project);
        await CreateAsync(executor, project, up, cancel).ConfigureAwait(false);
        if (up.NoStart || options.DryRun) return;
        await StartAsync(executor, project, await ContainersAsync(project.Name, [], cancel).ConfigureAwait(false), up.Wait, up.WaitTimeout, cancel).ConfigureAwait(false);
        await _reach.ShowAsync(project, cancel).ConfigureAwait(false);
    }

    /// <summary>Makes and starts the project with its output shown, until all containers have ended or <paramref name="interrupts"/> come.</summary>
    /// <returns>The exit status.</returns>
    public async Task<int> UpAttachedAsync(ComposeProject project, UpOptions up, AttachedUpOptions attached, ILogSink sink, Interrupts interrupts)
    {
        await using var executor = Executor(project);
        await CreateAsync(executor, project, up, interrupts.First).ConfigureAwait(false);
        if (options.DryRun) return 0;
        var containers = await ContainersAsync(project.Name, [], interrupts.First).ConfigureAwait(false);
        using var run = new AttachedUp(this, engine, project, attached, sink, interrupts);
        return await run.RunAsync(containers, async cancel =>
        {
            await StartAsync(executor, project, containers, up.Wait, up.WaitTimeout, cancel).ConfigureAwait(false);
            await _reach.ShowAsync(project, cancel).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    /// <summary>Keeps a project that runs up to date with its sources, until it is cancelled.</summary>
    /// <param name="project">The project.</param>
    /// <param name="watch">How.</param>
    /// <param name="files">Makes the watch of files; it gets what tells which paths need no watching.</param>
    /// <param name="log">Told what happens, a line at a time.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="ComposeException">No service says what to watch, or one says what can't be done.</exception>
    public async Task WatchAsync(ComposeProject project, WatchOptions watch, Func<Predicate<string>, IFileWatch> files, Action<string> log, CancellationToken cancel)
    {
        var rules = WatchRules.Of(project, watch, warn);
        using var changes = files(path => rules.All(rule => rule.Excludes(path)));
        await new ProjectWatch(this, engine, project, watch, rules, log).RunAsync(changes, cancel).ConfigureAwait(false);
    }

    /// <summary>Refuses a project that can't be watched, before anything is done.</summary>
    /// <exception cref="ComposeException">No service says what to watch, or one says what can't be done.</exception>
    public static void CheckWatch(ComposeProject project, WatchOptions watch) => WatchRules.Of(project, watch, static _ => { });

    /// <summary>Stops and removes what belongs to a project.</summary>
    /// <param name="project">The project from its files, or null where only its name is known.</param>
    /// <param name="name">Its name.</param>
    /// <param name="down">What goes.</param>
    /// <param name="cancel">Stops before the next step.</param>
    public async Task DownAsync(ComposeProject? project, string name, DownOptions down, CancellationToken cancel = default)
    {
        var state = await _observer.ObserveByNameAsync(name, cancel).ConfigureAwait(false);
        if (project is not null && down.Volumes)
        {
            // Volumes that the files name but that others made: they go with -v, as they do with Compose.
            var named = await _observer.ObserveAsync(project, state.Images, cancel).ConfigureAwait(false);
            state = state with { Volumes = named.Volumes };
        }

        await RunAsync(project ?? ByName(name), new DownPlanner(project, name, state, down).Plan(), cancel).ConfigureAwait(false);
    }

    /// <summary>Makes what a container of its own for a service needs (<c>run</c>): images, networks, volumes, the services that it depends on, running; then the container, which is not started.</summary>
    /// <param name="project">The project: the service and what it depends on.</param>
    /// <param name="service">The service.</param>
    /// <param name="oneOff">How the container is made.</param>
    /// <param name="up">How the others are made.</param>
    /// <param name="change">What the command's own options change in the container's request.</param>
    /// <param name="cancel">Stops before the next step.</param>
    /// <returns>The container's id.</returns>
    public async Task<string> CreateOneOffAsync(
        ComposeProject project, string service, OneOffOptions oneOff, UpOptions up, Func<ContainerCreateRequest, ContainerCreateRequest> change, CancellationToken cancel = default)
    {
        if (!project.Services.TryGetValue(service, out var target)) throw new ComposeException($"no such service: {service}");
        var others = project with { Services = project.Services.Where(s => s.Key != service).ToDictionary(StringComparer.Ordinal) };
        await using var executor = Executor(project);
        var images = new ImagePlanner(project, await _observer.ImagesAsync(project, cancel).ConfigureAwait(false), up, TimeProvider.System).Reconcile();
        if (images.Nodes.Count > 0) await ExecuteAsync(executor, images, cancel).ConfigureAwait(false);

        // The service's own containers are no orphans, though the others' project doesn't have it.
        await CreateAsync(executor, others, up with { Services = [], IgnoreOrphans = true, RemoveOrphans = false }, cancel).ConfigureAwait(false);
        var containers = await ContainersAsync(project.Name, [], cancel).ConfigureAwait(false);
        await StartAsync(executor, others, containers, wait: false, TimeSpan.Zero, cancel).ConfigureAwait(false);
        await ExecuteAsync(executor, OneOff.Await(target, containers), cancel).ConfigureAwait(false);
        return await new OneOff(project, engine, s_hashes).CreateAsync(target, oneOff, containers, change, warn, cancel).ConfigureAwait(false);
    }

    /// <summary>Starts containers that exist, in the order of their dependencies.</summary>
    /// <param name="project">The services to start and all that they depend on; null where only the project's name is known.</param>
    /// <param name="name">Its name.</param>
    /// <param name="services">Without <paramref name="project"/>, the services to start; none: all.</param>
    /// <param name="wait">Goes on until all run or are healthy.</param>
    /// <param name="waitTimeout">The most time for that; zero for no limit.</param>
    /// <param name="cancel">Stops before the next step.</param>
    public async Task StartAsync(ComposeProject? project, string name, IReadOnlyList<string> services, bool wait, TimeSpan waitTimeout, CancellationToken cancel = default)
    {
        var containers = await ContainersAsync(name, [], cancel).ConfigureAwait(false);
        project ??= LabelledProject.Of(name, containers, services);
        await using var executor = Executor(project);
        await StartAsync(executor, project, containers, wait, waitTimeout, cancel).ConfigureAwait(false);
    }

    /// <summary>Stops running containers, dependents first.</summary>
    public async Task StopAsync(ComposeProject? project, string name, IReadOnlyList<string> services, int? timeout, CancellationToken cancel = default) =>
        await LifecycleAsync(project, name, services, p => p.Stop(timeout), cancel).ConfigureAwait(false);

    /// <summary>Restarts services, and those that depend on them with <c>restart: true</c> unless <paramref name="alone"/>.</summary>
    public async Task RestartAsync(ComposeProject? project, string name, IReadOnlyList<string> services, int? timeout, bool alone = false, CancellationToken cancel = default) =>
        await LifecycleAsync(project, name, [], p => p.Restart(services, timeout, alone), cancel).ConfigureAwait(false);

    /// <summary>Sends a signal, SIGKILL where none is named.</summary>
    public async Task KillAsync(ComposeProject? project, string name, IReadOnlyList<string> services, string? signal, CancellationToken cancel = default) =>
        await LifecycleAsync(project, name, services, p => p.Kill(signal), cancel).ConfigureAwait(false);

    /// <summary>Freezes containers, or thaws them.</summary>
    public async Task PauseAsync(ComposeProject? project, string name, IReadOnlyList<string> services, bool pause, CancellationToken cancel = default) =>
        await LifecycleAsync(project, name, services, p => p.Pause(pause), cancel).ConfigureAwait(false);

    /// <summary>Removes stopped containers, or, with <paramref name="stop"/>, all.</summary>
    public async Task RemoveAsync(ComposeProject? project, string name, IReadOnlyList<string> services, bool stop, bool volumes, CancellationToken cancel = default) =>
        await LifecycleAsync(project, name, services, p => p.Remove(stop, volumes), cancel).ConfigureAwait(false);

    /// <summary>Pulls the services' images.</summary>
    /// <param name="project">The project.</param>
    /// <param name="policy"><c>missing</c>, <c>always</c> or null for always but where a service says otherwise.</param>
    /// <param name="ignoreBuildable">Images that can be built are not pulled.</param>
    /// <param name="ignoreFailures">What can't be pulled is a warning.</param>
    /// <param name="quiet">No layers are told of.</param>
    /// <param name="cancel">Stops before the next step.</param>
    public async Task PullAsync(ComposeProject project, string? policy, bool ignoreBuildable, bool ignoreFailures, bool quiet, CancellationToken cancel = default)
    {
        var present = policy == "missing" ? await _observer.ImagesAsync(project, cancel).ConfigureAwait(false) : new Dictionary<string, ImageInspect>();
        foreach (var group in project.Services.Values.Where(s => s.Image.Length > 0 && s.Provider is null).GroupBy(s => s.Image, StringComparer.Ordinal))
        {
            var service = group.First();
            if (service.PullPolicy is "never" or "build" || (ignoreBuildable && service.Build is not null)) progress.Report(new PlanProgress(service.Name, "Skipped", PlanProgressKind.Done));
            else if (present.ContainsKey(group.Key)) progress.Report(new PlanProgress(service.Name, "Skipped - Image is already present locally", PlanProgressKind.Done));
            else await PullOneAsync(project, service, ignoreFailures, quiet, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Builds the images of the services that have a build section, and those that their builds use as contexts.</summary>
    public async Task BuildAsync(ComposeProject project, IReadOnlyList<string> services, ImageBuildOptions build, CancellationToken cancel = default)
    {
        var builder = new ImageBuild(project, engine, progress);
        var secrets = new ImageBuildSecrets(project, engine);
        var chosen = ServiceOrder.Of(project).Where(s => s.Build is not null && (services.Count == 0 || services.Contains(s.Name)));
        var built = BuildContexts.WithNeeded(project, chosen);
        foreach (var service in built) secrets.Check(service.Build!, build);
        foreach (var service in built)
        {
            await builder.RunAsync(service, ComposeNames.Image(project, service), build, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>The project's containers, one-offs left out, by service and number.</summary>
    /// <param name="name">The project's name.</param>
    /// <param name="services">Only of these services; none: of all.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<IReadOnlyList<ContainerSummary>> ListAsync(string name, IReadOnlyList<string> services, CancellationToken cancel = default) =>
        [.. (await ContainersAsync(name, services, cancel).ConfigureAwait(false)).Select(c => c.Summary)];

    /// <summary>The container of a service with this number, or the first one.</summary>
    /// <exception cref="ComposeException">It is not there, or, where that is asked for, doesn't run.</exception>
    public async Task<ContainerSummary> FindAsync(string name, string service, int index, bool running, CancellationToken cancel = default)
    {
        var own = (await ContainersAsync(name, [service], cancel).ConfigureAwait(false)).Where(c => index == 0 || c.Number == index).ToList();
        if (own.Count == 0 && index > 0) throw new ComposeException($"service \"{service}\" is not running container #{index}");
        if (own.Count == 0 || (running && !own.Exists(c => c.IsRunning))) throw new ComposeException($"service \"{service}\" is not running");
        return (running ? own.First(c => c.IsRunning) : own[0]).Summary;
    }

    /// <summary>Shows the logs of a project's services.</summary>
    public Task LogsAsync(string name, IReadOnlyList<string> services, LogOptions log, int index, ILogSink sink, CancellationToken cancel = default) =>
        new LogView(engine, name, log, sink).RunAsync(services, index, cancel);

    internal async Task<IReadOnlyList<ObservedContainer>> ContainersAsync(string name, IReadOnlyList<string> services, CancellationToken cancel)
    {
        var found = await _observer.ContainersAsync(name, cancel).ConfigureAwait(false);
        return [.. found.Where(c => !c.IsOneOff && (services.Count == 0 || services.Contains(c.Service))).OrderBy(c => c.Service, StringComparer.Ordinal).ThenBy(c => c.Number)];
    }

    private static ComposeProject ByName(string name) => new() { Name = name, WorkingDirectory = "/" };

    private PlanExecutor Executor(ComposeProject project) => new(project, engine, s_hashes, progress, warn, options);

    private async Task CreateAsync(PlanExecutor executor, ComposeProject project, UpOptions up, CancellationToken cancel)
    {
        var images = await _observer.ImagesAsync(project, cancel).ConfigureAwait(false);
        var imagePlan = new ImagePlanner(project, images, up, TimeProvider.System).Reconcile();

        // A project that can't be made is refused before anything is pulled.
        var state = await _observer.ObserveAsync(project, images, cancel).ConfigureAwait(false);
        var plan = new Reconciler(project, state, up, s_hashes).Reconcile();
        if (imagePlan.Nodes.Count > 0)
        {
            await ExecuteAsync(executor, imagePlan, cancel).ConfigureAwait(false);
            images = options.DryRun ? images : await _observer.ImagesAsync(project, cancel).ConfigureAwait(false);
            plan = new Reconciler(project, state with { Images = images }, up, s_hashes).Reconcile();
        }

        executor.Know(state.Containers);
        await ExecuteAsync(executor, plan, cancel).ConfigureAwait(false);
    }

    private async Task StartAsync(PlanExecutor executor, ComposeProject project, IReadOnlyList<ObservedContainer> containers, bool wait, TimeSpan limit, CancellationToken cancel)
    {
        var plan = new StartPlanner(project, containers).Plan(wait);
        if (limit <= TimeSpan.Zero)
        {
            await ExecuteAsync(executor, plan, cancel).ConfigureAwait(false);
            return;
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        timeout.CancelAfter(limit);
        try
        {
            await ExecuteAsync(executor, plan, timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new ComposeException($"application not healthy after {GoDuration.Format((long)limit.TotalMilliseconds * 1_000_000)}");
        }
    }

    private async Task LifecycleAsync(ComposeProject? project, string name, IReadOnlyList<string> services, Func<LifecyclePlanner, Plan> plan, CancellationToken cancel)
    {
        var containers = await ContainersAsync(name, services, cancel).ConfigureAwait(false);
        await RunAsync(project ?? ByName(name), plan(new LifecyclePlanner(project, containers)), cancel).ConfigureAwait(false);
    }

    private async Task RunAsync(ComposeProject project, Plan plan, CancellationToken cancel)
    {
        await using var executor = Executor(project);
        await ExecuteAsync(executor, plan, cancel).ConfigureAwait(false);
    }

    private async Task ExecuteAsync(PlanExecutor executor, Plan plan, CancellationToken cancel)
    {
        foreach (string warning in plan.Warnings) warn(warning);
        if (!options.DryRun)
        {
            await executor.ExecuteAsync(plan, cancel).ConfigureAwait(false);
            return;
        }

        foreach (string line in plan.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)) progress.Report(new PlanProgress("", line, PlanProgressKind.Output));
    }

    private async Task PullOneAsync(ComposeProject project, ServiceConfig service, bool ignoreFailures, bool quiet, CancellationToken cancel)
    {
        var plan = new Plan();
        plan.Add(new PlanOp.PullImage(service, service.Image, quiet), "asked for");
        try
        {
            await RunAsync(project, plan, cancel).ConfigureAwait(false);
        }
        catch (DockerException e) when (ignoreFailures)
        {
            warn($"{service.Name}: {e.Message}");
        }
    }
}
