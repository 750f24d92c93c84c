namespace Berth.Compose;

/// <summary>A device of the host.</summary>
public sealed record ServiceDevice : ComposeElement
{
    /// <summary>Device, or a CDI name.</summary>
    public string Source { get; init; } = "";

    /// <summary>Path in the container.</summary>
    public string Target { get; init; } = "";

    /// <summary>Of <c>rwm</c>.</summary>
    public string Permissions { get; init; } = "";
}
