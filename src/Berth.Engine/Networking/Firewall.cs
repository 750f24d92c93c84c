using Berth.Docker;
using Berth.Linux;

namespace Berth.Engine;

/// <summary>
/// An engine's tables in the kernel, with the loop, the routing rules, the forwarding switch and the accept-by-mark rules in other people's chains. There
/// while a bridge of the engine is (<see cref="Bridges"/>). What stands in the sets is known here, so that a table that somebody flushed comes back whole.
/// Callers hold the engine's network lock; the listener takes it itself.
/// </summary>
internal sealed class Firewall : IDisposable
{
    private static readonly NftFamily[] AllFamilies = [NftFamily.Ip, NftFamily.Ip6];

    private readonly NetworkNames _names;
    private readonly NetworkKernel _kernel;
    private readonly ForwardingSwitch _forwarding;
    private readonly Lock _gate;
    private readonly Action<Exception> _failed;
    private readonly Dictionary<(NftFamily Family, string Set, string Key), FirewallElement> _elements = [];
    private NftFamily[] _families = [];
    private NftEvents? _events;
    private Thread? _listener;
    private bool _reversePath;
    private bool _marksChecked;
    private int? _way;

    /// <param name="names">The engine's names.</param>
    /// <param name="kernel">Its netlink sockets.</param>
    /// <param name="forwarding">The switch that it may have turned.</param>
    /// <param name="gate">The lock of the engine's networks.</param>
    /// <param name="failed">Told what the listener could not do.</param>
    public Firewall(NetworkNames names, NetworkKernel kernel, ForwardingSwitch forwarding, Lock gate, Action<Exception> failed) =>
        (_names, _kernel, _forwarding, _gate, _failed) = (names, kernel, forwarding, gate, failed);

    /// <summary>Whether the tables are there.</summary>
    public bool Active => _families.Length > 0;

    /// <summary>Whether the kernel can guard ports; known when <see cref="Active"/>.</summary>
    public bool CanGuard => _way is not null;

    /// <summary>Makes everything for the first bridge; later, only what a network with IPv6 needs besides.</summary>
    public void Ensure(bool six)
    {
        if (!_forwarding.TurnOn(six, _kernel) && Active)
        {
            return;
        }

        if (!Active)
        {
            CheckMarks();
            _families = _forwarding.HasIpv6 ? AllFamilies : [NftFamily.Ip];
        }

        try
        {
            _way ??= MakeLoop();
            foreach (var element in _forwarding.HostLinks.SelectMany(FirewallElement.OfHostLink))
            {
                Remember(element);
            }

            Replace();
            LetThrough();
            Listen();
        }
        catch
        {
            Remove();
            throw;
        }
    }

    /// <summary>
    /// Takes elements out and puts others in, all at once. Where the kernel's sets are not what they should be, because somebody flushed them, the tables are
    /// made anew.
    /// </summary>
    public void Change(IEnumerable<FirewallElement> remove, IEnumerable<FirewallElement> add)
    {
        var gone = remove.Where(e => _elements.ContainsKey((e.Family, e.Set, e.Key)) && _families.Contains(e.Family)).ToList();
        var made = add.Where(e => _families.Contains(e.Family)).ToList();
        if (gone.Count == 0 && made.Count == 0)
        {
            return;
        }

        if (made.Exists(e => e.Set is FirewallRules.GuardedAny or FirewallRules.GuardedOne))
        {
            EnsureReversePath();
        }

        var batch = _kernel.Batch.BeginNft();
        foreach (var element in gone)
        {
            batch.DeleteElement(element.Family, _names.Table, element.Set, element.KeyBytes);
            _elements.Remove((element.Family, element.Set, element.Key));
        }

        foreach (var element in made)
        {
            batch.AddElement(element.Family, _names.Table, element.Set, element.KeyBytes, element.ValueBytes);
            Remember(element);
        }

        try
        {
            _kernel.Netfilter.Commit(batch);
        }
        catch (LinuxException e) when (e.Errno is Errno.ENOENT or Errno.EEXIST)
        {
            Replace();
        }
    }

