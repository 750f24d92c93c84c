namespace Berth.Engine;

/// <summary>Which running containers have what, in memory and in the run folder. Under the networks' lock.</summary>
internal sealed class ContainerBook(NetworkStore store, NetworkCatalog catalog)
{
    private readonly OrderedDictionary<string, ContainerNetworkRecord> _records = [];

    /// <summary>All, as they came.</summary>
    public ICollection<ContainerNetworkRecord> All => _records.Values;

    public ContainerNetworkRecord? Find(string containerId) => _records.GetValueOrDefault(containerId);

    /// <summary>Writes down what a container is about to get: killed from here on, the next engine knows what to look for.</summary>
    public void Announce(ContainerNetworkRecord record) => store.Save(record);

    /// <summary>A container has what was announced: its networks know it, and its names are published.</summary>
    public void Enter(ContainerNetworkRecord record)
    {
        _records[record.ContainerId] = record;
        foreach (var endpoint in record.Endpoints)
        {
            Join(record, endpoint);
        }
    }

    /// <summary>Replaces a container's record; its endpoints have joined and left already.</summary>
    public void Replace(ContainerNetworkRecord record)
    {
        store.Save(record);
        _records[record.ContainerId] = record;
    }

    /// <summary>A container has an endpoint.</summary>
    public void Join(ContainerNetworkRecord record, EndpointRecord endpoint)
    {
        if (catalog.FindById(endpoint.NetworkId) is { } network)
        {
            network.Endpoints[record.ContainerId] = endpoint;
            if (endpoint.Names is not null)
            {
                store.PublishNames(network);
            }
        }
    }

    /// <summary>A container has an endpoint no more: its addresses are free. Its link may be there for a while.</summary>
    public void Leave(ContainerNetworkRecord record, EndpointRecord endpoint, bool linkIsGone)
    {
        if (catalog.FindById(endpoint.NetworkId) is not { } network)
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
            store.PublishNames(network);
        }

        if (endpoint.Asked.Links is { Count: > 0 })
        {
            store.DeleteLinks(network.Id, record.ContainerId);
        }
    }

    /// <summary>A container has nothing any more.</summary>
    public void Strike(string containerId)
    {
        _records.Remove(containerId);
        store.DeleteContainer(containerId);
    }

    /// <summary>Takes over what an engine before this one wrote down; null where there is nothing.</summary>
    public ContainerNetworkRecord? Adopt(string containerId)
    {
        if (store.LoadContainer(containerId) is not { } record)
        {
            return null;
        }

        record = record with { Endpoints = [.. record.Endpoints.Where(e => catalog.FindById(e.NetworkId) is not null)] };
        _records[containerId] = record;
        foreach (var endpoint in record.Endpoints)
        {
            var network = catalog.FindById(endpoint.NetworkId)!;
            network.Claim(endpoint.Addresses);
            network.Endpoints[containerId] = endpoint;
        }

        return record;
    }

    /// <summary>A container has another name.</summary>
    public void Rename(string containerId, string name)
    {
        if (Find(containerId) is not { } record)
        {
            return;
        }

        var request = record.Request with { Name = name };
        record = record with
        {
            Request = request,
            Endpoints = [.. record.Endpoints.Select(e => e with { Names = NetworkDescription.NamesOn(catalog.FindById(e.NetworkId), request, e.Asked) })],
        };
        Replace(record);
        foreach (var endpoint in record.Endpoints)
        {
            Join(record, endpoint);
        }
    }
}
