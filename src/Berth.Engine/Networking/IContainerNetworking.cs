using Berth.Docker;
using Microsoft.Win32.SafeHandles;

namespace Berth.Engine;

/// <summary>
/// The network side of a container's life. Everything is done in the kernel when a method returns; none waits for anything else, and each takes
/// about a millisecond. Endpoints live as long as the container's monitor: a restart by policy keeps them.
/// </summary>
internal interface IContainerNetworking
{
    /// <summary>The networks themselves.</summary>
    INetworkCatalog Networks { get; }

    /// <summary>
    /// Checks the endpoints that a new container (or a connect) asks for, and gives them under their networks' names, as the container keeps them.
    /// </summary>
    /// <exception cref="DockerException">NotFound for a network, InvalidParameter for an address or an option that doesn't fit it.</exception>
    IReadOnlyDictionary<string, EndpointSettings> Validate(string networkMode, IReadOnlyDictionary<string, EndpointSettings?>? endpoints);

    /// <summary>Checks what a connect of a container, running or not, asks for. Gives the network's name and the endpoint as the container keeps it.</summary>
    (string Network, EndpointSettings Settings) ValidateConnect(string networkMode, string network, EndpointSettings? settings);

    /// <summary>Makes the namespace, endpoints, addresses, routes, published ports and names of a container, or nothing at all.</summary>
    /// <exception cref="DockerException">The text that follows "failed to set up container networking: " is in it already.</exception>
    NetworkSetup Prepare(ContainerNetworkRequest request);

    /// <summary>Gives back what a container has. Does nothing for one that has nothing. The monitor's end frees the namespace and the held sockets.</summary>
    void Release(string containerId);

    /// <summary>
    /// An engine that starts takes a running container over: what it has is kept by the <see cref="Sweep"/> that follows.
    /// Gives what <c>inspect</c> shows, or null where nothing is known of it.
    /// </summary>
    NetworkSettings? Adopt(string containerId);

    /// <summary>After the last <see cref="Adopt"/>: removes links, ports and names that no adopted container has. Returns a line for each for the log.</summary>
    IReadOnlyList<string> Sweep();

    /// <summary>Joins a running container to one more network.</summary>
    /// <returns>What changed for its monitor. Published ports move to the network by which the container goes out from now on.</returns>
    NetworkChange Connect(string containerId, SafeFileHandle networkNamespace, string network, EndpointSettings? settings);

    /// <summary>Takes a running container off a network.</summary>
    NetworkChange Disconnect(string containerId, SafeFileHandle networkNamespace, string network);

    /// <summary>Replaces the lines of linked containers in a running container's hosts file.</summary>
    /// <returns>The file's new text; null for a container that has no endpoints.</returns>
    string? Relink(string containerId, IReadOnlyList<string> linkedHosts);

    /// <summary>A container has a new name: networks know it by that, and no longer by the old one.</summary>
    void Rename(string containerId, string name);

    /// <summary>Who reaches the published ports of those containers whose ids are wanted, by the host's rules as they are now.</summary>
    IReadOnlyList<PortReach> Reach(Func<string, bool> wanted);

    /// <summary>What <c>inspect</c> shows of a container that has endpoints, or null.</summary>
    NetworkSettings? Inspect(string containerId);
}
