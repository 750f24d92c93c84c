using System.Collections.ObjectModel;
using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>One container as the list of containers shows it.</summary>
public sealed record ContainerSummary
{
    /// <summary>64 hexadecimal digits.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>Names, each with a leading slash.</summary>
    public IReadOnlyList<string> Names { get => field ?? []; init; }

    /// <summary>The image as the user named it, or its id when the name now means another image.</summary>
    public string Image { get => field ?? ""; init; }

    /// <summary>The image's id.</summary>
    public string ImageID { get => field ?? ""; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OciDescriptor? ImageManifestDescriptor { get; init; }

    /// <summary>Entry point and arguments joined by spaces.</summary>
    public string Command { get => field ?? ""; init; }

    /// <summary>Unix time in seconds.</summary>
    public long Created { get; init; }

    public IReadOnlyList<PortSummary> Ports { get => field ?? []; init; }

    /// <summary>Bytes written by the container; only when sizes were asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long SizeRw { get; init; }

    /// <summary>Bytes of the whole root file system; only when sizes were asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long SizeRootFs { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get => field ?? ReadOnlyDictionary<string, string>.Empty; init; }

    /// <summary>created, running, paused, restarting, removing, exited or dead.</summary>
    public string State { get => field ?? ""; init; }

    /// <summary>The state in words: "Up 3 seconds (healthy)", "Exited (0) 2 minutes ago".</summary>
    public string Status { get => field ?? ""; init; }

    public ContainerSummaryHostConfig HostConfig { get => field ??= new(); init; }

    public ContainerSummaryNetworks NetworkSettings { get => field ??= new(); init; }

    public IReadOnlyList<MountPoint> Mounts { get => field ?? []; init; }
}
