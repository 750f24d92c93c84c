namespace Berth.Compose;

/// <summary>How an image is built.</summary>
public sealed record BuildConfig : ComposeElement
{
    /// <summary>Absolute folder, or a remote context.</summary>
    public string Context { get; init; } = "";

    /// <summary>Dockerfile in the context.</summary>
    public string Dockerfile { get; init; } = "";

    /// <summary>A Dockerfile's text instead.</summary>
    public string DockerfileInline { get; init; } = "";

    /// <summary>Entitlements.</summary>
    public IReadOnlyList<string> Entitlements { get; init; } = [];

    /// <summary>Build arguments; null: from the builder's environment.</summary>
    public IReadOnlyDictionary<string, string?> Args { get; init; } = ComposeMap<string?>.Empty;

    /// <summary>Provenance attestation.</summary>
    public string Provenance { get; init; } = "";

    /// <summary>SBOM attestation.</summary>
    public string Sbom { get; init; } = "";

    /// <summary>SSH agents and keys.</summary>
    public IReadOnlyList<BuildSshKey> Ssh { get; init; } = [];

    /// <summary>Labels of the image.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = ComposeMap<string>.Empty;

    /// <summary>Caches read.</summary>
    public IReadOnlyList<string> CacheFrom { get; init; } = [];

    /// <summary>Caches written.</summary>
    public IReadOnlyList<string> CacheTo { get; init; } = [];

    /// <summary>Without cache.</summary>
    public bool NoCache { get; init; }

    /// <summary>Named contexts.</summary>
    public IReadOnlyDictionary<string, string> AdditionalContexts { get; init; } = ComposeMap<string>.Empty;

    /// <summary>Whether base images are pulled anew.</summary>
    public bool Pull { get; init; }

    /// <summary>Addresses by additional host name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ExtraHosts { get; init; } = ComposeMap<IReadOnlyList<string>>.Empty;

    /// <summary>Isolation (Windows).</summary>
    public string Isolation { get; init; } = "";

    /// <summary>Network of RUN steps.</summary>
    public string Network { get; init; } = "";

    /// <summary>Stage.</summary>
    public string Target { get; init; } = "";

    /// <summary>Secrets of RUN steps.</summary>
    public IReadOnlyList<ServiceFileMount> Secrets { get; init; } = [];

    /// <summary>Size of /dev/shm, bytes.</summary>
    public long ShmSize { get; init; }

    /// <summary>Additional tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Resource limits by name.</summary>
    public IReadOnlyDictionary<string, ServiceUlimit> Ulimits { get; init; } = ComposeMap<ServiceUlimit>.Empty;

    /// <summary>Platforms.</summary>
    public IReadOnlyList<string> Platforms { get; init; } = [];

    /// <summary>Privileged.</summary>
    public bool Privileged { get; init; }
}
