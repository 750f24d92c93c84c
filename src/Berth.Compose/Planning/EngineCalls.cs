using Berth.Docker;

namespace Berth.Compose;

/// <summary>The engine, as the seven parts of its API that a project needs: a client's, or a test's.</summary>
public sealed record EngineCalls(
    IContainers Containers, IExecs Execs, IImages Images, IImageBuilder Builder, INetworks Networks, IVolumes Volumes, ISystem System)
{
    /// <summary>The proxy variables of the client's configuration: each container and build gets those that it doesn't set itself.</summary>
    public IReadOnlyDictionary<string, string> Proxies { get; init; } = new Dictionary<string, string>();

    /// <summary>The engine is on another machine: sockets of this one can't be reached from there.</summary>
    public bool IsElsewhere { get; init; }
}
