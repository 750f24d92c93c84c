using Berth.Docker;
using Berth.Linux;
using Berth.Supervision;
using Microsoft.Win32.SafeHandles;

namespace Berth.Engine;

/// <summary>
/// The engine's networks and its containers' places on them.
/// <para>
/// In the kernel there is only what is in use: the tables, the loop and the forwarding switch from the first bridge on; a bridge from its network's making (or
/// first use after a restart). When the engine ends, bridges without containers go, and with the last of them everything else. What running
/// containers use stays, and is taken over by the next engine (<see cref="Adopt"/>, <see cref="Sweep"/>).
/// </para>
/// </summary>
internal sealed class ContainerNetworking : IContainerNetworking, IDisposable
{
    private const string SetUp = "failed to set up container networking: ";

    private readonly Lock _gate = new();
    private readonly NetworkingOptions _options;
    private readonly NetworkNames _names;
    private readonly NetworkStore _store;
    private readonly NetworkKernel _kernel;
    private readonly LinkRemover _remover;
    private readonly ForwardingSwitch _forwarding;
    private readonly Firewall _firewall;
    private readonly Bridges _bridges;
    private readonly NetworkCatalog _catalog;
    private readonly EndpointLinks _links;
    private readonly PortBinder _binder = new();
    private readonly Action<Exception> _failed;
    private readonly OrderedDictionary<string, ContainerNetworkRecord> _containers = [];

    /// <summary>Reads the networks; nothing is made in the kernel. Works in the calling thread's network namespace from now on.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="time">The clock.</param>
    /// <param name="failed">Told what couldn't be done in the background, for the log.</param>
    public ContainerNetworking(NetworkingOptions options, TimeProvider time, Action<Exception> failed)
    {
        (_options, _failed) = (options, failed);
        _names = NetworkNames.Of(options);
        _store = new NetworkStore(options);
        _kernel = new NetworkKernel();
        _remover = new LinkRemover(failed);
        _forwarding = new ForwardingSwitch(_store.ForwardingFile);
        _firewall = new Firewall(_names, _kernel, _forwarding, _gate, failed);
        _bridges = new Bridges(_names, _kernel, _firewall, _remover);
        _links = new EndpointLinks(_names, _kernel);
        _catalog = new NetworkCatalog(
            _names, _store, new SubnetRegister(options.SubnetsFile), new NetworkDefinition(new AddressPools(options.Pools, options.Root)), _bridges, _gate, time)
        {
            ContainerName = id => _containers.TryGetValue(id, out var record) ? record.Name : id,
        };
    }

    public INetworkCatalog Networks => _catalog;

    /// <summary>The sockets, for tests that count messages.</summary>
    internal NetworkKernel Kernel => _kernel;

    public IReadOnlyDictionary<string, EndpointSettings> Validate(string networkMode, IReadOnlyDictionary<string, EndpointSettings?>? endpoints)
    {
        string mode = networkMode is "" or "default" ? "bridge" : networkMode;
        var checkedOnes = new SortedDictionary<string, EndpointSettings>(StringComparer.Ordinal);
        lock (_gate)
        {
            foreach (var (key, asked) in endpoints ?? new Dictionary<string, EndpointSettings?>())
            {
                if (EndpointChecks.IsPrivate(mode) && key != mode)
                {
                    throw new DockerException(
                        DockerErrorKind.InvalidParameter, "conflicting options: cannot attach both user-defined and non-user-defined network-modes");
                }

                if (!EndpointChecks.IsPrivate(mode))
                {
                    var network = _catalog.Find(key == "default" ? "bridge" : key);
                    EndpointChecks.Check(network, asked ?? new EndpointSettings());
                    checkedOnes[network.Name] = asked ?? new EndpointSettings();
                }
            }

            if (!EndpointChecks.IsPrivate(mode))
            {
                checkedOnes.TryAdd(_catalog.Find(mode).Name, new EndpointSettings());
            }
        }

        return checkedOnes;
    }

    public (string Network, EndpointSettings Settings) ValidateConnect(string networkMode, string network, EndpointSettings? settings)
    {
        lock (_gate)
        {
            var state = _catalog.Find(network);
            EndpointChecks.CheckConnect(networkMode, state);
            EndpointChecks.Check(state, settings ?? new EndpointSettings());
            return (state.Name, settings ?? new EndpointSettings());
        }
    }

