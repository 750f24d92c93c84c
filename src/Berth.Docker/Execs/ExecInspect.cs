namespace Berth.Docker;

/// <summary>The state of an exec.</summary>
public sealed record ExecInspect
{
    public string ID { get => field ?? ""; init; }

    public bool Running { get; init; }

    /// <summary>Null until it has ended.</summary>
    public int? ExitCode { get; init; }

    public ExecProcessConfig ProcessConfig { get => field ??= new(); init; }

    public bool OpenStdin { get; init; }

    public bool OpenStderr { get; init; }

    public bool OpenStdout { get; init; }

    public bool CanRemove { get; init; }

    public string ContainerID { get => field ?? ""; init; }

    public string DetachKeys { get => field ?? ""; init; }

    /// <summary>On the host; 0 when not running.</summary>
    public int Pid { get; init; }
}
