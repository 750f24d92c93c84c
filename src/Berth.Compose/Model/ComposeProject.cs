namespace Berth.Compose;

/// <summary>What a set of Compose files, their environment and the chosen profiles come to: the input of every command.</summary>
public sealed record ComposeProject : ComposeElement
{
    /// <summary>The project name, of <c>[a-z0-9][a-z0-9_-]*</c>; part of every container, network and volume name.</summary>
    public required string Name { get; init; }

    /// <summary>The absolute project directory, which relative paths start from.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Absolute paths of the files given or found, in order; <c>-</c> for standard input. Included files aren't in it.</summary>
    public IReadOnlyList<string> ComposeFiles { get; init; } = [];

    /// <summary>What variables were replaced from: the caller's environment, then env files, and COMPOSE_PROJECT_NAME.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = ComposeMap<string>.Empty;

    /// <summary>The active profiles.</summary>
    public IReadOnlyList<string> Profiles { get; init; } = [];

    /// <summary>The services that take part, by name.</summary>
    public IReadOnlyDictionary<string, ServiceConfig> Services { get; init; } = ComposeMap<ServiceConfig>.Empty;

    /// <summary>Services whose profiles are not active or that were not selected, by name.</summary>
    public IReadOnlyDictionary<string, ServiceConfig> DisabledServices { get; init; } = ComposeMap<ServiceConfig>.Empty;

    /// <summary>Networks by key in the file.</summary>
    public IReadOnlyDictionary<string, NetworkConfig> Networks { get; init; } = ComposeMap<NetworkConfig>.Empty;

    /// <summary>Volumes by key in the file.</summary>
    public IReadOnlyDictionary<string, VolumeConfig> Volumes { get; init; } = ComposeMap<VolumeConfig>.Empty;

    /// <summary>Secrets by key in the file.</summary>
    public IReadOnlyDictionary<string, FileObjectConfig> Secrets { get; init; } = ComposeMap<FileObjectConfig>.Empty;

    /// <summary>Configs by key in the file.</summary>
    public IReadOnlyDictionary<string, FileObjectConfig> Configs { get; init; } = ComposeMap<FileObjectConfig>.Empty;

    /// <summary>Language models by key in the file.</summary>
    public IReadOnlyDictionary<string, ModelConfig> Models { get; init; } = ComposeMap<ModelConfig>.Empty;
}
