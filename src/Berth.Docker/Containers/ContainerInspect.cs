using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>Everything about one container.</summary>
public sealed record ContainerInspect
{
    public string Id { get => field ?? ""; init; }

    /// <summary>RFC 3339 with nanoseconds.</summary>
    public string Created { get => field ?? ""; init; }

    /// <summary>The program that runs.</summary>
    public string Path { get => field ?? ""; init; }

    /// <summary>Its arguments.</summary>
    public IReadOnlyList<string> Args { get => field ?? []; init; }

    public ContainerState State { get => field ??= new(); init; }

    /// <summary>The image's id.</summary>
    public string Image { get => field ?? ""; init; }

    public string ResolvConfPath { get => field ?? ""; init; }

    public string HostnamePath { get => field ?? ""; init; }

    public string HostsPath { get => field ?? ""; init; }

    public string LogPath { get => field ?? ""; init; }

    /// <summary>With a leading slash.</summary>
    public string Name { get => field ?? ""; init; }

    public int RestartCount { get; init; }

    /// <summary>The storage driver.</summary>
    public string Driver { get => field ?? ""; init; }

    public string Platform { get => field ?? ""; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OciDescriptor? ImageManifestDescriptor { get; init; }

    public string MountLabel { get => field ?? ""; init; }

    public string ProcessLabel { get => field ?? ""; init; }

    public string AppArmorProfile { get => field ?? ""; init; }

    /// <summary>The execs that run; null when there are none.</summary>
    public IReadOnlyList<string>? ExecIDs { get; init; }

    public HostConfig HostConfig { get => field ??= new(); init; }

    public DriverData GraphDriver { get => field ??= new(); init; }

    /// <summary>Bytes written by the container; only when sizes were asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? SizeRw { get; init; }

    /// <summary>Bytes of the whole root file system; only when sizes were asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? SizeRootFs { get; init; }

    public IReadOnlyList<MountPoint> Mounts { get => field ?? []; init; }

    public ContainerConfig Config { get => field ??= new(); init; }

    public NetworkSettings NetworkSettings { get => field ??= new(); init; }
}
