using Berth.Docker;

namespace Berth.Engine;

/// <summary>One process of exec: prepared, running, or ended.</summary>
internal sealed class ExecInstance(string id, string containerId, ExecCreateRequest request)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _started;
    private volatile DescriptorStream? _terminal;

    /// <summary>64 hexadecimal digits.</summary>
    public string Id => id;

    /// <summary>Its container.</summary>
    public string ContainerId => containerId;

    /// <summary>What was asked for.</summary>
    public ExecCreateRequest Request => request;

    /// <summary>The process's id on the host; 0 when it doesn't run.</summary>
    public int Pid { get; private set; }

    /// <summary>Its exit code; null until it has ended.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>When it ended, for forgetting it.</summary>
    public DateTimeOffset EndedAt { get; private set; }

    /// <summary>It runs.</summary>
    public bool IsRunning => _started != 0 && ExitCode is null;

    /// <summary>Completes when it has ended.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Its terminal's master while it runs, or null.</summary>
    public DescriptorStream? Terminal => _terminal;

    /// <summary>Marks it as started; false where it was already.</summary>
    public bool TryStart() => Interlocked.Exchange(ref _started, 1) == 0;

    /// <summary>It runs.</summary>
    public void Run(int pid, DescriptorStream? terminal)
    {
        Pid = pid;
        _terminal = terminal;
    }

    /// <summary>It has ended.</summary>
    public void End(int exitCode, DateTimeOffset now)
    {
        if (ExitCode is null)
        {
            EndedAt = now;
            Pid = 0;
            ExitCode = exitCode;
        }

        _ended.TrySetResult();
    }

    /// <summary>The command as events write it.</summary>
    public string CommandText => request.Cmd is { Count: > 0 } command ? $"{command[0]} {string.Join(' ', command.Skip(1))}" : "";
}
