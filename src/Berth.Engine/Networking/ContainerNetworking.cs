using Berth.Docker;
using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Engine;

/// <summary>
/// The engine's networks and its containers' places on them.
/// <para>
/// In the kernel there is only what is in use: a bridge from its network's making (or first use after a restart); the tables, the loop and the forwarding switch
/// from the first bridge to the last. When the engine ends, bridges without containers go. What running containers use stays, and is taken over by the next
/// engine (<see cref="Adopt"/>, <see cref="Sweep"/>).
/// </para>
/// </summary>
internal sealed class ContainerNetworking : IContainerNetworking, IDisposable
{
    private const string SetUp = "failed to set up container networking: ";

    private readonly Lock _gate = new();
    private readonly NetworkNames _names;
    private readonly NetworkStore _store;
    private readonly NetworkKernel _kernel;
    private readonly LinkRemover _remover;
    private readonly ForwardingSwitch _forwarding;
    private readonly Firewall _firewall;
    private readonly Bridges _bridges;
    private readonly NetworkCatalog _catalog;
    private readonly EndpointLinks _links;
    private readonly PortPublisher _ports;
    private readonly NetworkDescription _description;
    private readonly Action<Exception> _failed;
    private readonly ContainerBook _book;
    private readonly AskedEndpoints _asked;

    /// <summary>Reads the networks; nothing is made in the kernel. Works in the calling thread's network namespace from now on.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="time">The clock.</param>
    /// <param name="failed">Told what couldn't be done in the background, for the log.</param>
    public ContainerNetworking(NetworkingOptions options, TimeProvider time, Action<Exception> failed)
    {
        _failed = failed;
        _names = NetworkNames.Of(options);
        _store = new NetworkStore(options, failed);
        _kernel = new NetworkKernel();
        _remover = new LinkRemover(failed);
        _forwarding = new ForwardingSwitch(_store.ForwardingFile);
        _firewall = new Firewall(_names, _kernel, _forwarding, _gate, failed);
        _bridges = new Bridges(_names, _kernel, _firewall, _remover, _gate);
        _links = new EndpointLinks(_names, _kernel);
        _catalog = new NetworkCatalog(
            _names, _store, new SubnetRegister(options.SubnetsFile), new NetworkDefinition(new AddressPools(options.Pools, options.Root)), _bridges, _gate, time);
        _book = new ContainerBook(_store, _catalog);
        _catalog.ContainerName = id => _book.Find(id)?.Name ?? id;
        _ports = new PortPublisher(options, _kernel, _firewall, _forwarding, _catalog, _book, failed);
        _asked = new AskedEndpoints(_catalog);
        _description = new NetworkDescription(options, _store, _catalog, _ports);
    }

    public INetworkCatalog Networks => _catalog;

    /// <summary>The sockets, for tests that count messages.</summary>
    internal NetworkKernel Kernel => _kernel;

    public IReadOnlyDictionary<string, EndpointSettings> Validate(string networkMode, IReadOnlyDictionary<string, EndpointSettings?>? endpoints)
    {
        lock (_gate)
        {
            return _asked.Validate(networkMode is "" or "default" ? "bridge" : networkMode, endpoints ?? new Dictionary<string, EndpointSettings?>());
        }
    }

