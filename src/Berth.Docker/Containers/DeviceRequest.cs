namespace Berth.Docker;

/// <summary>A request for devices by capability.</summary>
public sealed record DeviceRequest
{
    public string Driver { get => field ?? ""; init; }

    /// <summary>-1 for all.</summary>
    public int Count { get; init; }

    public IReadOnlyList<string>? DeviceIDs { get; init; }

    /// <summary>Alternatives, each a list of capabilities that must all be there.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Capabilities { get; init; }

    public IReadOnlyDictionary<string, string>? Options { get; init; }
}
