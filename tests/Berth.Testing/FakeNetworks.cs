using System.Globalization;
using Berth.Docker;

namespace Berth.Testing;

/// <summary>The networks of a <see cref="FakeEngine"/>.</summary>
public sealed class FakeNetworks : INetworks
{
    private readonly FakeEngine _engine;
    private readonly Lock _lock = new();
    private readonly List<Network> _all = [];

    internal FakeNetworks(FakeEngine engine)
    {
        _engine = engine;
        foreach (var (name, driver) in new[] { ("bridge", "bridge"), ("host", "host"), ("none", "null") })
        {
            _all.Add(new Network { Id = FakeEngine.NewId(), Name = name, Driver = driver, Scope = "local", Created = engine.Now(), EnableIPv4 = true });
        }
    }

    public Task<IReadOnlyList<Network>> ListAsync(Filters filters, CancellationToken cancel = default)
    {
        filters.Validate("dangling", "driver", "id", "label", "name", "scope", "type");
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<Network>>(
            [
                .. _all.Where(n => filters.MatchesPattern("name", n.Name) && filters.MatchesLabels("label", n.Labels)
                    && filters.Matches("driver", n.Driver) && filters.MatchesPrefix("id", n.Id)),
            ]);
        }
    }

    public Task<Network> InspectAsync(string id, CancellationToken cancel = default)
    {
        var network = Find(id);
        return Task.FromResult(network with
        {
            Containers = Users(network).Where(c => c.State.Running).ToDictionary(
                c => c.Id, c => new NetworkContainer { Name = c.Name, EndpointID = c.Endpoints[network.Name].EndpointID, IPv4Address = c.Endpoints[network.Name].IPAddress + "/16" }),
        });
    }

    public Task<NetworkCreateResponse> CreateAsync(NetworkCreateRequest request, CancellationToken cancel = default)
    {
        lock (_lock)
        {
            if (_all.Any(n => n.Name == request.Name))
            {
                throw FakeEngine.Conflict($"network with name {request.Name} already exists");
            }

            var network = new Network
            {
                Id = FakeEngine.NewId(),
                Name = request.Name,
                Driver = request.Driver.Length > 0 ? request.Driver : "bridge",
                Scope = "local",
                Created = _engine.Now(),
                EnableIPv4 = request.EnableIPv4 ?? true,
                EnableIPv6 = request.EnableIPv6 ?? false,
                Internal = request.Internal,
                Attachable = request.Attachable,
                IPAM = request.IPAM ?? new NetworkIPAM { Driver = "default" },
                Options = request.Options!,
                Labels = request.Labels!,
            };
            _all.Add(network);
            Emit(network, "create");
            return Task.FromResult(new NetworkCreateResponse { Id = network.Id });
        }
    }

    public Task RemoveAsync(string id, CancellationToken cancel = default)
    {
        var network = Find(id);
        if (network.Name is "bridge" or "host" or "none")
        {
            throw new DockerException(DockerErrorKind.Forbidden, $"{network.Name} is a pre-defined network and cannot be removed");
        }

        if (Users(network).FirstOrDefault(c => c.State.Running) is { } user)
        {
            throw new DockerException(
                DockerErrorKind.Forbidden, $"error while removing network: network {network.Name} has active endpoints (name:\"{user.Name}\" id:\"{user.Id[..12]}\")");
        }

        lock (_lock)
        {
            _all.Remove(network);
        }

        Emit(network, "destroy");
        return Task.CompletedTask;
    }

    public Task ConnectAsync(string id, NetworkConnectRequest request, CancellationToken cancel = default)
    {
        Join(_engine.Containers.Find(request.Container), Find(id), request.EndpointConfig);
        return Task.CompletedTask;
    }

    public Task DisconnectAsync(string id, NetworkDisconnectRequest request, CancellationToken cancel = default)
    {
        var network = Find(id);
        var container = _engine.Containers.Find(request.Container);
        return container.Endpoints.Remove(network.Name)
            ? Task.CompletedTask
            : throw new DockerException(DockerErrorKind.Forbidden, $"container {container.Id} is not connected to network {network.Name}");
    }

    public Task<NetworksPruneReport> PruneAsync(Filters filters, CancellationToken cancel = default)
    {
        filters.Validate("label", "label!", "until");
        lock (_lock)
        {
            var gone = _all.Where(n => n.Name is not ("bridge" or "host" or "none") && !Users(n).Any() && filters.MatchesLabels("label", n.Labels)).ToList();
            gone.ForEach(n => _all.Remove(n));
            return Task.FromResult(new NetworksPruneReport { NetworksDeleted = gone.Count == 0 ? null : [.. gone.Select(n => n.Name)] });
        }
    }

    /// <summary>What <see cref="ReachAsync"/> answers; null: the engine doesn't know the call, as Docker's.</summary>
    public IReadOnlyList<PortReach>? Reach { get; set; }

    public Task<IReadOnlyList<PortReach>> ReachAsync(Filters filters, CancellationToken cancel = default) =>
        Reach is { } reach ? Task.FromResult(reach) : throw new DockerException(DockerErrorKind.NotFound, "page not found");

    internal Network Find(string id)
    {
        lock (_lock)
        {
            return _all.Find(n => n.Id == id || n.Name == id) ?? _all.Find(n => id.Length > 0 && n.Id.StartsWith(id, StringComparison.Ordinal))
                ?? throw FakeEngine.NotFound($"network {id} not found");
        }
    }

    internal void Join(FakeContainer container)
    {
        var mode = container.Request.HostConfig.NetworkMode is "" or "default" ? "bridge" : container.Request.HostConfig.NetworkMode;
        if (mode.StartsWith("container:", StringComparison.Ordinal))
        {
            return;
        }

        var asked = container.Request.NetworkingConfig.EndpointsConfig ?? new Dictionary<string, EndpointSettings?>();
        foreach (var name in asked.Keys.Append(mode).Distinct())
        {
            Join(container, Find(name), asked.GetValueOrDefault(name));
        }
    }

    private void Join(FakeContainer container, Network network, EndpointSettings? settings)
    {
        settings ??= new EndpointSettings();
        container.Endpoints[network.Name] = settings with
        {
            NetworkID = network.Id,
            EndpointID = FakeEngine.NewId(),
            IPAddress = settings.IPAMConfig?.IPv4Address ?? string.Create(CultureInfo.InvariantCulture, $"172.18.0.{2 + _engine.Containers.All.Count}"),
            IPPrefixLen = 16,
            Gateway = "172.18.0.1",
        };
    }

    private IEnumerable<FakeContainer> Users(Network network) => _engine.Containers.All.Where(c => c.Endpoints.ContainsKey(network.Name));

    private void Emit(Network network, string action) => _engine.Events.Add(
        "network", action, network.Id, new Dictionary<string, string> { ["name"] = network.Name, ["type"] = network.Driver });
}
