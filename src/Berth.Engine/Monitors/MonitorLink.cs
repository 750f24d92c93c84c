using System.Runtime.InteropServices;
using Berth.Supervision;
using Microsoft.Win32.SafeHandles;

namespace Berth.Engine;

/// <summary>A connection to a real monitor.</summary>
internal sealed class MonitorLink(MonitorClient client) : IMonitorLink
{
    public Task<MonitorRecord> WatchAsync() => client.WatchAsync();

    public Task<MonitorReply> StartAsync(SafeHandle? network, IReadOnlyList<SafeHandle> held) => client.StartAsync(network, held);

    public Task AttachAsync(SafeHandle stream, bool input, bool output, bool error) => client.AttachAsync(stream, input, output, error);

    public Task ResizeAsync(int rows, int columns) => client.ResizeAsync(rows, columns);

    public Task SignalAsync(int number, bool manual) => client.SignalAsync(number, manual);

    public Task<MonitorRecord> StopAsync(int signal, int? seconds) => client.StopAsync(signal, seconds);

    public Task<(int Pid, SafeFileHandle? Terminal)> ExecAsync(string id, ProcessRequest process, bool privileged, IReadOnlyList<SafeHandle> streams) =>
        client.ExecAsync(id, process, privileged, streams);

    public Task ExecSignalAsync(string id, int number) => client.ExecSignalAsync(id, number);

    public Task UpdateAsync(RestartRequest restart) => client.UpdateAsync(restart);

    public Task PauseHealthAsync(bool paused) => client.PauseHealthAsync(paused);

    public Task ResolverAsync(ResolverRequest? tables) => client.ResolverAsync(tables);

    public Task PortsAsync(IReadOnlyList<HeldPort> ports, IReadOnlyList<SafeHandle> sockets) => client.PortsAsync(ports, sockets);

    public Task<(SafeFileHandle? Network, SafeFileHandle Root)> NamespaceAsync() => client.NamespaceAsync();

    public ValueTask DisposeAsync() => client.DisposeAsync();
}
