namespace Berth.Compose;

/// <summary>What a container is waited for.</summary>
internal enum AwaitedCondition
{
    /// <summary>Its health check succeeds.</summary>
    Healthy,

    /// <summary>It runs, or its health check succeeds where it has one (<c>--wait</c>).</summary>
    RunningOrHealthy,

    /// <summary>It has ended with status 0.</summary>
    Completed,
}