    public NetworkSetup Prepare(ContainerNetworkRequest request)
    {
        var ports = PortRequest.Read(request);
        if (request.NetworkMode == "host")
        {
            lock (_gate)
            {
                return Prepare(request, [], null, null);
            }
        }

        SafeFileHandle there;
        NetlinkSocket inside;
        try
        {
            there = NetworkNamespace.Create(() => new NetlinkSocket(NetlinkProtocol.Route), out inside);
        }
        catch (LinuxException e)
        {
            throw new DockerException(DockerErrorKind.System, SetUp + e.Message, e);
        }

        using (inside)
        {
            try
            {
                lock (_gate)
                {
                    return Prepare(request, ports, there, inside);
                }
            }
            catch (Exception e)
            {
                there.Dispose();
                throw e is DockerException or LinuxException ? new DockerException((e as DockerException)?.Kind ?? DockerErrorKind.System, SetUp + e.Message, e) : e;
            }
        }
    }

    public void Release(string containerId)
    {
        lock (_gate)
        {
            if (_containers.Remove(containerId, out var record))
            {
                Withdraw(record);
                foreach (var endpoint in record.Endpoints)
                {
                    Leave(record, endpoint, linkIsGone: false);
                }

                _store.DeleteContainer(containerId);
            }
        }
    }

    public NetworkSettings? Adopt(string containerId)
    {
        lock (_gate)
        {
            if (_store.LoadContainer(containerId) is not { } record)
            {
                return null;
            }

            record = record with { Endpoints = [.. record.Endpoints.Where(e => _catalog.FindById(e.NetworkId) is not null)] };
            _containers[containerId] = record;
            foreach (var endpoint in record.Endpoints)
            {
                var network = _catalog.FindById(endpoint.NetworkId)!;
                foreach (var address in endpoint.Addresses)
                {
                    network.Take(address.IsIpv6(), address);
                }

                network.Endpoints[containerId] = endpoint;
            }

            return record.ToSettings();
        }
    }

    public IReadOnlyList<string> Sweep()
    {
        lock (_gate)
        {
            return new NetworkSweep(_names, _kernel, _catalog, _firewall, _remover, _store).Run([.. _containers.Values]);
        }
    }

    public NetworkChange Connect(string containerId, SafeFileHandle networkNamespace, string network, EndpointSettings? settings)
    {
        lock (_gate)
        {
            var before = Running(containerId);
            var state = _catalog.Find(network);
            EndpointChecks.CheckConnect(before.Request.NetworkMode, state);
            EndpointChecks.Check(state, settings ?? new EndpointSettings());
            if (state.Endpoints.ContainsKey(containerId))
            {
                throw new DockerException(DockerErrorKind.Forbidden, $"endpoint with name {before.Name} already exists in network {state.Name}");
            }

            state = _catalog.Ready(state);
            var endpoint = EndpointLinks.Allocate(state, settings ?? new EndpointSettings(), NextLink(before, state), NamesOn(state, before.Request, settings));
            var after = before with { Endpoints = [.. before.Endpoints, endpoint] };
            try
            {
                using var inside = NetworkNamespace.Enter(networkNamespace, () => new NetlinkSocket(NetlinkProtocol.Route));
                _links.Add([(endpoint, state)], networkNamespace, fresh: false);
                EndpointLinks.Reconfigure(inside, before, after);
                state.Endpoints[containerId] = endpoint;
                return Changed(before, after, state);
            }
            catch (LinuxException e)
            {
                _links.Undo([endpoint]);
                Leave(before, endpoint, linkIsGone: true);
                throw new DockerException(DockerErrorKind.System, SetUp + e.Message, e);
            }
        }
    }

    public NetworkChange Disconnect(string containerId, SafeFileHandle networkNamespace, string network)
    {
        lock (_gate)
        {
            var before = Running(containerId);
            var endpoint = before.Endpoints.FirstOrDefault(e => e.NetworkName == network || e.NetworkId == network)
                ?? before.Endpoints.FirstOrDefault(e => network.Length > 0 && e.NetworkId.StartsWith(network, StringComparison.Ordinal))
                ?? throw new DockerException(DockerErrorKind.System, $"container {containerId} is not connected to the network {network}");
            if (endpoint.Link.Length == 0)
            {
                throw new DockerException(
                    DockerErrorKind.InvalidParameter, $"container cannot be disconnected from {endpoint.NetworkName} network - container must be created without it");
            }

            var after = before with { Endpoints = [.. before.Endpoints.Where(e => e != endpoint)] };
            using (var inside = NetworkNamespace.Enter(networkNamespace, () => new NetlinkSocket(NetlinkProtocol.Route)))
            {
                EndpointLinks.Remove(inside, endpoint);
                EndpointLinks.Reconfigure(inside, before, after);
            }

            Leave(before, endpoint, linkIsGone: true);
            return Changed(before, after, _catalog.FindById(endpoint.NetworkId));
        }
    }

