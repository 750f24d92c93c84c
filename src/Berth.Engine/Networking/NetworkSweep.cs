using Berth.Linux;

namespace Berth.Engine;

/// <summary>
/// Compares what is in the kernel and in the run folder with what this engine has taken over, and removes the rest: what an engine left that was killed, and
/// bridges that nobody is on. With no container, nothing of the engine's stays.
/// </summary>
internal sealed class NetworkSweep(
    NetworkNames names, NetworkKernel kernel, NetworkCatalog catalog, Bridges bridges, Firewall firewall, LinkRemover remover, NetworkStore store)
{
    private readonly List<string> _said = [];

    /// <summary>Does it, and says what it did, a line for each.</summary>
    public IReadOnlyList<string> Run(IReadOnlyCollection<ContainerNetworkRecord> containers)
    {
        var links = kernel.Route.ListLinks(kernel.Batch).Where(l => l.Group >= names.Bridges && l.Group <= names.Containers).ToList();
        SweepLinks(links, containers.SelectMany(c => c.Endpoints).Select(e => e.Veth).ToHashSet());
        if (bridges.AllUp.Count > 0)
        {
            firewall.Reset(bridges.AllUp.SelectMany(Bridges.Elements)
                .Concat(containers.SelectMany(c => c.Ports).SelectMany(p => p.Elements)));
            firewall.Ensure(bridges.AllUp.Any(n => n.Network.EnableIPv6));
        }
        else if (links.Exists(l => l.Group == names.Loops) || firewall.IsInKernel())
        {
            firewall.Remove();
            _said.Add($"removed the tables {names.Table} of an engine that ended");
        }

        var ids = containers.Select(c => c.ContainerId).ToHashSet();
        _said.AddRange(store.Sweep(ids.Contains, id => catalog.FindById(id) is { Endpoints.Count: > 0 })
            .Select(id => $"released the network of container {id.AsSpan(0, Math.Min(12, id.Length))}, which no longer runs"));
        foreach (var network in catalog.All.Where(n => n.Endpoints.Count > 0 && n.HasBridge && !n.IsDefault))
        {
            store.PublishNames(network);
        }

        return _said;
    }

    private void SweepLinks(List<LinkInfo> links, HashSet<string> used)
    {
        foreach (var link in links)
        {
            if (link.Group == names.Containers && !used.Contains(link.Name))
            {
                remover.Remove(link.Name);
                _said.Add($"removed link {link.Name}, which no container has");
            }
            else if ((link.Group & ~1u) == names.Bridges)
            {
                var network = catalog.All.FirstOrDefault(n => n.Record.Bridge == link.Name);
                if (network is { Endpoints.Count: > 0 })
                {
                    bridges.Adopt(network, link.Index);
                }
                else
                {
                    remover.Remove(link.Name);
                    _said.Add($"removed bridge {link.Name}, which no container is on");
                }
            }
        }
    }
}
