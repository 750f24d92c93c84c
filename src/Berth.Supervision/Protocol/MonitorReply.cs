namespace Berth.Supervision;

/// <summary>A monitor's answer to one request.</summary>
public sealed record MonitorReply
{
    /// <summary>The number of the request.</summary>
    public required long Number { get; init; }

    /// <summary>Why it failed, or null where it was done.</summary>
    public MonitorError? Error { get; init; }

    /// <summary>The process id on the host that <c>start</c> and <c>exec</c> made.</summary>
    public int Pid { get; init; }

    /// <summary>The record, for <c>hello</c>, <c>start</c> and <c>stop</c>.</summary>
    public MonitorRecord? Record { get; init; }

    /// <summary>What went on but not as asked: a limit that this machine's root may not raise.</summary>
    public IReadOnlyList<string> Warnings { get => field ?? []; init; }
}
