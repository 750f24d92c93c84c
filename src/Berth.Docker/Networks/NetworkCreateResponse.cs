namespace Berth.Docker;

/// <summary>The id of a new network.</summary>
public sealed record NetworkCreateResponse
{
    public string Id { get => field ?? ""; init; }

    public string Warning { get => field ?? ""; init; }
}
