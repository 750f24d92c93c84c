namespace Berth.Docker;

/// <summary>An image to be built: the parameters of <c>POST /build</c>.</summary>
public sealed record BuildRequest
{
    /// <summary>The Dockerfile's path in the context; empty is "Dockerfile".</summary>
    public string Dockerfile { get; init; } = "";

    /// <summary>The names of the image.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>A git repository or URL that is the context.</summary>
    public string Remote { get; init; } = "";

    /// <summary>Contexts by name: an image (<c>docker-image://</c>), an address, or a folder of the request's archive (<see cref="NamedContext"/>). They come before stages and images of their names.</summary>
    public IReadOnlyDictionary<string, string> Contexts { get; init; } = new Dictionary<string, string>();

    /// <summary>Give the image's id alone.</summary>
    public bool Quiet { get; init; }

    public bool NoCache { get; init; }

    /// <summary>Stages that take nothing from the cache.</summary>
    public IReadOnlyList<string> NoCacheStages { get; init; } = [];

    /// <summary>Images whose layers may be taken for the cache.</summary>
    public IReadOnlyList<string> CacheFrom { get; init; } = [];

    /// <summary>Look for newer base images.</summary>
    public bool Pull { get; init; }

    /// <summary>Remove intermediate containers.</summary>
    public bool Remove { get; init; } = true;

    /// <summary>Remove intermediate containers also after a failure.</summary>
    public bool ForceRemove { get; init; }

    /// <summary>Build arguments; null takes away a default.</summary>
    public IReadOnlyDictionary<string, string?> BuildArgs { get; init; } = new Dictionary<string, string?>();

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The stage to build; empty for the last.</summary>
    public string Target { get; init; } = "";

    /// <summary>"os[/arch[/variant]]"; empty for the engine's own.</summary>
    public string Platform { get; init; } = "";

    public string NetworkMode { get; init; } = "";

    /// <summary>"name:address".</summary>
    public IReadOnlyList<string> ExtraHosts { get; init; } = [];

    /// <summary>What steps may ask for beyond the usual: <c>security.insecure</c>, all of a privileged container's rights.</summary>
    public IReadOnlyList<string> Entitlements { get; init; } = [];

    public IReadOnlyList<string> SecurityOpt { get; init; } = [];

    public IReadOnlyList<Ulimit> Ulimits { get; init; } = [];

    /// <summary>Bytes of /dev/shm; 0 is the default.</summary>
    public long ShmSize { get; init; }

    /// <summary>One layer for all that the build adds.</summary>
    public bool Squash { get; init; }

    /// <summary>Bytes.</summary>
    public long Memory { get; init; }

    /// <summary>Bytes of memory and swap together; -1 is unlimited.</summary>
    public long MemorySwap { get; init; }

    public long CpuShares { get; init; }

    /// <summary>Microseconds.</summary>
    public long CpuPeriod { get; init; }

    /// <summary>Microseconds in a period.</summary>
    public long CpuQuota { get; init; }

    public string CpusetCpus { get; init; } = "";

    public string CpusetMems { get; init; } = "";

    public string CgroupParent { get; init; } = "";

    /// <summary>Credentials by registry.</summary>
    public IReadOnlyDictionary<string, AuthConfig> AuthConfigs { get; init; } = new Dictionary<string, AuthConfig>();

    /// <summary>Secrets of RUN's steps, by id; at most <see cref="BuildSecrets.LongestSecret"/> bytes each.</summary>
    public IReadOnlyDictionary<string, byte[]> Secrets { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>SSH agents of RUN's steps, by id.</summary>
    public IReadOnlyDictionary<string, ISshAgent> SshAgents { get; init; } = new Dictionary<string, ISshAgent>();
}