    public (string Network, EndpointSettings Settings) ValidateConnect(string networkMode, string network, EndpointSettings? settings)
    {
        lock (_gate)
        {
            return _asked.ValidateConnect(networkMode, network, settings ?? new EndpointSettings());
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
            throw Failure(e);
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
                throw Failure(e);
            }
        }
    }

    public void Release(string containerId)
    {
        lock (_gate)
        {
            if (_book.Find(containerId) is { } record)
            {
                _ports.Publish(record.Ports, []);
                foreach (var endpoint in record.Endpoints)
                {
                    _book.Leave(record, endpoint, linkIsGone: false);
                }

                _book.Strike(containerId);
            }
        }
    }

    public NetworkSettings? Adopt(string containerId)
    {
        lock (_gate)
        {
            return _book.Adopt(containerId)?.ToSettings();
        }
    }

    public IReadOnlyList<string> Sweep()
    {
        lock (_gate)
        {
            return new NetworkSweep(_names, _kernel, _catalog, _bridges, _firewall, _remover, _store).Run([.. _book.All]);
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

            var asked = settings ?? new EndpointSettings();
            state = _catalog.Ready(state);
            var endpoint = EndpointLinks.Allocate(state, asked, EndpointLinks.NextName(before.Endpoints.Select(e => e.Link), state), NetworkDescription.NamesOn(state, before.Request, asked));
            var after = before with { Endpoints = [.. before.Endpoints, endpoint] };
            try
            {
                _book.Announce(after);
                using var inside = NetworkNamespace.Enter(networkNamespace, () => new NetlinkSocket(NetlinkProtocol.Route));
                AddLinks([(endpoint, state)], networkNamespace);
                EndpointLinks.Reconfigure(inside, before, after);
                EndpointSwitches.Turn(networkNamespace, [endpoint]);
                _book.Join(after, endpoint);
                return Changed(before, after);
            }
            catch (Exception e)
            {
                Undo(() => _links.Undo([endpoint]));
                _book.Leave(before, endpoint, linkIsGone: true);
                Undo(() => _book.Replace(before));
                throw Failure(e);
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

            _book.Leave(before, endpoint, linkIsGone: true);
            return Changed(before, after);
        }
    }

    public string? Relink(string containerId, IReadOnlyList<string> linkedHosts)
    {
        lock (_gate)
        {
            if (_book.Find(containerId) is not { } record)
            {
                return null;
            }

            record = record with { Request = record.Request with { LinkedHosts = linkedHosts } };
            _book.Replace(record);
            return _description.Of(record, null, []).Hosts;
        }
    }

    public void Rename(string containerId, string name)
    {
        lock (_gate)
        {
            _book.Rename(containerId, name);
        }
    }

    public IReadOnlyList<PortReach> Reach(Func<string, bool> wanted)
    {
        lock (_gate)
        {
            return new PortJudge(_names, _kernel).Judge([.. _book.All.Where(c => c.Ports.Count > 0 && wanted(c.ContainerId))]);
        }
    }

    public NetworkSettings? Inspect(string containerId)
    {
        lock (_gate)
        {
            return _book.Find(containerId)?.ToSettings();
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

            if (_bridges.AllUp.Count == 0)
            {
                _kernel.Route.Send(_kernel.Batch.DeleteLinkGroup(_names.Containers).Tolerate(Errno.ENODEV));   // of namespaces that somebody else holds
            }

            _bridges.Dispose();
            _firewall.Dispose();
        }

        _remover.Dispose();
        _kernel.Dispose();
    }

    private NetworkSetup Prepare(ContainerNetworkRequest request, IReadOnlyList<PortRequest> ports, SafeFileHandle? there, NetlinkSocket? inside)
    {
        Release(request.ContainerId);   // its last life's, if nobody took it back

        var made = new List<(EndpointRecord Endpoint, NetworkState Network)>();
        IReadOnlyList<SafeFileHandle> sockets = [];
        var record = new ContainerNetworkRecord { Request = request, SandboxId = NetworkIds.New() };
        try
        {
            Allocate(request, made);
            record = record with { Endpoints = [.. made.Select(m => m.Endpoint)] };
            (record, sockets) = _ports.Bind(record, ports);
            var setup = _description.Of(record, there, sockets);
            _book.Announce(record);
            if (there is not null)
            {
                var linked = made.Where(m => m.Endpoint.Link.Length > 0).ToList();
                bool untouched = linked.Count == 0 || AddLinks(linked, there);
                EndpointLinks.Configure(inside!, record, untouched);
                EndpointSwitches.Turn(there, record.Endpoints);
            }

            _ports.Publish([], record.Ports);
            _book.Enter(record);
            return setup;
        }
        catch
        {
            foreach (var socket in sockets)
            {
                socket.Dispose();
            }

            Undo(() => _ports.Publish(record.Ports, []));
            Undo(() => _links.Undo(made.Select(m => m.Endpoint)));
            made.ForEach(m => _book.Leave(record, m.Endpoint, linkIsGone: true));
            Undo(() => _book.Strike(request.ContainerId));
            throw;
        }
    }

    private void Allocate(ContainerNetworkRequest request, List<(EndpointRecord Endpoint, NetworkState Network)> made)
    {
        var wanted = EndpointChecks.IsPrivate(request.NetworkMode)
            ? [(_catalog.Find(request.NetworkMode), new EndpointSettings())]
            : request.Endpoints.Select(e => (Network: _catalog.Ready(_catalog.Find(e.Key)), Asked: e.Value))
                .OrderByDescending(e => e.Asked.GwPriority).ThenBy(e => e.Network.Name, StringComparer.Ordinal).ToList();
        foreach (var (network, asked) in wanted)
        {
            // Names that later networks ask for are taken, too.
            string link = EndpointLinks.NextName([.. made.Select(m => m.Endpoint.Link), .. wanted.Select(w => EndpointLinks.LinkName(w.Item2, ""))], network);
            made.Add((EndpointLinks.Allocate(network, asked, link, NetworkDescription.NamesOn(network, request, asked)), network));
        }
    }

    // A bridge that somebody deleted is made again; false when that was so, and the namespace has seen links that are no more.
    private bool AddLinks(List<(EndpointRecord Endpoint, NetworkState Network)> endpoints, SafeFileHandle there)
    {
        try
        {
            _links.Add(endpoints, there);
            return true;
        }
        catch (LinuxException e) when (e.Errno is Errno.ENODEV or Errno.EINVAL)
        {
            _links.Undo(endpoints.Select(m => m.Endpoint));
            var present = _kernel.Route.ListLinks(_kernel.Batch).Select(l => l.Index).ToHashSet();
            var lacking = endpoints.Select(m => m.Network).Where(n => !present.Contains(n.BridgeIndex)).ToList();
            if (lacking.Count == 0)
            {
                throw;
            }

            lacking.ForEach(_bridges.Renew);

            _links.Add(endpoints, there);
            return false;
        }
    }

    // What can't be undone is told, and the next engine sweeps it; the error that led here is the one to throw.
    private void Undo(Action step)
    {
        try
        {
            step();
        }
        catch (Exception e) when (e is IOException or DockerException or UnauthorizedAccessException)
        {
            _failed(e);
        }
    }

    private static DockerException Failure(Exception e) => e is DockerException { Kind: var kind }
        ? new DockerException(kind, SetUp + e.Message, e)
        : new DockerException(DockerErrorKind.System, SetUp + e.Message, e);

    private NetworkChange Changed(ContainerNetworkRecord before, ContainerNetworkRecord after)
    {
        IReadOnlyList<SafeFileHandle> sockets = [];
        var targets = _ports.TargetsOf(after);
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
            (after, sockets) = _ports.Bind(after, PortRequest.Read(after.Request));
        }

        bool moved = !before.Ports.SequenceEqual(after.Ports);
        if (moved)
        {
            _ports.Publish(before.Ports, after.Ports);
        }

        _book.Replace(after);
        var setup = _description.Of(after, null, sockets);
        return new NetworkChange
        {
            Settings = setup.Settings, Resolver = setup.Resolver, Hosts = setup.Hosts, ResolvConf = setup.ResolvConf,
            Ports = moved ? setup.Ports : null, Sockets = sockets,
        };
    }

    private ContainerNetworkRecord Running(string containerId) => _book.Find(containerId)
        ?? throw new DockerException(DockerErrorKind.Conflict, $"container {containerId} is not running");
}
