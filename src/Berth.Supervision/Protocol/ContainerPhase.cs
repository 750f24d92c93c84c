namespace Berth.Supervision;

/// <summary>What a monitor's container does.</summary>
public enum ContainerPhase
{
    /// <summary>Nothing was started yet.</summary>
    Created,

    /// <summary>The first process runs.</summary>
    Running,

    /// <summary>The first process has ended and the restart policy waits to start it again.</summary>
    Restarting,

    /// <summary>The first process has ended for good; the monitor ends.</summary>
    Exited,
}
