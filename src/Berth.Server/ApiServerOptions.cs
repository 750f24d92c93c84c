using System.Net.Sockets;
using System.Runtime.InteropServices;
using Berth.Docker;

namespace Berth.Server;

/// <summary>What an <see cref="ApiServer"/> serves and where.</summary>
public sealed record ApiServerOptions
{
    public required IContainers Containers { get; init; }

    public required IExecs Execs { get; init; }

    public required IImages Images { get; init; }

    public required IImageBuilder Builder { get; init; }

    public required INetworks Networks { get; init; }

    public required IVolumes Volumes { get; init; }

    public required ISystem System { get; init; }

    /// <summary>Sockets that listen: unix or TCP. The server closes them when it stops.</summary>
    public required IReadOnlyList<Socket> Listeners { get; init; }

    /// <summary>
    /// Watches a connection's socket until the result is disposed, and calls back, from any thread, when the client has gone.
    /// The second argument: whether a half-closed connection has gone too, as must be assumed on TCP.
    /// </summary>
    public required Func<SafeHandle, bool, Action, IDisposable> WatchHangup { get; init; }

    /// <summary>The engine's version, for the Server header.</summary>
    public string EngineVersion { get; init; } = "";

    /// <summary>Gets errors that are the engine's own faults, with what was asked; they are answered with status 500.</summary>
    public Action<string, Exception>? OnError { get; init; }
}
