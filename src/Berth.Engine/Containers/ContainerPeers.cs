using System.Globalization;
using Berth.Docker;
using Microsoft.Win32.SafeHandles;

namespace Berth.Engine;

/// <summary>Finds what a container shares with others: <c>container:X</c> of network, PID and IPC modes.</summary>
internal sealed class ContainerPeers(ContainerIndex containers)
{
    private const string Prefix = "container:";

    /// <summary>Opens what is shared, all of which must run.</summary>
    /// <exception cref="DockerException">A container isn't there or doesn't run.</exception>
    public async Task<JoinedNamespaces> JoinAsync(ContainerRecord record)
    {
        var host = record.HostConfig;
        var pid = Running(host.PidMode, "joining PID namespace of container: ");
        var ipc = Running(host.IpcMode, "joining IPC namespace of container: ");
        if (ipc is not null && ipc.Record.HostConfig.IpcMode is not ("shareable" or "host"))
        {
            throw new DockerException(
                DockerErrorKind.System, $"joining IPC namespace of container: container {ipc.Id} has not enabled shared IPC (use IPC mode shareable)");
        }

        var network = Running(host.NetworkMode, "joining network namespace of container: ");
        return new JoinedNamespaces
        {
            Network = network is null ? null : await NetworkOfAsync(network.Monitor!).ConfigureAwait(false),
            NetworkFiles = network?.Files,
            NetworkOwner = network,
            Pid = pid is null ? null : Namespace(pid, "pid"),
            Ipc = ipc is null ? null : Namespace(ipc, "ipc"),
            Shm = ipc is null ? null : string.Create(CultureInfo.InvariantCulture, $"/proc/{ipc.Life.Pid}/root/dev/shm"),
        };
    }

    /// <summary>Checks when a container is made that the containers exist with which it shares PID and IPC, and gives the network's owner if it is there.</summary>
    /// <exception cref="DockerException">InvalidParameter: one isn't there.</exception>
    public Container? CheckNames(HostConfig host)
    {
        foreach (string mode in new[] { host.PidMode, host.IpcMode })
        {
            if (NameIn(mode) is { } name && containers.Find(name) is null)
            {
                throw new DockerException(DockerErrorKind.InvalidParameter, $"No such container: {name}");
            }
        }

        return NameIn(host.NetworkMode) is { } owner ? containers.Find(owner) : null;
    }

    /// <summary>The mode with the id of the container that it names, so that a rename later changes nothing.</summary>
    public string Pin(string mode) => NameIn(mode) is { } name && containers.Find(name) is { } container ? Prefix + container.Id : mode;

    private static string? NameIn(string mode) => mode.StartsWith(Prefix, StringComparison.Ordinal) ? mode[Prefix.Length..] : null;

    private Container? Running(string mode, string act)
    {
        if (NameIn(mode) is not { } name)
        {
            return null;
        }

        var container = containers.Find(name) ?? throw new DockerException(DockerErrorKind.System, $"{act}No such container: {name}");
        return container is { Life.Status: ContainerStatus.Running or ContainerStatus.Paused, Monitor: not null }
            ? container
            : throw new DockerException(DockerErrorKind.Conflict, $"{act}cannot join a container that is not running: {container.Id}");
    }

    private static async Task<SafeFileHandle?> NetworkOfAsync(IMonitorLink monitor)
    {
        var (network, root) = await monitor.NamespaceAsync().ConfigureAwait(false);
        root.Dispose();
        return network;
    }

    private static string Namespace(Container container, string kind) =>
        string.Create(CultureInfo.InvariantCulture, $"/proc/{container.Life.Pid}/ns/{kind}");
}
