namespace Berth.Supervision;

/// <summary>What a monitor tells those who watch it. Where an event carries a record, that record is on disk already.</summary>
public abstract record MonitorEvent
{
    private MonitorEvent()
    {
    }

    /// <inheritdoc/>
    // Short on purpose, as MonitorRecord's.
    public sealed override string ToString() => nameof(MonitorEvent);

    /// <summary>The first process runs.</summary>
    /// <param name="Record">The record with its process id.</param>
    public sealed record Started(MonitorRecord Record) : MonitorEvent;

    /// <summary>The first process has ended for good. The last event: the monitor ends.</summary>
    /// <param name="Record">The record with its exit code.</param>
    public sealed record Exited(MonitorRecord Record) : MonitorEvent;

    /// <summary>The first process has ended and will be started again.</summary>
    /// <param name="Record">The record with its exit code and the new restart count.</param>
    /// <param name="Delay">How long the monitor waits.</param>
    public sealed record Restarting(MonitorRecord Record, TimeSpan Delay) : MonitorEvent
    {
        /// <inheritdoc/>
        // By identity, as MonitorRecord.
        public bool Equals(Restarting? other) => ReferenceEquals(this, other);

        /// <inheritdoc/>
        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }

    /// <summary>A health check has ended.</summary>
    /// <param name="Record">The record with its results.</param>
    /// <param name="Changed">The status is another than before.</param>
    public sealed record HealthChecked(MonitorRecord Record, bool Changed) : MonitorEvent;

    /// <summary>A process of <c>exec</c> has ended.</summary>
    /// <param name="Id">The id of the exec request.</param>
    /// <param name="ExitCode">Its exit code, 128+n for a signal.</param>
    public sealed record ExecExited(string Id, int ExitCode) : MonitorEvent;

    /// <summary>The kernel ended a process of the container because memory ran out.</summary>
    public sealed record OutOfMemory : MonitorEvent;

    /// <summary>Something went wrong that does not stop the container: its log can't be written, say.</summary>
    /// <param name="Text">The sentence to show.</param>
    public sealed record Warned(string Text) : MonitorEvent;
}
