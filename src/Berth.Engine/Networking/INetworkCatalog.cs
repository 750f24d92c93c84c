using Berth.Docker;

namespace Berth.Engine;

/// <summary>The networks that the engine has. Errors are worded as Docker's.</summary>
internal interface INetworkCatalog
{
    /// <summary>Networks that filters let through (dangling, driver, id, label, name, scope, type), without their containers.</summary>
    IReadOnlyList<Network> List(Filters filters);

    /// <summary>One network with its containers, by id, a unique prefix of it, or name.</summary>
    Network Inspect(string network);

    /// <summary>Makes a network and its bridge.</summary>
    NetworkCreateResponse Create(NetworkCreateRequest request);

    /// <summary>Removes a network and its bridge, and gives what it was. Forbidden for a predefined one, and for one that running containers are on.</summary>
    Network Remove(string network);

    /// <summary>Removes networks that no running container is on and that <paramref name="inUse"/> (by name and id) doesn't claim; gives what they were.</summary>
    IReadOnlyList<Network> Prune(Filters filters, Func<Network, bool> inUse);
}
