using Berth.Docker;

namespace Berth.Engine;

/// <summary>What a container is asked to have on networks, checked before anything is made. Its caller holds the networks' lock.</summary>
internal sealed class AskedEndpoints(NetworkCatalog catalog)
{
    /// <summary>The endpoints of a new container, by its networks' names: those asked for, and that of its network mode.</summary>
    /// <exception cref="DockerException">They contradict each other or their networks.</exception>
    public IReadOnlyDictionary<string, EndpointSettings> Validate(string mode, IReadOnlyDictionary<string, EndpointSettings?> endpoints)
    {
        var valid = new SortedDictionary<string, EndpointSettings>(StringComparer.Ordinal);
        if (EndpointChecks.IsPrivate(mode))
        {
            return endpoints.Keys.All(key => key == mode)
                ? valid
                : throw new DockerException(DockerErrorKind.InvalidParameter, "conflicting options: cannot attach both user-defined and non-user-defined network-modes");
        }

        foreach (var (key, asked) in endpoints)
        {
            var settings = asked ?? new EndpointSettings();
            valid[CheckedName(key == "default" ? "bridge" : key, settings)] = settings;
        }

        var plain = new EndpointSettings();
        valid.TryAdd(CheckedName(mode, plain), plain);
        return valid;
    }

    /// <summary>The endpoint of a container that is to join a network now.</summary>
    /// <exception cref="DockerException">There is no such network, or the container may not join it so.</exception>
    public (string Network, EndpointSettings Settings) ValidateConnect(string mode, string network, EndpointSettings settings)
    {
        var state = catalog.Find(network);
        EndpointChecks.CheckConnect(mode, state);
        EndpointChecks.Check(state, settings);
        return (state.Name, settings);
    }

    // A network that isn't there yet is the start's to miss, as in Docker: a client would take NotFound now for the image.
    private string CheckedName(string name, EndpointSettings asked)
    {
        if (catalog.FindOrNull(name) is not { } network)
        {
            return name;
        }

        EndpointChecks.Check(network, asked);
        return network.Name;
    }
}
