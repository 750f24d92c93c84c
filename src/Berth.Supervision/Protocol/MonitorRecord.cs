namespace Berth.Supervision;

/// <summary>
/// What a monitor knows of its container, on disk and in its messages. Written before the engine hears of a change, so that an engine that was
/// away finds the same. All times are UTC.
/// </summary>
public sealed record MonitorRecord
{
    /// <summary>The machine's boot id (/proc/sys/kernel/random/boot_id): with another one nothing of this runs any more.</summary>
    public required string BootId { get; init; }

    /// <summary>The monitor's process id.</summary>
    public required int MonitorPid { get; init; }

    /// <summary>The monitor's start time in clock ticks since boot (/proc/PID/stat, field 22).</summary>
    public required long MonitorStartTicks { get; init; }

    /// <summary>What the container does.</summary>
    public required ContainerPhase Phase { get; init; }

    /// <summary>The first process's id on the host; 0 while none runs.</summary>
    public int Pid { get; init; }

    /// <summary>Its start time in clock ticks since boot.</summary>
    public long PidStartTicks { get; init; }

    /// <summary>When it was started last.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended last.</summary>
    public DateTimeOffset FinishedAt { get; init; }

    /// <summary>Its last exit code as Docker gives it: 128+n for a signal.</summary>
    public int ExitCode { get; init; }

    /// <summary>The kernel's out-of-memory killer ended a process of it.</summary>
    public bool OomKilled { get; init; }

    /// <summary>How often the restart policy has started it again.</summary>
    public int RestartCount { get; init; }

    /// <summary>Someone stopped it: <c>unless-stopped</c> does not start it again.</summary>
    public bool ManuallyStopped { get; init; }

    /// <summary>Why the last start failed, or empty.</summary>
    public string Error { get => field ?? ""; init; }

    /// <summary>The health check's state, or null.</summary>
    public HealthRecord? Health { get; init; }

    /// <inheritdoc/>
    // Short on purpose: the synthesized text would bring the library's formatting of enums and times into every monitor.
    public override string ToString() => $"monitor {MonitorPid}, process {Pid}";

    /// <inheritdoc/>
    // By identity: nobody compares these, and the synthesized comparison is as large as the text.
    public bool Equals(MonitorRecord? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
