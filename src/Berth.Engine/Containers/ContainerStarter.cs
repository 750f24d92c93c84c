using Berth.Docker;
using Berth.Images;
using Berth.Supervision;

namespace Berth.Engine;

/// <summary>
/// Starts a container, in its loop:
/// <code>
/// volumes ─▶ network namespace, endpoints, ports ─▶ hosts, hostname, resolv.conf ─▶ cgroups ─▶ start.json ─▶ monitor ─▶ attach … start ─▶ Running
/// </code>
/// Whatever fails, the steps before it are undone in reverse. Nothing here waits for anything but the monitor's reply.
/// </summary>
internal sealed class ContainerStarter(EngineParts parts, ContainerPeers peers, MountSources mounts, Func<Container, IMonitorEvents> watchers)
{
    private const string RuntimePrefix =
        "failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ";

    // What a container's own way of publishing is called in its annotations, and, with ADDRESS:PORT:CONTAINERPORT/PROTOCOL after it, a port's: open or guarded.
    private const string PublishModeAnnotation = "berth.publish-mode", PortModeAnnotation = PublishModeAnnotation + "/";

    private const string InitPrefix = "error during container init: ";

    /// <summary>Starts it. In the loop only; the container doesn't run.</summary>
    /// <param name="container">The container.</param>
    /// <param name="restarts">The restart count to begin with: 0 for a start by request.</param>
    /// <returns>Sentences for the user.</returns>
    /// <exception cref="DockerException">It can't be started; everything is as it was, and the container remembers why.</exception>
    public async Task<IReadOnlyList<string>> StartAsync(Container container, int restarts = 0)
    {
        try
        {
            return await TryStartAsync(container, restarts).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DockerException or MonitorException or ImageException or IOException or UnauthorizedAccessException)
        {
            var failure = Failure(e);
            int code = ExitCode(e);
            container.Attachments.Drop();
            container.Move(ContainerTrigger.StartFailed, container.Life with { Error = failure.Message, ExitCode = code, Pid = 0 });
            throw failure;
        }
    }

    private async Task<IReadOnlyList<string>> TryStartAsync(Container container, int restarts)
    {
        var (record, files) = (container.Record, container.Files);
        await using var undo = new UndoScope(parts.Log);
        var joined = await peers.JoinAsync(record).ConfigureAwait(false);
        if (joined.NetworkOwner is { Record.Config: var shared } && (shared.Hostname, shared.Domainname) != (record.Config.Hostname, record.Config.Domainname))
        {
            record = record with { Config = record.Config with { Hostname = shared.Hostname, Domainname = shared.Domainname } };
            container.Save(record);
        }

        var snapshot = parts.Images.Snapshots.Find(record.SnapshotId)
            ?? throw new DockerException(DockerErrorKind.System, $"the root file system of container {record.Id} is missing");
        var prepared = mounts.Prepare(container, joined, undo);
        var links = LegacyLinks.Of(parts.Containers, record);
        using var network = PrepareNetwork(container, joined, links, undo);
        WriteNetworkFiles(record, files, network);
        undo.Add("make control groups", () => parts.Cgroups.Remove(record));
        var folders = await parts.Cgroups.CreateAsync(record).ConfigureAwait(false);
        var request = StartRequestBuilder.Build(record, new StartInputs
        {
            Files = files,
            Snapshot = snapshot,
            Network = network,
            CgroupFolders = folders,
            Mounts = prepared.Mounts,
            Devices = prepared.Devices,
            PidNamespace = joined.Pid,
            IpcNamespace = joined.Ipc,
            UtsNamespace = null,
            AvailableCapabilities = parts.Machine.AvailableCapabilities,
            Filter = parts.Filters.Of(record.HostConfig, parts.Machine.AvailableCapabilities),
            NetworkFiles = joined.NetworkFiles ?? files,
            LinkVariables = LegacyLinks.Variables(record, links),
        });
        AtomicFile.Write(new MonitorFiles(files.StateFolder, files.RunFolder).StartRequest, StartRequestText.Of(request).Span);
        var reply = await LaunchAsync(container, network, undo).ConfigureAwait(false);
        container.Network = network.Settings;
        container.Move(ContainerTrigger.Started, container.Life.With(reply.Record!) with { Error = "", RestartCount = restarts, ManuallyStopped = false });
        undo.Commit();
        TellLinked(container);
        return [.. network.Warnings, .. reply.Warnings];
    }

    // It may have another address than before: containers that are linked to it hear of that.
    private void TellLinked(Container started)
    {
        foreach (var other in parts.Containers.All().Where(c => c.Life.IsAlive && LegacyLinks.Names(parts.Containers, c.Record, started)))
        {
            try
            {
                if (parts.Networking.Relink(other.Id, LegacyLinks.HostsLines(LegacyLinks.Of(parts.Containers, other.Record))) is { } hosts)
                {
                    File.WriteAllText(other.Files.Hosts, hosts);   // mounted in the container: the same file gets the new text
                }
            }
            catch (Exception e) when (e is DockerException or IOException)
            {
                parts.Log($"container {other.Record.Name}: its link to {started.Record.Name} was not renewed: {e.Message}");
            }
        }
    }

