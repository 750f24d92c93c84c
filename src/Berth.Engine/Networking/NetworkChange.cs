using Berth.Docker;
using Berth.Supervision;
using Microsoft.Win32.SafeHandles;

namespace Berth.Engine;

/// <summary>What a live connect or disconnect changed. Whoever gets it disposes it, after the descriptors have been sent.</summary>
internal sealed class NetworkChange : IDisposable
{
    /// <summary>What <c>inspect</c> shows now.</summary>
    public required NetworkSettings Settings { get; init; }

    /// <summary>The name server's new tables, or null where it has none (yet).</summary>
    public ResolverRequest? Resolver { get; init; }

    /// <summary>The new text of <c>/etc/hosts</c>, to be written over the old in place.</summary>
    public required string Hosts { get; init; }

    /// <summary>The new text of <c>/etc/resolv.conf</c>, to be written over the old in place if the container has not changed it.</summary>
    public required string ResolvConf { get; init; }

    /// <summary>
    /// Where the held ports lead from now on; null when that stays. With <see cref="Sockets"/> they are new; without, they are the held ones in the same order;
    /// empty, and nothing is held any more.
    /// </summary>
    public IReadOnlyList<HeldPort>? Ports { get; init; }

    /// <summary>The sockets of <see cref="Ports"/>.</summary>
    public IReadOnlyList<SafeFileHandle> Sockets { get => field ?? []; init; }

    public void Dispose()
    {
        foreach (var socket in Sockets)
        {
            socket.Dispose();
        }
    }
}
