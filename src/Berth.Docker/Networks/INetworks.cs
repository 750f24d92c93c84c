namespace Berth.Docker;

/// <summary>Networks. Failures are <see cref="DockerException"/>, NotFound "network x not found".</summary>
public interface INetworks
{
    /// <summary>Lists networks, without their containers.</summary>
    Task<IReadOnlyList<Network>> ListAsync(Filters filters, CancellationToken cancel = default);

    /// <summary>A network with its containers, by id, a prefix of it, or name.</summary>
    Task<Network> InspectAsync(string id, CancellationToken cancel = default);

    /// <summary>Makes a network. Conflict when the name is taken.</summary>
    Task<NetworkCreateResponse> CreateAsync(NetworkCreateRequest request, CancellationToken cancel = default);

    /// <summary>Removes a network. Forbidden when containers are on it.</summary>
    Task RemoveAsync(string id, CancellationToken cancel = default);

    /// <summary>Joins a container, running or not, to a network.</summary>
    Task ConnectAsync(string id, NetworkConnectRequest request, CancellationToken cancel = default);

    /// <summary>Takes a container off a network.</summary>
    Task DisconnectAsync(string id, NetworkDisconnectRequest request, CancellationToken cancel = default);

    /// <summary>Removes networks that no container uses.</summary>
    Task<NetworksPruneReport> PruneAsync(Filters filters, CancellationToken cancel = default);

    /// <summary>Who reaches the published ports of running containers (those that the filter <c>label</c> lets through). NotFound where the engine is not Berth's.</summary>
    Task<IReadOnlyList<PortReach>> ReachAsync(Filters filters, CancellationToken cancel = default);
}
