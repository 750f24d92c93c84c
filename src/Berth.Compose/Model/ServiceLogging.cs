namespace Berth.Compose;

/// <summary>Log driver and its options.</summary>
public sealed record ServiceLogging : ComposeElement
{
    /// <summary>Driver.</summary>
    public string Driver { get; init; } = "";

    /// <summary>Options.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = ComposeMap<string>.Empty;
}