    /// <summary>Forgets all elements and remembers these; they reach the kernel with the next <see cref="Ensure"/>.</summary>
    public void Reset(IEnumerable<FirewallElement> elements)
    {
        _elements.Clear();
        foreach (var element in elements)
        {
            Remember(element);
        }
    }

    /// <summary>Whether anything of this engine is in the kernel, of this process or of one before it.</summary>
    public bool IsInKernel() => Active || _kernel.Netfilter.FamiliesOfTable(_kernel.Batch, _names.Table).Count > 0;

    /// <summary>
    /// Takes everything away. The host is as it was; but where others route by a switch that we turned, that stays, and stays closed. What can't be taken away
    /// is told, and the next engine sweeps it.
    /// </summary>
    public void Remove()
    {
        StopListening();
        try
        {
            RemoveTables();
            RemoveLoop();
        }
        catch (LinuxException e)
        {
            _failed(e);
        }

        _families = [];
        _elements.Clear();
    }

    public void Dispose() => StopListening();

    /// <summary>
    /// Puts the accept-by-mark rule first into every filter chain of others that sees forwarded packets (or, for the loop, sent ones): an accept of ours
    /// doesn't undo another table's drop. Chains before ours (mangle, raw) don't see the mark yet and must not be cut short; but a table that checks the way
    /// back gets it at prerouting, too, as a guarded port's packet comes in a second time by the loop, where no way back goes. Nothing is sent where the
    /// rule stands already.
    /// </summary>
    private void LetThrough()
    {
        var have = _kernel.Netfilter.ListRulesWith(_kernel.Batch, _names.Comment);
        var batch = _kernel.Batch;
        var chains = _kernel.Netfilter.ListBaseChains(batch).Where(c => c.Type == "filter" && c.Family is NftFamily.Ip or NftFamily.Ip6 or NftFamily.Inet && !IsOfAnEngine(c.Table)).ToList();
        var checks = CanGuard && chains.Exists(c => c.Hook == NftHook.Prerouting) ? _kernel.Netfilter.ListReversePathChecks(batch) : new HashSet<(NftFamily, string)>();
        var lacking = chains
            .Where(c => (c is { Hook: NftHook.Forward or NftHook.Output, Priority: >= 0 } || (c.Hook == NftHook.Prerouting && checks.Contains((c.Family, c.Table))))
                && !have.Any(r => (r.Family, r.Table, r.Chain) == (c.Family, c.Table, c.Name)))
            .ToList();
        batch.BeginNft();
        foreach (var chain in lacking)
        {
            FirewallRules.AddLetThrough(batch, _names, chain);
        }

        try
        {
            _kernel.Netfilter.Commit(batch);
        }
        catch (LinuxException e) when (e.Errno == Errno.ENOENT)
        {
            // A chain went meanwhile: that is an event, too, and this is done again.
        }
    }

    /// <summary>Whether a table is of an engine of Berth: it judges only its own packets.</summary>
    public static bool IsOfAnEngine(string table) => table == "berth" || table.StartsWith("berth-", StringComparison.Ordinal);

    private void RemoveTables()
    {
        var chains = _kernel.Netfilter.ListBaseChains(_kernel.Batch);
        bool leaveShut = _forwarding.TurnOff(othersRoute: chains.Any(c => c.Hook == NftHook.Forward && c.Table != _names.Table));
        var rules = _kernel.Netfilter.ListRulesWith(_kernel.Batch, _names.Comment).Where(r => r.Table != _names.Table).ToList();
        var tables = _kernel.Netfilter.FamiliesOfTable(_kernel.Batch, _names.Table);
        var batch = _kernel.Batch.BeginNft();
        foreach (var rule in rules)
        {
            batch.DeleteRule(rule);
        }

        foreach (var family in tables)
        {
            if (leaveShut && _forwarding.Shuts(family))
            {
                FirewallRules.AddShutOnly(batch, _names, family);
                foreach (var link in _forwarding.HostLinks.SelectMany(FirewallElement.OfHostLink).Where(e => e.Family == family))
                {
                    batch.AddElement(family, _names.Table, link.Set, link.KeyBytes);
                }
            }
            else
            {
                batch.DeleteTable(family, _names.Table);
            }
        }

        _kernel.Netfilter.Commit(batch);
    }

