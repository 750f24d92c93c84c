using Berth.Docker;

namespace Berth.Engine;

/// <summary>The engine's networks: bridge, host and none, which are always there, and those that users make.</summary>
internal sealed class NetworkCatalog : INetworkCatalog
{
    private readonly NetworkNames _names;
    private readonly NetworkStore _store;
    private readonly SubnetRegister _register;
    private readonly NetworkDefinition _definition;
    private readonly Bridges _bridges;
    private readonly TimeProvider _time;
    private readonly Lock _gate;
    private readonly OrderedDictionary<string, NetworkState> _states = [];
    private bool _defaultChecked;

    public NetworkCatalog(
        NetworkNames names, NetworkStore store, SubnetRegister register, NetworkDefinition definition, Bridges bridges, Lock gate, TimeProvider time)
    {
        (_names, _store, _register, _definition, _bridges, _gate, _time) = (names, store, register, definition, bridges, gate, time);
        foreach (var record in store.LoadNetworks().OrderBy(r => r.Network.Created, StringComparer.Ordinal))
        {
            _states[record.Network.Id] = new NetworkState(record);
        }

        AddPredefined();
        register.Restore([.. _states.Values.SelectMany(s => s.Record.Subnets.Select(n => (n.Parsed, store.NetworkFile(s.Id))))]);
    }

    /// <summary>All networks, as they came.</summary>
    public IEnumerable<NetworkState> All => _states.Values;

    public IReadOnlyList<Network> List(Filters filters)
    {
        filters.Validate("dangling", "driver", "id", "label", "name", "scope", "type");
        foreach (string type in filters["type"])
        {
            if (type is not ("builtin" or "custom"))
            {
                throw new DockerException(DockerErrorKind.InvalidParameter, $"invalid filter: 'type'='{type}'");
            }
        }

        bool? dangling = filters.Has("dangling") ? filters.GetBool("dangling", false) : null;
        lock (_gate)
        {
            return [.. _states.Values.Where(s => Matches(s, filters, dangling)).Select(s => s.Network)];
        }
    }

    public Network Inspect(string network)
    {
        lock (_gate)
        {
            return WithContainers(Find(network));
        }
    }

    public NetworkCreateResponse Create(NetworkCreateRequest request)
    {
        NetworkDefinition.Check(request);
        lock (_gate)
        {
            if (_states.Values.Any(s => s.Name == request.Name))
            {
                throw new DockerException(DockerErrorKind.Conflict, $"network with name {request.Name} already exists");
            }

            string id = NetworkIds.New();
            NetworkState? made = null;
            var own = _states.Values.SelectMany(s => s.Record.Subnets).Select(s => s.Parsed).ToList();
            _register.Reserve(_store.NetworkFile(id), others =>
            {
                var record = _definition.Make(request, id, _time.GetUtcNow(), own, [.. own, .. others, .. _bridges.HostNetworks()]);
                _store.Save(record);
                made = new NetworkState(record);
                return record.Subnets.Select(s => s.Parsed);
            });
            try
            {
                _bridges.Up(made!);
            }
            catch
            {
                _store.DeleteNetwork(id);
                _register.Forget(_store.NetworkFile(id));
                throw;
            }

            _states[id] = made!;
            return new NetworkCreateResponse { Id = id };
        }
    }

    public Network Remove(string network)
    {
        lock (_gate)
        {
            var state = Find(network);
            if (state.IsPredefined)
            {
                throw new DockerException(DockerErrorKind.Forbidden, $"{state.Name} is a pre-defined network and cannot be removed");
            }

            if (state.Endpoints.Count > 0)
            {
                string endpoints = string.Join(
                    ", ", state.Endpoints.Select(e => $"name:\"{ContainerName(e.Key)}\" id:\"{e.Value.EndpointId.AsSpan(0, 12)}\""));
                throw new DockerException(
                    DockerErrorKind.Forbidden, $"error while removing network: network {state.Name} has active endpoints ({endpoints})");
            }

            RemoveState(state);
            return state.Network;
        }
    }

    public IReadOnlyList<Network> Prune(Filters filters, Func<Network, bool> inUse)
    {
        filters.Validate("label", "label!", "until");
        DateTimeOffset? until = PruneTime.Read(filters, _time);
        lock (_gate)
        {
            var doomed = _states.Values.Where(s => !s.IsPredefined && s.Endpoints.Count == 0 && !inUse(s.Network)
                && filters.MatchesLabels("label", s.Network.Labels)
                && !(filters.Has("label!") && filters.MatchesLabels("label!", s.Network.Labels))
                && (until is null || DateTimeOffset.Parse(s.Network.Created, System.Globalization.CultureInfo.InvariantCulture) < until)).ToList();
            doomed.ForEach(RemoveState);
            return [.. doomed.Select(s => s.Network)];
        }
    }

