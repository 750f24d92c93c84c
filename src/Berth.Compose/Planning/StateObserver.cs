using Berth.Docker;

namespace Berth.Compose;

/// <summary>Reads what the engine has of a project, everything at once.</summary>
internal sealed class StateObserver(EngineCalls engine)
{
    /// <summary>The containers of a project by its name alone.</summary>
    public async Task<IReadOnlyList<ObservedContainer>> ContainersAsync(string project, CancellationToken cancel)
    {
        var found = await engine.Containers.ListAsync(
            new ContainerListOptions { All = true, Filters = Filters.Empty.With("label", ComposeLabels.Project + "=" + project) }, cancel).ConfigureAwait(false);
        return [.. found.Select(c => new ObservedContainer(c))];
    }

    /// <summary>The images that the services use, those that are there.</summary>
    public async Task<IReadOnlyDictionary<string, ImageInspect>> ImagesAsync(ComposeProject project, CancellationToken cancel)
    {
        var services = BuildContexts.WithNeeded(project, project.Services.Values.Where(s => s.Provider is null));
        var names = services.Select(s => ComposeNames.Image(project, s)).Distinct(StringComparer.Ordinal).ToArray();
        var images = await Task.WhenAll(names.Select(n => OrNull(() => engine.Images.InspectAsync(n, cancel: cancel)))).ConfigureAwait(false);
        return names.Zip(images).Where(p => p.Second is not null).ToDictionary(p => p.First, p => p.Second!, StringComparer.Ordinal);
    }

    /// <summary>Containers, networks and volumes.</summary>
    public async Task<ObservedState> ObserveAsync(ComposeProject project, IReadOnlyDictionary<string, ImageInspect> images, CancellationToken cancel)
    {
        var containers = ContainersAsync(project.Name, cancel);
        var networks = Task.WhenAll(project.Networks.Values.Select(n => n.Name).Distinct(StringComparer.Ordinal).Select(n => NetworkAsync(n, cancel)));
        var volumes = Task.WhenAll(project.Volumes.Values.Select(v => v.Name).Distinct(StringComparer.Ordinal)
            .Select(n => OrNull(() => engine.Volumes.InspectAsync(n, cancel))));
        await Task.WhenAll(containers, networks, volumes).ConfigureAwait(false);
        return new ObservedState
        {
            Containers = await containers.ConfigureAwait(false),
            Networks = (await networks.ConfigureAwait(false)).OfType<Network>().ToDictionary(n => n.Name, StringComparer.Ordinal),
            Volumes = (await volumes.ConfigureAwait(false)).OfType<Volume>().ToDictionary(v => v.Name, StringComparer.Ordinal),
            Images = images,
        };
    }

    /// <summary>What carries a project's label, with no file to say what it should be.</summary>
    public async Task<ObservedState> ObserveByNameAsync(string project, CancellationToken cancel)
    {
        var label = Filters.Empty.With("label", ComposeLabels.Project + "=" + project);
        var containers = ContainersAsync(project, cancel);
        var networks = engine.Networks.ListAsync(label, cancel);
        var volumes = engine.Volumes.ListAsync(label, cancel);
        await Task.WhenAll(containers, networks, volumes).ConfigureAwait(false);
        var state = new ObservedState { Containers = await containers.ConfigureAwait(false) };
        return state with
        {
            Networks = (await networks.ConfigureAwait(false)).DistinctBy(n => n.Name).ToDictionary(n => n.Name, StringComparer.Ordinal),
            Volumes = ((await volumes.ConfigureAwait(false)).Volumes ?? []).ToDictionary(v => v.Name, StringComparer.Ordinal),
        };
    }

    /// <summary>A network by its exact name; the engine would also take the beginning of an id.</summary>
    private async Task<Network?> NetworkAsync(string name, CancellationToken cancel)
    {
        var found = await OrNull(() => engine.Networks.InspectAsync(name, cancel)).ConfigureAwait(false);
        return found is null || found.Name == name || found.Id == name ? found is null ? null : found with { Name = name } : null;
    }

    private static async Task<T?> OrNull<T>(Func<Task<T>> call)
        where T : class
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (DockerException e) when (e.Kind == DockerErrorKind.NotFound)
        {
            return null;
        }
    }
}
