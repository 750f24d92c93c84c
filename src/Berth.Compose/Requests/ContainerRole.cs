namespace Berth.Compose;

/// <summary>What one container is among those of its project.</summary>
internal sealed record ContainerRole
{
    /// <summary>Its number among its service's, from 1; 0 for a one-off.</summary>
    public int Number { get; init; }

    /// <summary>The id of its image, or empty where it isn't known.</summary>
    public string ImageId { get; init; } = "";

    /// <summary>The short name of the container whose place it takes, or empty.</summary>
    public string Replaces { get; init; } = "";

    /// <summary>It was started by <c>run</c>.</summary>
    public bool OneOff { get; init; }

    /// <summary>A one-off's random part.</summary>
    public string Slug { get; init; } = "";

    /// <summary>It goes when it ends.</summary>
    public bool AutoRemove { get; init; }

    /// <summary>The caller's standard input is attached.</summary>
    public bool AttachInput { get; init; }

    /// <summary>Other containers find it by the service's name.</summary>
    public bool UseAliases { get; init; } = true;

    /// <summary>The service's ports are published.</summary>
    public bool PublishPorts { get; init; } = true;

    /// <summary>The <c>--env-file</c> options, for the label.</summary>
    public IReadOnlyList<string> EnvironmentFiles { get; init; } = [];
}