    private NetworkSetup PrepareNetwork(Container container, JoinedNamespaces joined, IReadOnlyList<(Container Target, string Alias)> links, UndoScope undo)
    {
        var record = container.Record;
        if (joined.Network is { } shared)
        {
            return new NetworkSetup { Namespace = shared, Settings = new NetworkSettings(), Hosts = "", ResolvConf = "" };
        }

        var setup = parts.Networking.Prepare(new ContainerNetworkRequest
        {
            ContainerId = record.Id,
            Name = record.Name,
            Hostname = record.Config.Hostname,
            Domainname = record.Config.Domainname,
            NetworkMode = record.HostConfig.NetworkMode,
            Endpoints = record.Endpoints,
            PortBindings = record.HostConfig.PortBindings,
            ExposedPorts = record.Config.ExposedPorts?.Keys ?? [],
            PublishAllPorts = record.HostConfig.PublishAllPorts,
            OpenPorts = record.HostConfig.Annotations?.GetValueOrDefault(PublishModeAnnotation) switch { "open" => true, "guarded" => false, _ => null },
            OpenPort = (record.HostConfig.Annotations ?? new Dictionary<string, string>())
                .Where(a => a.Key.StartsWith(PortModeAnnotation, StringComparison.Ordinal) && a.Value is "open" or "guarded")
                .ToDictionary(a => a.Key[PortModeAnnotation.Length..], a => a.Value == "open", StringComparer.Ordinal),
            ExtraHosts = record.HostConfig.ExtraHosts,
            LinkedHosts = LegacyLinks.HostsLines(links),
            Dns = record.HostConfig.Dns,
            DnsSearch = record.HostConfig.DnsSearch,
            DnsOptions = record.HostConfig.DnsOptions,
        });
        undo.Add("prepare the network", () =>
        {
            parts.Networking.Release(record.Id);
            NetworkEvents.Publish(parts.Events, "disconnect", record.Id, setup.Settings);
        });
        NetworkEvents.Publish(parts.Events, "connect", record.Id, setup.Settings);
        return setup;
    }

    private static void WriteNetworkFiles(ContainerRecord record, ContainerFiles files, NetworkSetup network)
    {
        if (record.HostConfig.NetworkMode.StartsWith("container:", StringComparison.Ordinal))
        {
            return;
        }

        AtomicFile.Write(files.HostName, System.Text.Encoding.UTF8.GetBytes(record.Config.Hostname + "\n"), mode: AtomicFile.WorldReadable);
        AtomicFile.Write(files.Hosts, System.Text.Encoding.UTF8.GetBytes(network.Hosts), mode: AtomicFile.WorldReadable);
        AtomicFile.Write(files.ResolvConf, System.Text.Encoding.UTF8.GetBytes(network.ResolvConf), mode: AtomicFile.WorldReadable);
    }

    private async Task<MonitorReply> LaunchAsync(Container container, NetworkSetup network, UndoScope undo)
    {
        Directory.CreateDirectory(container.Files.RunFolder, AtomicFile.OwnerFolder);
        container.MonitorNumber++;
        var monitor = parts.Monitors.Launch(container.Files, container.Record.Name, watchers(container));
        undo.Add("start the monitor", async () =>
        {
            container.Monitor = null;
            await monitor.DisposeAsync().ConfigureAwait(false);
        });
        container.Monitor = monitor;
        await monitor.WatchAsync().ConfigureAwait(false);
        foreach (var (request, stream) in container.Attachments.Take())
        {
            using (stream)
            {
                await monitor.AttachAsync(stream, request.Input, request.Output, request.Error).ConfigureAwait(false);
            }
        }

        return await monitor.StartAsync(network.Namespace, network.Sockets).ConfigureAwait(false);
    }

    private static DockerException Failure(Exception e) => e switch
    {
        DockerException docker => docker,
        MonitorException { Error: { Kind: MonitorErrorKind.NotFound or MonitorErrorKind.NotExecutable } error } =>
            new DockerException(DockerErrorKind.InvalidParameter, RuntimePrefix + InitPrefix + error.Text, e),
        MonitorException { Error: { Kind: MonitorErrorKind.User } error } => new DockerException(DockerErrorKind.System, error.Text, e),
        MonitorException { Error: var error } => new DockerException(DockerErrorKind.System, RuntimePrefix + InitPrefix + error.Text, e),
        ImageException image => ImageErrors.Map(image),
        _ => new DockerException(DockerErrorKind.System, e.Message, e),
    };

    private static int ExitCode(Exception e) => e is MonitorException { Error.Kind: var kind }
        ? kind switch
        {
            MonitorErrorKind.NotFound => 127,
            MonitorErrorKind.NotExecutable => 126,
            _ => 128,
        }
        : 128;
}
