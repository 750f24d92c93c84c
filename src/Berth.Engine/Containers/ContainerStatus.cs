namespace Berth.Engine;

/// <summary>Where a container is in its life.</summary>
internal enum ContainerStatus
{
    /// <summary>Made and never started, or its only start failed.</summary>
    Created,

    /// <summary>Its first process runs.</summary>
    Running,

    /// <summary>Its processes are frozen.</summary>
    Paused,

    /// <summary>Its first process has ended; the restart policy waits to start it again.</summary>
    Restarting,

    /// <summary>Its first process has ended for good.</summary>
    Exited,

    /// <summary>It is being removed.</summary>
    Removing,

    /// <summary>Its removal failed half-way: only another removal is possible.</summary>
    Dead,
}
