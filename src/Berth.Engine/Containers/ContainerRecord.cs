using Berth.Docker;

namespace Berth.Engine;

/// <summary>
/// What a container is: its request with every default resolved. Written once when the container is made and replaced whole when a rename, an
/// update or a network changes it; <see cref="ContainerLife"/> has what happens to it.
/// </summary>
internal sealed record ContainerRecord
{
    /// <summary>64 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>The name without a slash.</summary>
    public required string Name { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The image's id (<c>sha256:…</c>), or empty where it was made of none.</summary>
    public required string ImageId { get; init; }

    /// <summary>The manifest of the image that it was made of, where that is known.</summary>
    public OciDescriptor? ImageManifest { get; init; }

    /// <summary>The writable layer's key in the image store.</summary>
    public string SnapshotId { get => field ?? ""; init; }

    /// <summary>What it runs, merged with the image's configuration.</summary>
    public required ContainerConfig Config { get; init; }

    /// <summary>What it gets from the machine.</summary>
    public required HostConfig HostConfig { get; init; }

    /// <summary>The networks that it joins when it starts, by name, as they were asked for. Empty for host, none and another container's.</summary>
    public required IReadOnlyDictionary<string, EndpointSettings> Endpoints { get; init; }

    /// <summary>Its mounts besides those of <see cref="HostConfig.Tmpfs"/>.</summary>
    public required IReadOnlyList<ContainerMount> Mounts { get; init; }

    /// <summary>The program and its arguments.</summary>
    public IReadOnlyList<string> CommandLine => [.. Config.Entrypoint ?? [], .. Config.Cmd ?? []];
}
