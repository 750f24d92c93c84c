namespace Berth.Docker;

/// <summary>The id of a new exec.</summary>
public sealed record ExecCreateResponse
{
    public string Id { get => field ?? ""; init; }
}
