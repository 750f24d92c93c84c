namespace Berth.Engine;

/// <summary>What can happen to a container.</summary>
internal enum ContainerTrigger
{
    /// <summary>Its first process was started.</summary>
    Started,

    /// <summary>A start by request failed.</summary>
    StartFailed,

    /// <summary>Its first process ended for good.</summary>
    Ended,

    /// <summary>Its first process ended and will be started again.</summary>
    EndedForNow,

    /// <summary>Its processes were frozen.</summary>
    Paused,

    /// <summary>Its processes were thawed.</summary>
    Unpaused,

    /// <summary>Its removal begins.</summary>
    RemovalBegun,

    /// <summary>Its removal failed.</summary>
    RemovalFailed,

    /// <summary>It is gone.</summary>
    Removed,
}
