using Berth.Docker;

namespace Berth.Engine;

/// <summary>What the checks of a new container look at: the request, merged and with its defaults.</summary>
/// <param name="Config">What it runs.</param>
/// <param name="Host">What it gets from the machine.</param>
/// <param name="Asked">The host configuration as it was asked for.</param>
/// <param name="Machine">The machine.</param>
internal sealed record CreateCheck(ContainerConfig Config, HostConfig Host, HostConfig Asked, MachineFacts Machine);
