using System.Globalization;
using Berth.Docker;
using Berth.Images;

namespace Berth.Engine;

/// <summary>A container as list and inspect show it.</summary>
internal static class ContainerViews
{
    /// <summary>As inspect shows it.</summary>
    /// <param name="container">The container.</param>
    /// <param name="snapshot">Its root file system, or null where that is gone.</param>
    /// <param name="execs">The ids of execs that run.</param>
    public static ContainerInspect Inspect(Container container, Snapshot? snapshot, IReadOnlyList<string> execs)
    {
        var (record, life, files) = (container.Record, container.Life, container.Files);
        var command = record.CommandLine;
        return new ContainerInspect
        {
            Id = record.Id,
            Created = DockerTimestamps.Format(record.Created),
            Path = command.Count > 0 ? command[0] : "",
            Args = [.. command.Skip(1)],
            State = life.ToState(),
            Image = record.ImageId,
            ResolvConfPath = files.ResolvConf,
            HostnamePath = files.HostName,
            HostsPath = files.Hosts,
            LogPath = record.HostConfig.LogConfig.Type == "none" ? "" : files.Log,
            Name = "/" + record.Name,
            RestartCount = life.RestartCount,
            Driver = Driver(snapshot),
            Platform = "linux",
            ImageManifestDescriptor = record.ImageManifest,
            ExecIDs = execs.Count > 0 ? execs : null,
            HostConfig = record.HostConfig with { Links = LegacyLinks.Shown(record) },
            GraphDriver = GraphDriver(snapshot, record.Id),
            Mounts = [.. record.Mounts.Select(mount => mount.ToMountPoint())],
            Config = record.Config,
            NetworkSettings = Network(container),
        };
    }

    /// <summary>As the list shows it.</summary>
    public static ContainerSummary Summary(Container container, DateTimeOffset now)
    {
        var (record, life) = (container.Record, container.Life);
        return new ContainerSummary
        {
            Id = record.Id,
            Names = ["/" + record.Name],
            Image = record.Config.Image,
            ImageID = record.ImageId,
            ImageManifestDescriptor = record.ImageManifest,
            Command = string.Join(' ', record.CommandLine.Take(1).Concat(record.CommandLine.Skip(1).Select(Quoted))),
            Created = record.Created.ToUnixTimeSeconds(),
            Ports = Ports(container),
            Labels = record.Config.Labels ?? new Dictionary<string, string>(),
            State = Lifecycle.Word(life.Status),
            Status = StatusText.Of(life, now),
            HostConfig = new ContainerSummaryHostConfig { NetworkMode = record.HostConfig.NetworkMode, Annotations = record.HostConfig.Annotations },
            NetworkSettings = new ContainerSummaryNetworks { Networks = Network(container).Networks },
            Mounts = [.. record.Mounts.Select(mount => mount.ToMountPoint())],
        };
    }

    /// <summary>Its networks: what it has while it runs, else what it asks for.</summary>
    public static NetworkSettings Network(Container container)
    {
        if (container.Network is { } running)
        {
            return running with
            {
                SandboxKey = running.SandboxID.Length > 0 && container.Life.Pid > 0
                    ? string.Create(CultureInfo.InvariantCulture, $"/proc/{container.Life.Pid}/ns/net")
                    : "",
            };
        }

        var record = container.Record;
        return new NetworkSettings
        {
            Networks = record.Endpoints.Count > 0 || record.HostConfig.NetworkMode is not ("host" or "none")
                ? record.Endpoints
                : new Dictionary<string, EndpointSettings> { [record.HostConfig.NetworkMode] = new() },
        };
    }

    /// <summary>The storage driver's name.</summary>
    public static string Driver(Snapshot? snapshot) => snapshot is { Mode: SnapshotMode.Copy } ? "vfs" : "overlay2";

    private static DriverData GraphDriver(Snapshot? snapshot, string id) => snapshot is not { Mode: SnapshotMode.Overlay }
        ? new DriverData { Name = Driver(snapshot), Data = new Dictionary<string, string> { ["ID"] = id, ["Dir"] = snapshot?.RootFolder ?? "" } }
        : new DriverData
        {
            Name = Driver(snapshot),
            Data = new Dictionary<string, string>
            {
                ["ID"] = id,
                ["LowerDir"] = string.Join(':', snapshot.LowerFolders),
                ["UpperDir"] = snapshot.UpperFolder!,
                ["WorkDir"] = snapshot.WorkFolder!,
            },
        };

    private static List<PortSummary> Ports(Container container)
    {
        var ports = new List<PortSummary>();
        if (container.Network?.Ports is not { } published)
        {
            return ports;
        }

        foreach (var (key, bindings) in published)
        {
            if (!ContainerPort.TryParse(key, out var port))
            {
                continue;
            }

            if (bindings is not { Count: > 0 })
            {
                ports.Add(new PortSummary { PrivatePort = port.Number, Type = port.Protocol });
            }

            foreach (var binding in bindings ?? [])
            {
                int.TryParse(binding.HostPort, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
                ports.Add(new PortSummary { IP = binding.HostIp, PrivatePort = port.Number, PublicPort = number, Type = port.Protocol });
            }
        }

        return ports;
    }

    private static string Quoted(string word) => word.Contains(' ', StringComparison.Ordinal) ? $"'{word}'" : word;
}
