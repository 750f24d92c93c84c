namespace Berth.Compose;

/// <summary>How <c>run</c> makes a container of its own for a service.</summary>
public sealed record OneOffOptions
{
    /// <summary>The container's name; null for project, service, <c>run</c> and a random part.</summary>
    public string? Name { get; init; }

    /// <summary>It goes when it ends (<c>--rm</c>).</summary>
    public bool AutoRemove { get; init; }

    /// <summary>The caller's standard input is attached.</summary>
    public bool AttachInput { get; init; }

    /// <summary>Other containers find it by the service's name (<c>--use-aliases</c>).</summary>
    public bool UseAliases { get; init; }

    /// <summary>The service's ports are published (<c>--service-ports</c>).</summary>
    public bool PublishPorts { get; init; }
}
