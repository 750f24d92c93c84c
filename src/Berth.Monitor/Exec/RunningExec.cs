using Berth.Linux;

namespace Berth.Monitor;

/// <summary>A process beside the first one: of <c>exec</c>, or a health check's.</summary>
internal sealed class RunningExec : IReady, IDisposable
{
    private readonly EventLoop _loop;
    private readonly StartedProcess _process;
    private readonly Watch _watch;
    private readonly Action<RunningExec, ExitStatus> _ended;

    public RunningExec(EventLoop loop, string id, StartedProcess started, Action<RunningExec, ExitStatus> ended)
    {
        _loop = loop;
        _process = started;
        _ended = ended;
        Id = id;
        Pid = started.Pid;
        _watch = loop.Add(started.Handle, EpollEvents.In, this);
    }

    /// <summary>What the engine calls it.</summary>
    public string Id { get; }

    public int Pid { get; }

    public void Signal(int number) => Pidfd.Signal(_process.Handle, number);

    public void Ready(EpollEvents events)
    {
        if (Pidfd.TryWait(_process.Handle, out ExitStatus status))
        {
            Dispose();
            _ended(this, status);
        }
    }

    public void Dispose()
    {
        _loop.Remove(_watch);
        _process.Dispose();
    }
}