    /// <summary>Gives a running container's name, for texts.</summary>
    public Func<string, string> ContainerName { get; set; } = id => id;

    /// <summary>A network by id, name or a unique beginning of its id.</summary>
    /// <exception cref="DockerException">NotFound, or InvalidParameter where several ids begin so.</exception>
    public NetworkState Find(string text)
    {
        if (_states.TryGetValue(text, out var state))
        {
            return state;
        }

        if (_states.Values.FirstOrDefault(s => s.Name == text) is { } named)
        {
            return named;
        }

        var matches = text.Length == 0 ? [] : _states.Values.Where(s => s.Id.StartsWith(text, StringComparison.Ordinal)).ToList();
        return matches switch
        {
            [var only] => only,
            [] => throw new DockerException(DockerErrorKind.NotFound, $"network {text} not found"),
            _ => throw new DockerException(
                DockerErrorKind.InvalidParameter, $"network {text} is ambiguous ({matches.Count} matches found based on ID prefix)"),
        };
    }

    /// <summary>A network by its name, its id or the beginning of that; null where there is none.</summary>
    /// <exception cref="DockerException">It is the beginning of several ids.</exception>
    public NetworkState? FindOrNull(string text)
    {
        try
        {
            return Find(text);
        }
        catch (DockerException e) when (e.Kind == DockerErrorKind.NotFound)
        {
            return null;
        }
    }

    /// <summary>A network by its id, or null.</summary>
    public NetworkState? FindById(string id) => _states.GetValueOrDefault(id);

    /// <summary>A network whose bridge is up. The network <c>bridge</c> gets another subnet when the host has come to use its own.</summary>
    public NetworkState Ready(NetworkState state)
    {
        if (state.IsDefault && !_defaultChecked)
        {
            _defaultChecked = true;
            if (state.BridgeIndex == 0 && _bridges.HostNetworks().Exists(h => state.Record.Subnets.Any(s => s.Parsed.Overlaps(h))))
            {
                state = AddDefault(state.Id, DateTimeOffset.Parse(state.Network.Created, System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        _bridges.Up(state);
        return state;
    }

    private void RemoveState(NetworkState state)
    {
        _bridges.Down(state);
        _store.DeleteNetwork(state.Id);
        _register.Forget(_store.NetworkFile(state.Id));
        _states.Remove(state.Id);
    }

    private void AddPredefined()
    {
        var now = _time.GetUtcNow();
        if (!_states.Values.Any(s => s.IsDefault))
        {
            AddDefault(NetworkIds.New(), now);
        }

        foreach (var (name, driver) in (ReadOnlySpan<(string, string)>)[("host", "host"), ("none", "null")])
        {
            if (!_states.Values.Any(s => s.Name == name))
            {
                var state = new NetworkState(NetworkDefinition.MakeWithoutBridge(name, driver, NetworkIds.New(), now));
                _store.Save(state.Record);
                _states[state.Id] = state;
            }
        }
    }

    private NetworkState AddDefault(string id, DateTimeOffset created)
    {
        var own = _states.Values.Where(s => s.Id != id).SelectMany(s => s.Record.Subnets).Select(s => s.Parsed).ToList();
        _register.Reserve(_store.NetworkFile(id), others =>
        {
            var record = _definition.MakeDefault(id, _names.DefaultBridge, created, [.. own, .. others, .. _bridges.HostNetworks()]);
            _store.Save(record);
            _states[id] = new NetworkState(record);
            return record.Subnets.Select(s => s.Parsed);
        });
        return _states[id];
    }

    private static bool Matches(NetworkState state, Filters filters, bool? dangling) =>
        filters.Matches("driver", state.Network.Driver)
        && filters.MatchesPrefix("id", state.Id)
        && filters.MatchesPattern("name", state.Name)
        && filters.MatchesLabels("label", state.Network.Labels)
        && filters.Matches("scope", state.Network.Scope)
        && filters.Matches("type", state.IsPredefined ? "builtin" : "custom")
        && (dangling is null || dangling == (!state.IsPredefined && state.Endpoints.Count == 0));

    private Network WithContainers(NetworkState state) => state.Network with
    {
        Containers = state.Endpoints.ToDictionary(e => e.Key, e => e.Value.ToNetworkContainer(ContainerName(e.Key))),
    };
}
