using Berth.Docker;
using Berth.Supervision;
using Microsoft.Win32.SafeHandles;

namespace Berth.Engine;

/// <summary>A container's network, ready for its monitor. Whoever gets it disposes it, after the descriptors have been sent.</summary>
internal sealed class NetworkSetup : IDisposable
{
    /// <summary>The network namespace, or null where the container has the host's.</summary>
    public SafeFileHandle? Namespace { get; init; }

    /// <summary>What <c>inspect</c> shows; <see cref="NetworkSettings.SandboxKey"/> is left empty, as it is a path that only the monitor's process id gives.</summary>
    public required NetworkSettings Settings { get; init; }

    /// <summary>Published ports, one for each of <see cref="Sockets"/> and in the same order.</summary>
    public IReadOnlyList<HeldPort> Ports { get => field ?? []; init; }

    /// <summary>The sockets that hold the published ports on the host.</summary>
    public IReadOnlyList<SafeFileHandle> Sockets { get => field ?? []; init; }

    /// <summary>The name server at 127.0.0.11; null on the default bridge and in the modes host and none.</summary>
    public ResolverRequest? Resolver { get; init; }

    /// <summary>The text of <c>/etc/hosts</c>.</summary>
    public required string Hosts { get; init; }

    /// <summary>The text of <c>/etc/resolv.conf</c>.</summary>
    public required string ResolvConf { get; init; }

    /// <summary>Warnings for the user: a published port on an internal network, a kernel that can't guard ports.</summary>
    public IReadOnlyList<string> Warnings { get => field ?? []; init; }

    public void Dispose()
    {
        Namespace?.Dispose();
        foreach (var socket in Sockets)
        {
            socket.Dispose();
        }
    }
}
