using Berth.Docker;
using Berth.Supervision;
using Microsoft.Win32.SafeHandles;

namespace Berth.Engine;

/// <summary>The waist's networks: the catalog's, with what containers make of them.</summary>
internal sealed class NetworkService(EngineParts parts) : INetworks
{
    private INetworkCatalog Catalog => parts.Networking.Networks;

    /// <inheritdoc/>
    public Task<IReadOnlyList<Network>> ListAsync(Filters filters, CancellationToken cancel = default)
    {
        if (!filters.Has("dangling"))
        {
            return Task.FromResult(Catalog.List(filters));
        }

        // Only the containers say which networks nobody uses, those among them that don't run included.
        bool dangling = filters.GetBool("dangling", true);
        return Task.FromResult<IReadOnlyList<Network>>([.. Catalog.List(filters.Without("dangling")).Where(network => !IsUsed(network) == dangling)]);
    }

    /// <inheritdoc/>
    public Task<Network> InspectAsync(string id, CancellationToken cancel = default) => Task.FromResult(Catalog.Inspect(id));

    /// <inheritdoc/>
    public Task<NetworkCreateResponse> CreateAsync(NetworkCreateRequest request, CancellationToken cancel = default)
    {
        var made = Catalog.Create(request);
        Publish("create", made.Id, request.Name, request.Driver.Length > 0 ? request.Driver : "bridge");
        return Task.FromResult(made);
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string id, CancellationToken cancel = default)
    {
        var removed = Catalog.Remove(id);
        Publish("destroy", removed.Id, removed.Name, removed.Driver);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task ConnectAsync(string id, NetworkConnectRequest request, CancellationToken cancel = default)
    {
        var network = Catalog.Inspect(id);
        var container = parts.Containers.Get(request.Container);
        await container.RunAsync(() => ConnectAsync(container, network, request.EndpointConfig)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task DisconnectAsync(string id, NetworkDisconnectRequest request, CancellationToken cancel = default)
    {
        var network = Catalog.Inspect(id);
        if (parts.Containers.Find(request.Container) is not { } container)
        {
            // Forced, an endpoint without a container would do; there is none without here.
            throw request.Force ? new DockerException(DockerErrorKind.NotFound, $"endpoint {request.Container} not found") : ContainerIndex.Missing(request.Container);
        }

        await container.RunAsync(() => DisconnectAsync(container, network, request.Force)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<NetworksPruneReport> PruneAsync(Filters filters, CancellationToken cancel = default)
    {
        filters.Validate("until", "label", "label!");
        var removed = Catalog.Prune(filters, IsUsed);
        foreach (var network in removed)
        {
            Publish("destroy", network.Id, network.Name, network.Driver);
        }

        return Task.FromResult(new NetworksPruneReport { NetworksDeleted = removed.Count > 0 ? [.. removed.Select(network => network.Name)] : null });
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<PortReach>> ReachAsync(Filters filters, CancellationToken cancel = default)
    {
        filters.Validate("label");
        return Task.FromResult(parts.Networking.Reach(
            id => parts.Containers.Find(id) is { } container && filters.MatchesLabels("label", container.Record.Config.Labels ?? new Dictionary<string, string>())));
    }

    private bool IsUsed(Network network) => parts.Containers.All()
        .Any(container => ContainerViews.Network(container).Networks
            .Any(one => one.Key == network.Name || one.Key == network.Id || one.Value.NetworkID == network.Id));

    private async Task ConnectAsync(Container container, Network network, EndpointSettings? settings)
    {
        var record = container.Record;
        if (record.HostConfig.NetworkMode == "host" || network.Name == "host")
        {
            throw new DockerException(
                DockerErrorKind.Forbidden, "cannot connect container to host network - container must be created in host network mode");
        }

        if (record.HostConfig.NetworkMode.StartsWith("container:", StringComparison.Ordinal))
        {
            throw new DockerException(DockerErrorKind.Forbidden, "container sharing network namespace with another container or host cannot be connected to any other network");
        }

        if (record.Endpoints.ContainsKey(network.Name) && (container.Life.IsSupervised || settings is null))
        {
            throw new DockerException(DockerErrorKind.Forbidden, $"endpoint with name {record.Name} already exists in network {network.Name}");
        }

        var (_, checkedSettings) = parts.Networking.ValidateConnect(record.HostConfig.NetworkMode, network.Name, settings);
        var endpoints = new Dictionary<string, EndpointSettings>(record.Endpoints, StringComparer.Ordinal) { [network.Name] = checkedSettings };
        await ChangeAsync(container, space => parts.Networking.Connect(container.Id, space, network.Name, checkedSettings), endpoints).ConfigureAwait(false);
        NetworkEvents.Publish(parts.Events, "connect", container.Id, network.Name, network.Id);
    }

    private async Task DisconnectAsync(Container container, Network network, bool force)
    {
        var record = container.Record;
        if (!record.Endpoints.ContainsKey(network.Name))
        {
            throw new DockerException(
                force ? DockerErrorKind.NotFound : DockerErrorKind.Forbidden, $"container {container.Id} is not connected to network {network.Name}");
        }

        var endpoints = record.Endpoints.Where(one => one.Key != network.Name).ToDictionary(one => one.Key, one => one.Value, StringComparer.Ordinal);
        await ChangeAsync(container, space => parts.Networking.Disconnect(container.Id, space, network.Name), endpoints).ConfigureAwait(false);
        NetworkEvents.Publish(parts.Events, "disconnect", container.Id, network.Name, network.Id);
    }

    // A running container's network is changed in its namespace; then the container is said to have it, and its monitor and files hear of it.
    private async Task ChangeAsync(Container container, Func<SafeFileHandle, NetworkChange> change, Dictionary<string, EndpointSettings> endpoints)
    {
        if (!container.Life.IsSupervised)
        {
            container.Save(container.Record with { Endpoints = endpoints });
            return;
        }

        var monitor = container.Monitor ?? throw new DockerException(DockerErrorKind.Conflict, $"container {container.Id} is not running");
        var (space, root) = await NamespaceOfAsync(monitor).ConfigureAwait(false);
        root.Dispose();
        using (space)
        {
            using var done = change(space!);
            container.Network = done.Settings;
            container.Save(container.Record with { Endpoints = endpoints });

            // They are mounted in the container: the same file gets the new text.
            File.WriteAllText(container.Files.Hosts, done.Hosts);
            File.WriteAllText(container.Files.ResolvConf, done.ResolvConf);
            await TellAsync(container, monitor, done).ConfigureAwait(false);
        }
    }

    private async Task TellAsync(Container container, IMonitorLink monitor, NetworkChange change)
    {
        try
        {
            if (change.Ports is { } ports)
            {
                await monitor.PortsAsync(ports, change.Sockets).ConfigureAwait(false);
            }

            await monitor.ResolverAsync(change.Resolver).ConfigureAwait(false);
        }
        catch (MonitorException e)
        {
            parts.Log($"container {container.Record.Name}: its networks have changed, but its monitor did not take it in: {e.Message}");
        }
    }

    private static async Task<(SafeFileHandle? Network, SafeFileHandle Root)> NamespaceOfAsync(IMonitorLink monitor)
    {
        try
        {
            return await monitor.NamespaceAsync().ConfigureAwait(false);
        }
        catch (MonitorException e)
        {
            throw new DockerException(DockerErrorKind.Conflict, e.Message, e);
        }
    }

    private void Publish(string action, string id, string name, string type) => parts.Events.Publish(
        "network", action, id, new SortedDictionary<string, string>(StringComparer.Ordinal) { ["name"] = name, ["type"] = type });
}
