namespace Berth.Docker;

/// <summary>What a wait waits for.</summary>
public enum WaitCondition
{
    /// <summary>Not running now or later.</summary>
    NotRunning,

    /// <summary>The next end of the container, also if it doesn't run yet.</summary>
    NextExit,

    /// <summary>The removal of the container.</summary>
    Removed,
}
