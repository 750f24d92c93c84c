namespace Berth.Docker;

/// <summary>Why a wait failed.</summary>
public sealed record ContainerWaitError
{
    public string Message { get => field ?? ""; init; }
}