    private void Replace()
    {
        try
        {
            Build(_way);
        }
        catch (LinuxException e) when (_way is not null && e.Errno is Errno.ENOENT or Errno.EOPNOTSUPP && e.Call.Contains(" round", StringComparison.Ordinal))
        {
            RemoveLoop();   // a kernel without dup: all ports are open
            Build(null);
        }
        catch (LinuxException e)
        {
            throw new DockerException(DockerErrorKind.System, $"the kernel refuses berth's packet filter rules: {e.Message}", e);
        }
    }

    private void Build(int? way)
    {
        var batch = _kernel.Batch.BeginNft();
        foreach (var family in _families)
        {
            FirewallRules.Add(batch, _names, family, way, _forwarding.Shuts(family));
        }

        foreach (var element in _elements.Values.Where(e => _families.Contains(e.Family)))
        {
            batch.AddElement(element.Family, _names.Table, element.Set, element.KeyBytes, element.ValueBytes);
        }

        _kernel.Netfilter.Commit(batch);
    }

    private void Remember(FirewallElement element) => _elements[(element.Family, element.Set, element.Key)] = element;

    private int? MakeLoop()
    {
        _kernel.Route.Send(_kernel.Batch.AddLoop(_names.Way, _names.Back, _names.Loops).Tolerate(Errno.EEXIST)
            .LinkUp(_names.Way, linkLocal: true)
            .LinkUp(_names.Back, linkLocal: true, (Ipv4LinkSetting.SourceValidMark, 1), (Ipv4LinkSetting.ReversePathFilter, 0)));
        return _kernel.Route.IndexOfLink(_kernel.Batch, _names.Way);
    }

    private void RemoveLoop()
    {
        var batch = _kernel.Batch;
        batch.Clear();
        foreach (var family in AllFamilies)
        {
            batch.DeleteReversePath(family, _names.ReversePath);
        }

        _kernel.Route.Send(batch.DeleteLinkGroup(_names.Loops).Tolerate(Errno.ENODEV));
        (_way, _reversePath) = (null, false);
    }

    // Routing rules take the kernel off its short way for every lookup: only where the check is strict, which outweighs what the loop's own end says.
    private void EnsureReversePath()
    {
        if (_reversePath || _way is null || Sysctl.Read("net/ipv4/conf/all/rp_filter") != 1)
        {
            return;
        }

        int back = _kernel.Route.IndexOfLink(_kernel.Batch, _names.Back);
        var route = new NetlinkBatch();
        foreach (var family in _families)
        {
            route.AddReversePath(family, _names.ReversePath, back);
        }

        _kernel.Route.Send(route);
        _reversePath = true;
    }

    private void CheckMarks()
    {
        if (!_marksChecked && (_kernel.Route.MarksInRules(_kernel.Batch, _names.Pass) & (_names.Pass | _names.Hairpin)) != 0)
        {
            throw new DockerException(
                DockerErrorKind.System,
                $"the packet mark bits 0x{_names.Pass | _names.Hairpin:x} are used by a routing rule of this host (ip rule): give the engine other ones");
        }

        _marksChecked = true;
    }

    private void Listen()
    {
        if (_events is null)
        {
            var events = _events = new NftEvents(_names.Table);
            _listener = new Thread(() => Hear(events)) { IsBackground = true, Name = "nftables events" };
            _listener.Start();
        }
    }

    private void Hear(NftEvents events)
    {
        while (events.Wait())
        {
            lock (_gate)
            {
                if (!ReferenceEquals(events, _events))
                {
                    break;
                }

                try
                {
                    if (_kernel.Netfilter.FamiliesOfTable(_kernel.Batch, _names.Table).Count < _families.Length)
                    {
                        Replace();   // "nft flush ruleset", which distributions' services do when they start
                    }

                    LetThrough();
                }
                catch (Exception e) when (e is LinuxException or DockerException)
                {
                    _failed(e);
                }
            }
        }

        events.Dispose();
    }

    // The listener disposes what it waits on; it may be waiting for the lock that the caller holds, so nobody waits for it.
    private void StopListening()
    {
        _events?.Stop();
        (_events, _listener) = (null, null);
    }
}
