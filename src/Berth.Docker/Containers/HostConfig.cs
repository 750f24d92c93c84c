using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>What a container gets from the machine that it is on.</summary>
public sealed record HostConfig : Resources
{
    /// <summary>"source:target[:options]".</summary>
    public IReadOnlyList<string>? Binds { get; init; }

    public string ContainerIDFile { get => field ?? ""; init; }

    public LogConfig LogConfig { get => field ??= new(); init; }

    /// <summary>default, bridge, host, none, container:ID or a network's name.</summary>
    public string NetworkMode { get => field ?? ""; init; }

    /// <summary>Keys are "port/protocol".</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<PortBinding>?>? PortBindings { get; init; }

    public RestartPolicy RestartPolicy { get => field ??= new(); init; }

    /// <summary>Remove the container when it ends.</summary>
    public bool AutoRemove { get; init; }

    public string VolumeDriver { get => field ?? ""; init; }

    /// <summary>"container[:ro|rw]".</summary>
    public IReadOnlyList<string>? VolumesFrom { get; init; }

    /// <summary>Height and width.</summary>
    public IReadOnlyList<int>? ConsoleSize { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    [JsonConverter(typeof(StringListConverter))]
    public IReadOnlyList<string>? CapAdd { get; init; }

    [JsonConverter(typeof(StringListConverter))]
    public IReadOnlyList<string>? CapDrop { get; init; }

    /// <summary>private or host; empty for the engine's default.</summary>
    public string CgroupnsMode { get => field ?? ""; init; }

    public IReadOnlyList<string>? Dns { get; init; }

    public IReadOnlyList<string>? DnsOptions { get; init; }

    public IReadOnlyList<string>? DnsSearch { get; init; }

    /// <summary>"name:address".</summary>
    public IReadOnlyList<string>? ExtraHosts { get; init; }

    public IReadOnlyList<string>? GroupAdd { get; init; }

    /// <summary>none, private, shareable, host or container:ID.</summary>
    public string IpcMode { get => field ?? ""; init; }

    public string Cgroup { get => field ?? ""; init; }

    /// <summary>"container:alias".</summary>
    public IReadOnlyList<string>? Links { get; init; }

    public int OomScoreAdj { get; init; }

    /// <summary>Empty, host or container:ID.</summary>
    public string PidMode { get => field ?? ""; init; }

    public bool Privileged { get; init; }

    public bool PublishAllPorts { get; init; }

    public bool ReadonlyRootfs { get; init; }

    public IReadOnlyList<string>? SecurityOpt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? StorageOpt { get; init; }

    /// <summary>Path to options.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Tmpfs { get; init; }

    /// <summary>Empty or host.</summary>
    public string UTSMode { get => field ?? ""; init; }

    /// <summary>Empty or host.</summary>
    public string UsernsMode { get => field ?? ""; init; }

    /// <summary>Bytes of /dev/shm; 0 is the default of 64 MiB.</summary>
    public long ShmSize { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Sysctls { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Runtime { get; init; }

    /// <summary>Windows only.</summary>
    public string Isolation { get => field ?? ""; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Mount>? Mounts { get; init; }

    /// <summary>Null: the default list.</summary>
    public IReadOnlyList<string>? MaskedPaths { get; init; }

    /// <summary>Null: the default list.</summary>
    public IReadOnlyList<string>? ReadonlyPaths { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Init { get; init; }
}
