using Berth.Docker;

namespace Berth.Compose;

/// <summary>
/// Keeps a running project up to date with its sources (Compose specification, "develop"): changed files are copied into containers, services restarted,
/// images built anew.
/// </summary>
internal sealed class ProjectWatch(ComposeApp app, EngineCalls engine, ComposeProject project, WatchOptions options, IReadOnlyList<WatchRule> rules, Action<string> log)
{
    private const int ManyFiles = 1000;
    private readonly HookRunner _hooks = new(engine);

    /// <summary>Watches until it is cancelled. What goes wrong with one change is told, and the next is waited for.</summary>
    public async Task RunAsync(IFileWatch files, CancellationToken cancel)
    {
        try
        {
            foreach (var rule in rules) files.Add(rule.Trigger.Path);
            foreach (var rule in rules.Where(rule => rule.Syncs && rule.Trigger.InitialSync)) await SyncAsync([.. FilesOf(rule).Select(path => (rule, path))], cancel).ConfigureAwait(false);
            log("Watch enabled");
            while (true)
            {
                var changed = await files.NextAsync(cancel).ConfigureAwait(false);
                await HandleAsync(changed, cancel).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            log("Watch disabled");
        }
    }

    private async Task HandleAsync(IReadOnlyList<string> changed, CancellationToken cancel)
    {
        if (changed.Count > ManyFiles) log($"{changed.Count} files have changed at once; after a switch of branches that is usual");
        try
        {
            (WatchRule Rule, string Path)[] hits = [.. changed.SelectMany(path => rules.Where(rule => rule.Matches(path)).Select(rule => (rule, path)))];
            await RebuildAsync(ServicesOf(hits, "rebuild"), cancel).ConfigureAwait(false);
            await SyncAsync([.. hits.Where(hit => hit.Rule.Syncs)], cancel).ConfigureAwait(false);
            await RestartAsync(ServicesOf(hits, "restart", "sync+restart"), cancel).ConfigureAwait(false);
            foreach (var rule in hits.Select(hit => hit.Rule).Distinct().Where(rule => rule.Trigger.Action == "sync+exec")) await ExecuteAsync(rule, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DockerException or ComposeException or IOException && !cancel.IsCancellationRequested)
        {
            log($"the change could not be brought in: {e.Message}");
        }
    }

    private static string[] ServicesOf((WatchRule Rule, string Path)[] hits, params string[] actions) =>
        [.. hits.Where(hit => actions.Contains(hit.Rule.Trigger.Action)).Select(hit => hit.Rule.Service.Name).Distinct().Order(StringComparer.Ordinal)];

    private static string Shown(string[] services) => "[" + string.Join(' ', services.Select(service => $"\"{service}\"")) + "]";

    private async Task RebuildAsync(string[] services, CancellationToken cancel)
    {
        if (services.Length == 0) return;
        log($"Rebuilding service(s) {Shown(services)} after changes were detected...");
        await app.BuildAsync(project, services, new ImageBuildOptions { Quiet = options.Quiet }, cancel).ConfigureAwait(false);
        log($"service(s) {Shown(services)} successfully built");
        UpOptions up = new() { Services = services, Recreate = RecreatePolicy.Force, RecreateDependencies = RecreatePolicy.Never, NoBuild = true, IgnoreOrphans = true, AssumeYes = true };
        await app.UpAsync(project, up, cancel).ConfigureAwait(false);

        // The containers of the old images are gone now.
        if (options.Prune) await engine.Images.PruneAsync(Filters.Empty.With("dangling", "true").With("label", ComposeLabels.Project + "=" + project.Name), cancel).ConfigureAwait(false);
    }

    private async Task SyncAsync((WatchRule Rule, string Path)[] hits, CancellationToken cancel)
    {
        foreach (var group in hits.GroupBy(hit => hit.Rule.Service.Name, StringComparer.Ordinal))
        {
            (string Host, string Container)[] files = [.. group.Select(hit => (hit.Path, hit.Rule.TargetOf(hit.Path))).Distinct()];
            log($"Syncing service \"{group.Key}\" after {files.Length} change{(files.Length == 1 ? " was" : "s were")} detected");
            await new FileSync(engine, _hooks).RunAsync(await app.ContainersAsync(project.Name, [group.Key], cancel).ConfigureAwait(false), files, cancel).ConfigureAwait(false);
        }
    }

    private async Task RestartAsync(string[] services, CancellationToken cancel)
    {
        if (services.Length == 0) return;
        await app.RestartAsync(project, project.Name, services, null, cancel: cancel).ConfigureAwait(false);
        log($"service(s) {Shown(services)} restarted");
    }

    private async Task ExecuteAsync(WatchRule rule, CancellationToken cancel)
    {
        LogPump pump = new(new LogSource(rule.Service.Name, "", ""), new LineSink(log), new Lock());
        foreach (var container in (await app.ContainersAsync(project.Name, [rule.Service.Name], cancel).ConfigureAwait(false)).Where(container => container.IsRunning))
        {
            int code = await _hooks.RunAsync(container.Id, rule.Trigger.Exec, pump.RunAsync, cancel).ConfigureAwait(false);
            if (code != 0) log($"{string.Join(' ', rule.Trigger.Exec.Command ?? [])}: exited with status {code} in {container.Name}");
        }
    }

    // The files that are there already; the Dockerfile and Compose's own files are of no use in a container.
    private static IEnumerable<string> FilesOf(WatchRule rule)
    {
        string path = rule.Trigger.Path;
        if (!Directory.Exists(path)) return File.Exists(path) && rule.Matches(path) ? [path] : [];
        EnumerationOptions all = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };
        return Directory.EnumerateFiles(path, "*", all).Where(file => rule.Matches(file) && !IsOfTheProject(file)).Order(StringComparer.Ordinal);
    }

    private static bool IsOfTheProject(string file)
    {
        string name = Path.GetFileName(file);
        return name == "Dockerfile" || ProjectSources.FileNames.Contains(name) || ProjectSources.OverrideNames.Contains(name);
    }
}
