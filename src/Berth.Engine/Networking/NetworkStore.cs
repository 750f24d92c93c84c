using System.Text.Json;

namespace Berth.Engine;

/// <summary>
/// Networks in the state folder (<c>networks/ID.json</c>), running containers' endpoints and networks' names in the run folder
/// (<c>networks/containers/ID.json</c>, <c>networks/ID.names</c>).
/// </summary>
internal sealed class NetworkStore
{
    private const string Extension = ".json", NamesExtension = ".names";

    private readonly string _networks, _names, _containers;

    public NetworkStore(NetworkingOptions options)
    {
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

    public IEnumerable<NetworkRecord> LoadNetworks() => Directory.EnumerateFiles(_networks, "*" + Extension)
        .Select(file => JsonSerializer.Deserialize(File.ReadAllBytes(file), NetworkingJson.Default.NetworkRecord)!);

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
        StateFile.Read(ContainerFile(id)) is { } bytes ? JsonSerializer.Deserialize(bytes, NetworkingJson.Default.ContainerNetworkRecord) : null;

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
    }

    private string ContainerFile(string id) => Path.Combine(_containers, id + Extension);
}
