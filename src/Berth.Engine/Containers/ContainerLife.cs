using Berth.Docker;
using Berth.Supervision;

namespace Berth.Engine;

/// <summary>What has become of a container. Immutable; the container's loop swaps it whole, after it is on disk.</summary>
internal sealed record ContainerLife
{
    /// <summary>Where it is in its life.</summary>
    public required ContainerStatus Status { get; init; }

    /// <summary>The first process's id on the host; 0 when none runs.</summary>
    public int Pid { get; init; }

    /// <summary>The last exit code, 128+n for a signal.</summary>
    public int ExitCode { get; init; }

    /// <summary>Why the last start failed, or empty.</summary>
    public string Error { get => field ?? ""; init; }

    /// <summary>When it was started last; the default is never.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended last; the default is never.</summary>
    public DateTimeOffset FinishedAt { get; init; }

    /// <summary>The kernel's out-of-memory killer ended it.</summary>
    public bool OomKilled { get; init; }

    /// <summary>How often the restart policy has started it.</summary>
    public int RestartCount { get; init; }

    /// <summary>Someone stopped it: <c>unless-stopped</c> leaves it so.</summary>
    public bool ManuallyStopped { get; init; }

    /// <summary>The state of its health check, or null.</summary>
    public HealthRecord? Health { get; init; }

    /// <summary>A container that was just made.</summary>
    public static ContainerLife New { get; } = new() { Status = ContainerStatus.Created };

    /// <summary>Its first process exists: it runs or is frozen.</summary>
    public bool IsAlive => Status is ContainerStatus.Running or ContainerStatus.Paused;

    /// <summary>A monitor looks after it.</summary>
    public bool IsSupervised => IsAlive || Status == ContainerStatus.Restarting;

    /// <summary>What a monitor's record adds to this life.</summary>
    public ContainerLife With(MonitorRecord record) => this with
    {
        Pid = record.Pid,
        ExitCode = record.ExitCode,
        Error = record.Error,
        StartedAt = record.StartedAt,
        FinishedAt = record.FinishedAt,
        OomKilled = record.OomKilled,
        RestartCount = record.RestartCount,
        ManuallyStopped = record.ManuallyStopped,
        Health = record.Health,
    };

    /// <summary>As inspect shows it.</summary>
    public ContainerState ToState() => new()
    {
        Status = Lifecycle.Word(Status),
        // Docker calls a paused and a restarting container running, too.
        Running = IsSupervised,
        Paused = Status == ContainerStatus.Paused,
        Restarting = Status == ContainerStatus.Restarting,
        OOMKilled = OomKilled,
        Dead = Status == ContainerStatus.Dead,
        Pid = IsAlive ? Pid : 0,
        ExitCode = ExitCode,
        Error = Error,
        StartedAt = Time(StartedAt),
        FinishedAt = Time(FinishedAt),
        Health = Health is { } health ? ToHealth(health) : null,
    };

    private static Health ToHealth(HealthRecord health) => new()
    {
        Status = health.Status,
        FailingStreak = health.FailingStreak,
        Log =
        [
            .. health.Log.Select(one => new HealthcheckResult
            {
                Start = Time(one.Start), End = Time(one.End), ExitCode = one.ExitCode, Output = one.Output,
            }),
        ],
    };

    private static string Time(DateTimeOffset time) => time == default ? DockerTimestamps.Zero : DockerTimestamps.Format(time);
}
