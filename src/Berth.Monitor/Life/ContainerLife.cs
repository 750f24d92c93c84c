using Berth.Linux;
using Berth.Supervision;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>
/// One container's life: created → running → (restarting → running)* → exited. Every change is written to the record before anybody is told. Once exited,
/// the monitor ends as soon as all has been told.
/// </summary>
internal sealed class ContainerLife : IReady, IDisposable
{
    private readonly EventLoop _loop;
    private readonly MonitorServer _server;
    private readonly MonitorParts _parts;
    private readonly StartRequest _request;
    private readonly RecordFile _file;
    private readonly LoopTimer _restartTimer;
    private readonly LoopTimer _killTimer;
    private readonly List<PendingReply> _stops = [];
    private MonitorRecord _record;
    private readonly LogCompressor? _compressor;
    private StartedProcess? _process;
    private Watch? _watch;
    private ExitStatus _status;

    public ContainerLife(MonitorParts parts, StartRequest request, MonitorFiles files)
    {
        _parts = parts;
        _loop = parts.Loop;
        _server = parts.Server;
        _request = request;
        _file = new RecordFile(files.Record, parts.Log);
        _restartTimer = new LoopTimer(_loop, Restart);
        _killTimer = new LoopTimer(_loop, KillNow);
        Policy = new RestartPolicy(request.Restart);
        _record = new MonitorRecord
        {
            BootId = ProcFs.Machine.BootId(),
            MonitorPid = Environment.ProcessId,
            MonitorStartTicks = (long)(ProcFs.Machine.Stat(Environment.ProcessId)?.StartTime ?? 0),
            Phase = ContainerPhase.Created,
        };
        _compressor = LogCompressor.For(parts, request.Stdio);
        Streams = new StandardStreams(_loop, request.Stdio, request.Process, _compressor, parts.Clock, Warn);
        Resources = new ContainerResources(request);
        Execs = new ExecTable(parts, request, Resources, () => _process);
        Ports = new HeldPorts(parts);
        Names = new NameService(parts, Resources);
        Health = request.Health is { } health ? new HealthChecks(parts, health, Execs, HealthChanged) : null;
        Memory = new MemoryWatch(parts, request.CgroupFolders, () => _server.Tell(new MonitorEvent.OutOfMemory()));
    }

    public RestartPolicy Policy { get; }

    public StandardStreams Streams { get; }

    public ContainerResources Resources { get; }

    public ExecTable Execs { get; }

    public HealthChecks? Health { get; }

    public MemoryWatch Memory { get; }

    public MonitorRecord Record => _record;

    /// <summary>The first process, while it runs.</summary>
    public SafeFileHandle? Process => _process?.Handle;

    /// <summary>The published ports that are held.</summary>
    public HeldPorts Ports { get; }

    /// <summary>The name server, if the container has one.</summary>
    public NameService Names { get; }

    /// <summary>Calls once no client is behind and no log file is being compressed.</summary>
    public void WhenQuiet(Action action)
    {
        void Check()
        {
            if (!Streams.Attachments.Any && _compressor is null or { IsIdle: true })
            {
                action();
            }
        }
        Streams.Attachments.Emptied = Check;
        _compressor?.Done = Check;
        Check();
    }

    /// <summary>Starts the container for the first time and replies. One that can't be started has exited, with the code that Docker gives.</summary>
    public void Start(PendingReply pending)
    {
        try
        {
            Names.Start(_request.Resolver);
            IReadOnlyList<string> warnings = StartProcess();
            pending.Done(new MonitorReply { Number = pending.Number, Pid = _record.Pid, Record = _record, Warnings = warnings });
            _server.Tell(new MonitorEvent.Started(_record));
        }
        catch (SetupException e)
        {
            Failed(e.Error);
            pending.Failed(e.Error);
            End();
        }
    }

    /// <summary>Sends a signal to the first process.</summary>
    public void Signal(PendingReply pending, int number, bool manual)
    {
        if (_process is null)
        {
            pending.Refused("the container is not running");
            return;
        }
        if (manual)
        {
            SetManual();
        }
        Pidfd.Signal(_process.Handle, number);
        pending.Done();
    }

    /// <summary>Stops the container; the reply comes when it has ended.</summary>
    public void Stop(PendingReply pending, int number, int seconds)
    {
        switch (_record.Phase)
        {
            case ContainerPhase.Created:
                pending.Refused("the container is not running");
                return;
            case ContainerPhase.Exited:
                pending.Done(new MonitorReply { Number = pending.Number, Record = _record });
                return;
            case ContainerPhase.Restarting:
                SetManual();
                _restartTimer.Clear();
                _stops.Add(pending);
                Change(_record with { Phase = ContainerPhase.Exited });
                End();
                return;
        }
        SetManual();
        _stops.Add(pending);
        if (_process is not null)
        {
            Pidfd.Signal(_process.Handle, number);
            ArmKill(seconds);
        }
    }