    public void Rename(string containerId, string name)
    {
        lock (_gate)
        {
            if (!_containers.TryGetValue(containerId, out var before))
            {
                return;
            }

            var request = before.Request with { Name = name };
            var endpoints = before.Endpoints
                .Select(e => e with { Names = NamesOn(_catalog.FindById(e.NetworkId), request, e.Asked) }).ToList();
            var after = before with { Request = request, Endpoints = endpoints };
            _store.Save(after);
            _containers[containerId] = after;
            foreach (var endpoint in endpoints)
            {
                if (_catalog.FindById(endpoint.NetworkId) is { } network)
                {
                    network.Endpoints[containerId] = endpoint;
                    _store.PublishNames(network);
                }
            }
        }
    }

    public NetworkSettings? Inspect(string containerId)
    {
        lock (_gate)
        {
            return _containers.TryGetValue(containerId, out var record) ? record.ToSettings() : null;
        }
    }

    /// <summary>Ends the engine's part: what no container uses goes from the kernel.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var network in _catalog.All.Where(n => n.Endpoints.Count == 0))
            {
                _bridges.Down(network);
            }

            if (_firewall.Active && !_catalog.All.Any(n => n.BridgeIndex != 0))
            {
                _firewall.Remove();
                _kernel.Route.Send(_kernel.Batch.DeleteLinkGroup(_names.Containers).Tolerate(Errno.ENODEV));   // of namespaces that somebody else holds
            }

