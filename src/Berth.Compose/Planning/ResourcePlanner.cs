using Berth.Docker;

namespace Berth.Compose;

/// <summary>Plans a project's networks and volumes: makes what is missing, checks what is there.</summary>
internal sealed class ResourcePlanner(ComposeProject project, ObservedState state, UpOptions options, ConfigHashes hashes, Plan plan)
{
    private readonly Dictionary<string, PlanNode?> _networks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PlanNode?> _volumes = new(StringComparer.Ordinal);

    /// <summary>Containers that were stopped and taken off, or removed, because something of theirs is made anew; by id.</summary>
    public Dictionary<string, PlanNode> Displaced { get; } = new(StringComparer.Ordinal);

    /// <summary>Names of networks that are made, or made anew, by this plan.</summary>
    public HashSet<string> NewNetworks { get; } = new(StringComparer.Ordinal);

    /// <summary>The step that makes a network, or null where it is there.</summary>
    public PlanNode? Network(string key) => _networks.GetValueOrDefault(project.Networks[key].Name);

    /// <summary>The step that makes a volume, or null where it is there.</summary>
    public PlanNode? Volume(string key) => project.Volumes.TryGetValue(key, out var volume) ? _volumes.GetValueOrDefault(volume.Name) : null;

    /// <summary>Adds the steps. What must be there already is checked first: nothing is made when something is missing.</summary>
    public void Reconcile()
    {
        foreach (var (key, network) in project.Networks.Where(n => n.Value.External)) CheckExternal(key, network);
        foreach (var (key, volume) in project.Volumes.Where(v => v.Value.External))
        {
            if (!state.Volumes.ContainsKey(volume.Name))
            {
                throw new ComposeException(volume.Span, $"external volume \"{volume.Name}\" not found (key {key}); make it with: docker volume create {volume.Name}");
            }
        }

        foreach (var (key, network) in project.Networks.Where(n => !n.Value.External)) Network(key, network);
        foreach (var (key, volume) in project.Volumes.Where(v => !v.Value.External)) Volume(key, volume);
    }

    private void CheckExternal(string key, NetworkConfig network)
    {
        if (state.Networks.ContainsKey(network.Name)) return;
        throw new ComposeException(
            network.Span, $"network {network.Name} declared as external, but could not be found (key {key}); make it with: docker network create {network.Name}");
    }

    private void Network(string key, NetworkConfig network)
    {
        if (_networks.ContainsKey(network.Name)) return;
        if (!state.Networks.TryGetValue(network.Name, out var found))
        {
            NewNetworks.Add(network.Name);
            _networks[network.Name] = plan.Add(new PlanOp.CreateNetwork(key, network), "");
            return;
        }

        if (!found.Labels.TryGetValue(ComposeLabels.Project, out string? owner))
        {
            plan.Warn($"a network with name {network.Name} exists but was not created by compose.\nSet `external: true` to use an existing network");
        }
        else if (owner != project.Name)
        {
            plan.Warn($"a network with name {network.Name} exists but was not created for project \"{project.Name}\".\nSet `external: true` to use an existing network");
        }

        string label = found.Labels.GetValueOrDefault(ComposeLabels.Network, "");
        if (label != key)
        {
            throw new ComposeException(
                network.Span, $"network {network.Name} was found but has incorrect label {ComposeLabels.Network} set to \"{label}\" (expected: \"{key}\")");
        }

        string hash = found.Labels.GetValueOrDefault(ComposeLabels.ConfigHash, "");
        _networks[network.Name] = hash.Length == 0 || owner != project.Name || hash == hashes.Network(network) ? null : Replace(key, network, found);
    }

    /// <summary>Stops the containers on a network whose configuration has changed, takes them off it, and makes it anew.</summary>
    private PlanNode Replace(string key, NetworkConfig network, Network found)
    {
        NewNetworks.Add(network.Name);
        var off = new List<PlanNode>();
        foreach (var service in project.Services.Values.Where(s => s.Networks.ContainsKey(key)))
        {
            foreach (var container in state.Of(service.Name))
            {
                var stop = plan.Add(new PlanOp.StopContainer(service, container.Name, container.Id, options.Timeout, Silent: false), $"network {network.Name} has changed");
                var node = plan.Add(new PlanOp.DisconnectNetwork(network.Name, container.Id, container.Name), "", stop);
                Displaced[container.Id] = node;
                off.Add(node);
            }
        }

        var removed = plan.Add(new PlanOp.RemoveNetwork(network.Name, found.Id), "its configuration has changed", off);
        return plan.Add(new PlanOp.CreateNetwork(key, network), "", removed);
    }

    private void Volume(string key, VolumeConfig volume)
    {
        if (_volumes.ContainsKey(volume.Name)) return;
        if (!state.Volumes.TryGetValue(volume.Name, out var found))
        {
            _volumes[volume.Name] = plan.Add(new PlanOp.CreateVolume(key, volume), "");
            return;
        }

        string? owner = found.Labels?.GetValueOrDefault(ComposeLabels.Project);
        if (owner is null)
        {
            plan.Warn($"volume \"{volume.Name}\" already exists but was not created by Docker Compose. Use `external: true` to use an existing volume");
        }
        else if (owner != project.Name)
        {
            plan.Warn($"volume \"{volume.Name}\" already exists but was created for project \"{owner}\" (expected \"{project.Name}\"). Use `external: true` to use an existing volume");
        }

        string? hash = found.Labels?.GetValueOrDefault(ComposeLabels.ConfigHash);
        bool changed = hash is not null && hash != hashes.Volume(volume);
        if (changed && !options.AssumeYes)
        {
            plan.Warn($"volume \"{volume.Name}\" exists but doesn't match its configuration in the Compose file; it is kept. With --yes it is made anew and its data is lost");
        }

        _volumes[volume.Name] = changed && options.AssumeYes ? Replace(key, volume) : null;
    }

    private PlanNode Replace(string key, VolumeConfig volume)
    {
        var gone = new List<PlanNode>();
        foreach (var service in project.Services.Values.Where(s => s.Volumes.Any(v => v.Type == "volume" && v.Source == key)))
        {
            foreach (var container in state.Of(service.Name))
            {
                var stop = plan.Add(new PlanOp.StopContainer(service, container.Name, container.Id, options.Timeout, Silent: false), $"volume {volume.Name} has changed");
                var remove = plan.Add(new PlanOp.RemoveContainer(container.Name, container.Id, Volumes: false, Silent: false), "", stop);
                Displaced[container.Id] = remove;
                gone.Add(remove);
            }
        }

        var removed = plan.Add(new PlanOp.RemoveVolume(volume.Name), "its configuration has changed", gone);
        return plan.Add(new PlanOp.CreateVolume(key, volume), "", removed);
    }
}