    /// <summary>The first process has ended.</summary>
    public void Ready(EpollEvents events)
    {
        if (_process is null || !Pidfd.TryWait(_process.Handle, out _status))
        {
            return;
        }
        _loop.Remove(_watch);
        _process.Dispose();
        _process = null;
        _killTimer.Clear();
        Resources.ProcessEnded();   // with a pid namespace of its own nothing is left; else this kills it
        Health?.Stop();
        Streams.Drain(() => Execs.WhenAllEnded(Exited));
    }

    public void Dispose()
    {
        _restartTimer.Dispose();
        _killTimer.Dispose();
        Ports.Dispose();
        Names.Dispose();
        Health?.Dispose();
        Execs.Dispose();
        Memory.Dispose();
        Streams.Dispose();
        Resources.Dispose();
        _process?.Dispose();
        _compressor?.Dispose();
        _file.Dispose();
    }

    private List<string> StartProcess()
    {
        var warnings = new List<string>();
        StartedProcess started = ContainerStart.Run(_request, Resources, Streams, warnings);
        _process = started;
        _watch = _loop.Add(started.Handle, EpollEvents.In, this);
        DateTimeOffset now = _parts.Clock.GetUtcNow();
        Memory.Started();
        Health?.Start(now);
        Change(_record with
        {
            Phase = ContainerPhase.Running,
            Pid = started.Pid,
            PidStartTicks = (long)(ProcFs.Machine.Stat(started.Pid)?.StartTime ?? 0),
            StartedAt = now,
            Error = "",
            OomKilled = false,
            Health = Health?.Record,
        });
        return warnings;
    }

    private void Exited()
    {
        Streams.Attachments.End();
        DateTimeOffset now = _parts.Clock.GetUtcNow();
        TimeSpan? delay = Policy.Next(_status.ShellCode, _record.ManuallyStopped, now - _record.StartedAt);
        Change(_record with
        {
            Phase = delay is null ? ContainerPhase.Exited : ContainerPhase.Restarting,
            Pid = 0,
            PidStartTicks = 0,
            ExitCode = _status.ShellCode,
            FinishedAt = now,
            OomKilled = Memory.Ended(),
            RestartCount = Policy.Count,
            Health = Health?.Record,
        });
        if (delay is { } wait)
        {
            _server.Tell(new MonitorEvent.Restarting(_record, wait));
            _restartTimer.Set(wait);
        }
        else
        {
            End();
        }
    }

    private void Restart()
    {
        try
        {
            foreach (string warning in StartProcess())
            {
                Warn(warning);
            }
            _server.Tell(new MonitorEvent.Started(_record));
        }
        catch (SetupException e)
        {
            Failed(e.Error);
            End();
        }
    }

    private void Failed(MonitorError error)
    {
        int code = error.Kind switch
        {
            MonitorErrorKind.NotFound => 127,
            MonitorErrorKind.NotExecutable => 126,
            _ => 128,
        };
        Change(_record with { Phase = ContainerPhase.Exited, Pid = 0, PidStartTicks = 0, ExitCode = code, Error = error.Text, FinishedAt = _parts.Clock.GetUtcNow() });
    }

    // Phase Exited is on disk: tell, then end once all has been taken.
    private void End()
    {
        Ports.Dispose();   // whoever hears of the end may publish the same ports at once
        foreach (PendingReply stop in _stops)
        {
            stop.Done(new MonitorReply { Number = stop.Number, Record = _record });
        }
        _stops.Clear();
        _server.Tell(new MonitorEvent.Exited(_record));
        Streams.Attachments.End();
        _parts.End();
    }

    private void ArmKill(int seconds)
    {
        if (seconds == 0)
        {
            KillNow();
        }
        else if (seconds > 0)
        {
            _killTimer.SetAtMost(TimeSpan.FromSeconds(seconds));
        }
    }

    private void KillNow()
    {
        if (_process is not null)
        {
            Pidfd.Signal(_process.Handle, Signals.Kill);
        }
    }

    private void SetManual()
    {
        if (!_record.ManuallyStopped)
        {
            Change(_record with { ManuallyStopped = true });
        }
    }

    private void HealthChanged(bool statusChanged)
    {
        Change(_record with { Health = Health!.Record });
        _server.Tell(new MonitorEvent.HealthChecked(_record, statusChanged));
    }

    private void Change(MonitorRecord record)
    {
        _record = record;
        _file.Write(record);
    }

    private void Warn(string text)
    {
        _parts.Log.Write(text);
        _server.Tell(new MonitorEvent.Warned(text));
    }
}
