namespace Berth.Compose;

/// <summary>How a service learns of a model.</summary>
public sealed record ServiceModel : ComposeElement
{
    /// <summary>Variable with the URL.</summary>
    public string EndpointVariable { get; init; } = "";

    /// <summary>Variable with the model's name.</summary>
    public string ModelVariable { get; init; } = "";
}
