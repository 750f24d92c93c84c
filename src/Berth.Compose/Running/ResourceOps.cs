using Berth.Docker;

namespace Berth.Compose;

/// <summary>The steps that act on networks and volumes.</summary>
internal sealed class ResourceOps(ComposeProject project, EngineCalls engine, ConfigHashes hashes, IProgress<PlanProgress> progress)
{
    /// <summary>Does one step.</summary>
    public Task DoAsync(PlanOp op, CancellationToken cancel) => op switch
    {
        PlanOp.CreateNetwork create => CreateAsync(create, cancel),
        PlanOp.DisconnectNetwork off => engine.Networks.DisconnectAsync(off.Name, new NetworkDisconnectRequest { Container = off.ContainerId, Force = true }, cancel),
        PlanOp.RemoveNetwork remove => RemoveAsync(remove, cancel),
        PlanOp.CreateVolume create => CreateAsync(create, cancel),
        PlanOp.RemoveVolume remove => RemoveAsync(remove.Subject, () => engine.Volumes.RemoveAsync(remove.Name, force: true, cancel)),
        _ => throw new InvalidOperationException($"not a step for networks and volumes: {op}"),
    };

    private async Task CreateAsync(PlanOp.CreateNetwork op, CancellationToken cancel)
    {
        var network = op.Network;
        Tell(op.Subject, "Creating", PlanProgressKind.Working);
        try
        {
            await engine.Networks.CreateAsync(
                new NetworkCreateRequest
                {
                    Name = network.Name,
                    Driver = network.Driver,
                    Options = network.DriverOpts.Count > 0 ? network.DriverOpts : null,
                    Internal = network.Internal,
                    Attachable = network.Attachable,
                    EnableIPv4 = network.EnableIpv4,
                    EnableIPv6 = network.EnableIpv6,
                    IPAM = Ipam(network.Ipam),
                    Labels = Labels(network.Labels, ComposeLabels.Network, op.Key, hashes.Network(network)),
                },
                cancel).ConfigureAwait(false);
        }
        catch (DockerException e) when (e.Kind != DockerErrorKind.Conflict)
        {
            throw new DockerException(e.Kind, $"failed to create network {network.Name}: {e.Message}", e);
        }
        catch (DockerException)
        {
            // Another up has made it meanwhile.
        }

        Tell(op.Subject, "Created", PlanProgressKind.Done);
    }

    private static NetworkIPAM? Ipam(NetworkIpam ipam)
    {
        if (ipam.Driver.Length == 0 && ipam.Config.Count == 0) return null;
        return new NetworkIPAM
        {
            Driver = ipam.Driver,
            Config = [.. ipam.Config.Select(p => new IPAMConfig
            {
                Subnet = NullIfEmpty(p.Subnet),
                IPRange = NullIfEmpty(p.IpRange),
                Gateway = NullIfEmpty(p.Gateway),
                AuxiliaryAddresses = p.AuxAddresses.Count > 0 ? p.AuxAddresses : null,
            })],
        };
    }

    private async Task CreateAsync(PlanOp.CreateVolume op, CancellationToken cancel)
    {
        Tell(op.Subject, "Creating", PlanProgressKind.Working);
        var volume = op.Volume;
        await engine.Volumes.CreateAsync(
            new VolumeCreateRequest
            {
                Name = volume.Name,
                Driver = NullIfEmpty(volume.Driver),
                DriverOpts = volume.DriverOpts.Count > 0 ? volume.DriverOpts : null,
                Labels = Labels(volume.Labels, ComposeLabels.Volume, op.Key, hashes.Volume(volume)),
            },
            cancel).ConfigureAwait(false);
        Tell(op.Subject, "Created", PlanProgressKind.Done);
    }

    private SortedDictionary<string, string> Labels(IReadOnlyDictionary<string, string> own, string label, string key, string hash)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in own) labels[name] = value;
        labels[label] = key;
        labels[ComposeLabels.Project] = project.Name;
        labels[ComposeLabels.Version] = ComposeLabels.FollowedVersion;
        labels[ComposeLabels.ConfigHash] = hash;
        return labels;
    }

    private async Task RemoveAsync(PlanOp.RemoveNetwork op, CancellationToken cancel)
    {
        try
        {
            await RemoveAsync(op.Subject, () => engine.Networks.RemoveAsync(op.Id, cancel)).ConfigureAwait(false);
        }
        catch (DockerException e) when (e.Kind == DockerErrorKind.Forbidden)
        {
            // Containers of others are on it.
            Tell(op.Subject, "Resource is still in use", PlanProgressKind.Warning);
        }
    }

    private async Task RemoveAsync(string subject, Func<Task> remove)
    {
        Tell(subject, "Removing", PlanProgressKind.Working);
        try
        {
            await remove().ConfigureAwait(false);
            Tell(subject, "Removed", PlanProgressKind.Done);
        }
        catch (DockerException e) when (e.Kind == DockerErrorKind.Conflict)
        {
            Tell(subject, "Resource is still in use", PlanProgressKind.Warning);
        }
        catch (DockerException e) when (e.Kind == DockerErrorKind.NotFound)
        {
            Tell(subject, "Warning: No resource found to remove", PlanProgressKind.Done);
        }
    }

    private void Tell(string subject, string text, PlanProgressKind kind) => progress.Report(new PlanProgress(subject, text, kind));

    private static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;
}
