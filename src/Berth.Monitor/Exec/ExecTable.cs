using Berth.Linux;
using Berth.Supervision;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>The processes beside the first one. They end with it: the kernel ends them with its pid namespace, or they are killed with its cgroup.</summary>
internal sealed class ExecTable : IDisposable
{
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(2);

    private readonly MonitorParts _parts;
    private readonly StartRequest _request;
    private readonly ContainerResources _resources;
    private readonly Func<StartedProcess?> _first;
    private readonly List<RunningExec> _running = [];
    private readonly LoopTimer _endTimer;
    private Action? _whenAllEnded;

    public ExecTable(MonitorParts parts, StartRequest request, ContainerResources resources, Func<StartedProcess?> first)
    {
        _parts = parts;
        _request = request;
        _resources = resources;
        _first = first;
        _endTimer = new LoopTimer(parts.Loop, GiveUp);
    }

    /// <summary>Starts a process for an engine and replies.</summary>
    /// <param name="pending">The request.</param>
    /// <param name="exec">What to start.</param>
    /// <param name="files">Its three streams, taken from the list; none where it has a terminal.</param>
    public void Start(PendingReply pending, MonitorRequest.Exec exec, List<SafeFileHandle> files)
    {
        if (_running.Exists(r => r.Id == exec.Id))
        {
            pending.Refused($"exec {exec.Id} is running already");
            return;
        }
        SafeFileHandle? master = null;
        ProcessStreams streams;
        if (exec.Process.Terminal)
        {
            (master, SafeFileHandle slave) = _resources.OpenTerminal(exec.Process.Rows, exec.Process.Columns);
            streams = new ProcessStreams(slave, slave, slave) { IsTerminal = true };
        }
        else
        {
            streams = TakeStreams(files);
        }
        using (master)
        using (streams)
        {
            RunningExec running = Start(exec.Id, exec.Process, exec.Privileged, streams, Ended);
            var reply = new MonitorReply { Number = pending.Number, Pid = running.Pid };
            if (master is null)
            {
                pending.Done(reply);
            }
            else
            {
                pending.Done(reply, master);
            }
        }
    }

    /// <summary>Starts a process; <paramref name="ended"/> is called when it has ended.</summary>
    public RunningExec Start(string id, ProcessRequest process, bool privileged, ProcessStreams streams, Action<RunningExec, ExitStatus> ended)
    {
        SafeFileHandle first = _first()?.Handle ?? throw SetupException.Other("exec", Errno.ESRCH, "the container is not running");
        StartedProcess started = ContainerExec.Run(_request, _resources, first, process, privileged, streams);
        var running = new RunningExec(_parts.Loop, id, started, (exec, status) =>
        {
            _running.Remove(exec);
            ended(exec, status);
            CheckAllEnded();
        });
        _running.Add(running);
        return running;
    }

    /// <summary>Sends a signal.</summary>
    public void Signal(PendingReply pending, string id, int number)
    {
        if (_running.Find(r => r.Id == id) is { } exec)
        {
            exec.Signal(number);
            pending.Done();
        }
        else
        {
            pending.Refused($"exec {id} is not running");
        }
    }

    /// <summary>Calls once all have ended, as they do when the first process has; not later than in two seconds.</summary>
    public void WhenAllEnded(Action action)
    {
        _whenAllEnded = action;
        _endTimer.Set(EndTime);
        CheckAllEnded();
    }

    public void Dispose()
    {
        _endTimer.Dispose();
        foreach (RunningExec exec in _running)
        {
            exec.Dispose();
        }
    }

    private static ProcessStreams TakeStreams(List<SafeFileHandle> files)
    {
        var three = new SafeFileHandle[3];
        for (int i = 0; i < 3; i++)
        {
            three[i] = i < files.Count ? files[i] : FileCalls.Open("/dev/null", OpenFlags.ReadWrite);
        }
        files.RemoveRange(0, Math.Min(files.Count, 3));
        return new ProcessStreams(three[0], three[1], three[2]);
    }

    private void Ended(RunningExec exec, ExitStatus status) => _parts.Server.Tell(new MonitorEvent.ExecExited(exec.Id, status.ShellCode));

    private void CheckAllEnded()
    {
        if (_running.Count == 0 && _whenAllEnded is { } action)
        {
            _whenAllEnded = null;
            _endTimer.Clear();
            action();
        }
    }

    private void GiveUp()
    {
        foreach (RunningExec exec in _running.ToArray())
        {
            _parts.Log.Write($"exec {exec.Id}, process {exec.Pid}, has not ended with its container");
            exec.Dispose();
        }
        _running.Clear();
        CheckAllEnded();
    }
}
