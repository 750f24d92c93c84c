namespace Berth.Docker;

/// <summary>A container to be taken off a network.</summary>
public sealed record NetworkDisconnectRequest
{
    public string Container { get => field ?? ""; init; }

    public bool Force { get; init; }
}