            _firewall.Dispose();
        }

        _remover.Dispose();
        _kernel.Dispose();
    }

    private NetworkSetup Prepare(ContainerNetworkRequest request, IReadOnlyList<PortRequest> ports, SafeFileHandle? there, NetlinkSocket? inside)
    {
        if (_containers.ContainsKey(request.ContainerId))
        {
            Release(request.ContainerId);   // its last life's, which nobody took back
        }

        var made = new List<(EndpointRecord Endpoint, NetworkState Network)>();
        IReadOnlyList<SafeFileHandle> sockets = [];
        var record = new ContainerNetworkRecord { Request = request, SandboxId = NetworkIds.New() };
        try
        {
            Allocate(request, made);
            record = record with { Endpoints = [.. made.Select(m => m.Endpoint)] };
            (record, sockets) = BindPorts(record, ports);
            var setup = Describe(record, there, sockets);
            _store.Save(record);
            if (there is not null)
            {
                var linked = made.Where(m => m.Endpoint.Link.Length > 0).ToList();
                if (linked.Count > 0)
                {
                    _links.Add(linked, there, fresh: true);
                }

                EndpointLinks.Configure(inside!, record);
            }

            Publish([], record.Ports);
            Register(record, made);
            return setup;
        }
        catch
        {
            foreach (var socket in sockets)
            {
                socket.Dispose();
            }

            _firewall.Change(record.Ports.SelectMany(p => p.Elements), []);
            _links.Undo(made.Select(m => m.Endpoint));
            made.ForEach(m => Leave(record, m.Endpoint, linkIsGone: true));
            _store.DeleteContainer(request.ContainerId);
            throw;
        }
    }

    private void Allocate(ContainerNetworkRequest request, List<(EndpointRecord Endpoint, NetworkState Network)> made)
    {
        var wanted = EndpointChecks.IsPrivate(request.NetworkMode)
            ? [(_catalog.Find(request.NetworkMode), new EndpointSettings())]
            : request.Endpoints.Select(e => (Network: _catalog.Ready(_catalog.Find(e.Key)), Asked: e.Value))
                .OrderByDescending(e => e.Asked.GwPriority).ThenBy(e => e.Network.Name, StringComparer.Ordinal).ToList();
        int number = 0;
        foreach (var (network, asked) in wanted)
        {
            made.Add((EndpointLinks.Allocate(network, asked, $"{network.LinkPrefix}{number++}", NamesOn(network, request, asked)), network));
        }
    }

    private void Register(ContainerNetworkRecord record, List<(EndpointRecord Endpoint, NetworkState Network)> made)
    {
        _containers[record.ContainerId] = record;
        foreach (var (endpoint, network) in made)
        {
            network.Endpoints[record.ContainerId] = endpoint;
            if (endpoint.Names is not null)
            {
                _store.PublishNames(network);
            }
        }
    }

    // Ports lead to the networks by which the container goes out: internal ones have none.
    private (ContainerNetworkRecord Record, IReadOnlyList<SafeFileHandle> Sockets) BindPorts(ContainerNetworkRecord record, IReadOnlyList<PortRequest> requests)
    {
        var targets = TargetsOf(record);
        if (requests.Count == 0 || !targets.Any)
        {
            return (record, []);
        }

        var gateway = record.GatewayEndpoint(six: false) ?? record.GatewayEndpoint(six: true)!;
        try
        {
            bool guarded = !(record.Request.OpenPorts ?? _options.OpenPorts) && _firewall.CanGuard;
            var (ports, sockets) = _binder.Bind(requests, targets, guarded, (protocol, host) => OwnerOf(record.ContainerId, protocol, host));
            return (record with { Ports = ports }, sockets);
        }
        catch (DockerException e)
        {
            throw new DockerException(
                e.Kind, $"driver failed programming external connectivity on endpoint {record.Name} ({gateway.EndpointId}): {e.Message}", e);
        }
    }

    private PortTargets TargetsOf(ContainerNetworkRecord record)
    {
        var (four, six) = (record.GatewayEndpoint(six: false), record.GatewayEndpoint(six: true));
        var network = (four ?? six) is { } endpoint ? _catalog.FindById(endpoint.NetworkId) : null;
        return new PortTargets(four?.Address4, six?.Address6, network?.HostBinding, _forwarding.HasIpv6);
    }

    private string? OwnerOf(string containerId, string protocol, System.Net.IPEndPoint host) => _containers.Values
        .FirstOrDefault(c => c.ContainerId != containerId && c.Ports.Any(p => p.Protocol == protocol && p.Meets(host)))?.Name;

    private void Publish(IReadOnlyList<PublishedPort> before, IReadOnlyList<PublishedPort> after)
    {
        _firewall.Change(before.SelectMany(p => p.Elements), after.SelectMany(p => p.Elements));
        foreach (var port in before.Concat(after).Where(p => p.Protocol == "udp").DistinctBy(p => p.Host))
        {
            ForgetFlows(port);
        }
    }

    private void ForgetFlows(PublishedPort port)
    {
        var host = port.Host.Address;
        bool all = host.Equals(System.Net.IPAddress.Any) || host.Equals(System.Net.IPAddress.IPv6Any);
        try
        {
            _kernel.Netfilter.ForgetUdp(_kernel.Batch, host.IsIpv6() ? NftFamily.Ip6 : NftFamily.Ip, all ? null : host, port.HostPort);
        }
        catch (LinuxException e)
        {
            _failed(e);   // a client that never pauses goes on to the old target: no reason to fail
        }
    }

    private void Withdraw(ContainerNetworkRecord record) => Publish(record.Ports, []);

    private void Leave(ContainerNetworkRecord record, EndpointRecord endpoint, bool linkIsGone)
    {
        if (_catalog.FindById(endpoint.NetworkId) is not { } network)
        {
            return;
        }

        foreach (var address in endpoint.Addresses)
        {
            network.Return(address);
            if (!linkIsGone)
            {
                network.Leaving[address] = endpoint.Veth;
            }
        }

        if (network.Endpoints.Remove(record.ContainerId) && endpoint.Names is not null)
        {
            _store.PublishNames(network);
        }
    }

    private NetworkChange Changed(ContainerNetworkRecord before, ContainerNetworkRecord after, NetworkState? network)
    {
        IReadOnlyList<SafeFileHandle> sockets = [];
        var targets = TargetsOf(after);
        if (!targets.Any)
        {
            after = after with { Ports = [] };
        }
        else if (before.Ports.Count > 0)
        {
            after = after with { Ports = [.. before.Ports.Select(p => p with { Target = targets.TargetOf(p.Host.Address).ToString() })] };
        }
        else
        {
            (after, sockets) = BindPorts(after, PortRequest.Read(after.Request));
        }

        bool moved = !before.Ports.SequenceEqual(after.Ports);
        if (moved)
        {
            Publish(before.Ports, after.Ports);
        }

        _store.Save(after);
        _containers[after.ContainerId] = after;
        if (network is { IsDefault: false })
        {
            _store.PublishNames(network);
        }

        var setup = Describe(after, null, sockets);
        return new NetworkChange
        {
            Settings = setup.Settings, Resolver = setup.Resolver, Hosts = setup.Hosts, ResolvConf = setup.ResolvConf,
            Ports = moved ? setup.Ports : null, Sockets = sockets,
        };
    }

    private NetworkSetup Describe(ContainerNetworkRecord record, SafeFileHandle? there, IReadOnlyList<SafeFileHandle> sockets)
    {
        var named = record.Endpoints.Where(e => e.Names is not null).ToList();
        var (resolvConf, upstreams) = NetworkTexts.ResolvConf(record.Request, named.Count > 0, _options.ResolvConf);
        bool linked = record.Endpoints.Any(e => e.Link.Length > 0);
        var gateway = (record.GatewayEndpoint(six: false) ?? record.Endpoints.FirstOrDefault(e => e.Link.Length > 0)) is { } endpoint
            ? _catalog.FindById(endpoint.NetworkId)!.Gateways.FirstOrDefault()
            : record.Request.NetworkMode == "host" ? System.Net.IPAddress.Loopback : null;
        var warnings = new List<string>();
        if (record.Request.PortBindings is { Count: > 0 } && linked && !TargetsOf(record).Any)
        {
            warnings.Add("Published ports are discarded: the container is on internal networks only");
        }

        return new NetworkSetup
        {
            Namespace = there,
            Settings = record.ToSettings(),
            Ports = [.. record.Ports.Select(p => p.Held)],
            Sockets = sockets,
            Resolver = named.Count > 0 || (upstreams.Count > 0 && linked)
                ? new ResolverRequest
                {
                    Tables = [.. named.Select(e => _store.NamesFile(e.NetworkId))],
                    Upstreams = upstreams,
                    Internal = record.Endpoints.All(e => e.Internal),
                }
                : null,
            Hosts = NetworkTexts.Hosts(record, gateway, Links(record)),
            ResolvConf = resolvConf,
            Warnings = warnings,
        };
    }

    // Legacy links (container:alias) are lines of the hosts file.
    private IEnumerable<(string Name, string Address)> Links(ContainerNetworkRecord record)
    {
        foreach (var endpoint in record.Endpoints)
        {
            foreach (string link in endpoint.Asked.Links ?? [])
            {
                string[] parts = link.Split(':', 2);
                string wanted = parts[0].TrimStart('/');
                var other = _containers.Values.FirstOrDefault(c => c.Name == wanted || c.ContainerId.StartsWith(wanted, StringComparison.Ordinal));
                if (other?.Endpoints.FirstOrDefault(e => e.NetworkId == endpoint.NetworkId)?.Addresses.FirstOrDefault() is { } address)
                {
                    yield return (parts[^1], address.ToString());
                }
            }
        }
    }

    private ContainerNetworkRecord Running(string containerId) => _containers.TryGetValue(containerId, out var record)
        ? record
        : throw new DockerException(DockerErrorKind.Conflict, $"container {containerId} is not running");

    private static string NextLink(ContainerNetworkRecord record, NetworkState network)
    {
        int number = 0;
        while (record.Endpoints.Any(e => e.Link == $"{network.LinkPrefix}{number}"))
        {
            number++;
        }

        return $"{network.LinkPrefix}{number}";
    }

    // Docker's order: the name, aliases, the short id, the hostname. None on the default network, where nothing resolves names.
    private static List<string>? NamesOn(NetworkState? network, ContainerNetworkRequest request, EndpointSettings? asked)
    {
        if (network is null || !network.HasBridge || network.IsDefault)
        {
            return null;
        }

        var names = new List<string> { request.Name };
        foreach (string name in (string[])[.. asked?.Aliases ?? [], request.ContainerId[..Math.Min(12, request.ContainerId.Length)], request.Hostname])
        {
            if (name.Length > 0 && !names.Contains(name))
            {
                names.Add(name);
            }
        }

        return names;
    }
}
