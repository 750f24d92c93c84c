using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Berth.Engine;

/// <summary>
/// Networks in the state folder (<c>networks/ID.json</c>), running containers' endpoints and networks' names in the run folder
/// (<c>networks/containers/ID.json</c>, <c>networks/ID.names</c>, a container's own names for others in <c>networks/ID.CONTAINER.links</c>).
/// </summary>
internal sealed class NetworkStore
{
    private const string Extension = ".json", NamesExtension = ".names", LinksExtension = ".links";

    private readonly string _networks, _names, _containers;
    private readonly Action<Exception> _failed;

    public NetworkStore(NetworkingOptions options, Action<Exception> failed)
    {
        _failed = failed;
        _networks = Path.Combine(options.Root, "networks");
        _names = Path.Combine(options.Run, "networks");
        _containers = Path.Combine(_names, "containers");
        Directory.CreateDirectory(_networks);
        Directory.CreateDirectory(_containers);
    }

    /// <summary>The file of what the forwarding switch was.</summary>
    public string ForwardingFile => Path.Combine(_names, "forwarding");

    public string NetworkFile(string id) => Path.Combine(_networks, id + Extension);

    /// <summary>The file for the monitors' name servers.</summary>
    public string NamesFile(string networkId) => Path.Combine(_names, networkId + NamesExtension);

    /// <summary>The file of what one container calls others on a network (links), for its monitor's name server.</summary>
    public string LinksFile(string networkId, string containerId) => Path.Combine(_names, $"{networkId}.{containerId}{LinksExtension}");

    /// <summary>All networks. A file that can't be read, because the machine lost power over it, is deleted and told.</summary>
    public IEnumerable<NetworkRecord> LoadNetworks()
    {
        foreach (string file in Directory.EnumerateFiles(_networks, "*" + Extension).ToList())
        {
            if (Load(file, NetworkingJson.Default.NetworkRecord) is { } record)
            {
                yield return record;
            }
        }
    }

    public void Save(NetworkRecord record) =>
        StateFile.Write(NetworkFile(record.Network.Id), JsonSerializer.SerializeToUtf8Bytes(record, NetworkingJson.Default.NetworkRecord));

    public void DeleteNetwork(string id)
    {
        File.Delete(NetworkFile(id));
        File.Delete(NamesFile(id));
    }

    public void Save(ContainerNetworkRecord record) =>
        StateFile.Write(ContainerFile(record.ContainerId), JsonSerializer.SerializeToUtf8Bytes(record, NetworkingJson.Default.ContainerNetworkRecord));

    public ContainerNetworkRecord? LoadContainer(string id) =>
        Load(ContainerFile(id), NetworkingJson.Default.ContainerNetworkRecord);

    public void DeleteContainer(string id) => File.Delete(ContainerFile(id));

    /// <summary>Deletes what a killed engine left of containers and networks that are no more. Returns the containers' ids.</summary>
    public List<string> Sweep(Func<string, bool> isContainer, Func<string, bool> isNetwork)
    {
        var gone = new List<string>();
        foreach (string file in Directory.EnumerateFiles(_containers).Where(f => !isContainer(Path.GetFileNameWithoutExtension(f))).ToList())
        {
            gone.Add(Path.GetFileNameWithoutExtension(file));
            File.Delete(file);
        }

        foreach (string file in Directory.EnumerateFiles(_names, "*" + NamesExtension).Where(f => !isNetwork(Path.GetFileNameWithoutExtension(f))).ToList())
        {
            File.Delete(file);
        }

        foreach (string file in Directory.EnumerateFiles(_names, "*" + LinksExtension).Where(f => !isContainer(Path.GetFileNameWithoutExtension(f).Split('.')[^1])).ToList())
        {
            File.Delete(file);
        }

        return gone;
    }

    /// <summary>Publishes a network's names.</summary>
    public void PublishNames(NetworkState network)
    {
        if (network.Endpoints.Count > 0)
        {
            StateFile.Write(NamesFile(network.Id), Berth.Engine.NamesFile.Text(network));
        }
        else
        {
            File.Delete(NamesFile(network.Id));
        }

        foreach (var (container, endpoint) in network.Endpoints)
        {
            if (endpoint.Asked.Links is { Count: > 0 } links)
            {
                StateFile.Write(LinksFile(network.Id, container), Berth.Engine.NamesFile.LinksText(network, links));
            }
        }
    }

    /// <summary>A container with links has left a network.</summary>
    public void DeleteLinks(string networkId, string containerId) => File.Delete(LinksFile(networkId, containerId));

    private T? Load<T>(string file, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return StateFile.Read(file) is { } bytes ? JsonSerializer.Deserialize(bytes, type) : null;
        }
        catch (JsonException e)
        {
            _failed(new IOException($"{file} can't be read and is deleted: {e.Message}", e));
            File.Delete(file);
            return null;
        }
    }

    private string ContainerFile(string id) => Path.Combine(_containers, id + Extension);
}
