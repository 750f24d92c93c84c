namespace Berth.Compose;

/// <summary>What a project is loaded from. The loader reads no environment, folder or clock but what stands here.</summary>
public sealed record ComposeLoadOptions
{
    /// <summary>The caller's folder, absolute: relative paths of options start there.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The caller's environment.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The <c>--file</c> options; none: COMPOSE_FILE, then the default names in the project directory and its parents.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary><c>--project-name</c>; empty or null: COMPOSE_PROJECT_NAME, then <c>name:</c>, then the directory's name.</summary>
    public string? ProjectName { get; init; }

    /// <summary><c>--project-directory</c>; null: the folder of the first file.</summary>
    public string? ProjectDirectory { get; init; }

    /// <summary><c>--env-file</c>; none: COMPOSE_ENV_FILES, then <c>.env</c> in the project directory.</summary>
    public IReadOnlyList<string> EnvFiles { get; init; } = [];

    /// <summary><c>--profile</c>; none: COMPOSE_PROFILES.</summary>
    public IReadOnlyList<string> Profiles { get; init; } = [];

    /// <summary>Services that the command names: they and what they depend on take part, and their profiles are active; none: all.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary><c>--all-resources</c>: keep networks, volumes, secrets, configs and models that no service uses.</summary>
    public bool AllResources { get; init; }

    /// <summary>How files are read.</summary>
    public IComposeFiles FileAccess { get; init; } = LocalFiles.Instance;

    /// <summary>Fetches remote files (<c>oci://</c>, git); null: such a file is an error.</summary>
    public IRemoteFiles? RemoteFiles { get; init; }
}
