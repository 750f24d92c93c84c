namespace Berth.Compose;

/// <summary>An env file of a service.</summary>
public sealed record ServiceEnvFile : ComposeElement
{
    /// <summary>Absolute path.</summary>
    public string Path { get; init; } = "";

    /// <summary>Whether its absence is an error.</summary>
    public bool Required { get; init; }

    /// <summary>Empty, or <c>raw</c>.</summary>
    public string Format { get; init; } = "";
}
