using System.Runtime.InteropServices;
using Berth.Supervision;
using Microsoft.Win32.SafeHandles;

namespace Berth.Engine;

/// <summary>
/// A connection to one container's monitor: what the engine uses of <see cref="MonitorClient"/>, which says what each does. Everything fails with
/// <see cref="MonitorException"/>.
/// </summary>
internal interface IMonitorLink : IAsyncDisposable
{
    /// <summary>Asks for events, and gives the record as it was when they began.</summary>
    Task<MonitorRecord> WatchAsync();

    /// <summary>Starts the container.</summary>
    Task<MonitorReply> StartAsync(SafeHandle? network, IReadOnlyList<SafeHandle> held);

    /// <summary>Joins a stream to standard input and output.</summary>
    Task AttachAsync(SafeHandle stream, bool input, bool output, bool error);

    /// <summary>Sets the terminal's size.</summary>
    Task ResizeAsync(int rows, int columns);

    /// <summary>Sends a signal to the first process.</summary>
    Task SignalAsync(int number, bool manual);

    /// <summary>Stops the container; completes when it has ended.</summary>
    Task<MonitorRecord> StopAsync(int signal, int? seconds);

    /// <summary>Starts a process in the container.</summary>
    Task<(int Pid, SafeFileHandle? Terminal)> ExecAsync(string id, ProcessRequest process, bool privileged, IReadOnlyList<SafeHandle> streams);

    /// <summary>Sends a signal to a process of exec.</summary>
    Task ExecSignalAsync(string id, int number);

    /// <summary>Replaces the restart policy.</summary>
    Task UpdateAsync(RestartRequest restart);

    /// <summary>Stops or resumes the health checks.</summary>
    Task PauseHealthAsync(bool paused);

    /// <summary>Replaces what the name server answers from.</summary>
    Task ResolverAsync(ResolverRequest? tables);

    /// <summary>Replaces the held ports.</summary>
    Task PortsAsync(IReadOnlyList<HeldPort> ports, IReadOnlyList<SafeHandle> sockets);

    /// <summary>The network namespace (null for the host's) and the root folder.</summary>
    Task<(SafeFileHandle? Network, SafeFileHandle Root)> NamespaceAsync();
}
