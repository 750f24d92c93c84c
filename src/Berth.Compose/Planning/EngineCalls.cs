using Berth.Docker;

namespace Berth.Compose;

/// <summary>The engine, as the seven parts of its API that a project needs: a client's, or a test's.</summary>
public sealed record EngineCalls(
    IContainers Containers, IExecs Execs, IImages Images, IImageBuilder Builder, INetworks Networks, IVolumes Volumes, ISystem System);
