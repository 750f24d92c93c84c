using System.Text;
using Berth.Linux;
using Berth.Supervision;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>
/// Runs a container's health check: first after an interval, then an interval after the end of the one before; killed after its timeout. What it writes is
/// read to the end and the first 4,096 bytes are kept.
/// </summary>
internal sealed class HealthChecks : IReady, IDisposable
{
    private readonly MonitorParts _parts;
    private readonly HealthRequest _request;
    private readonly ExecTable _execs;
    private readonly Action<bool> _checked;
    private readonly HealthState _state;
    private readonly LoopTimer _nextTimer;
    private readonly LoopTimer _timeoutTimer;
    private readonly byte[] _output = new byte[HealthState.OutputBytes];
    private readonly byte[] _discarded = new byte[1024];
    private RunningExec? _check;
    private SafeFileHandle? _reader;
    private Watch? _watch;
    private DateTimeOffset _begun;
    private int _length;
    private bool _truncated;
    private bool _timedOut;
    private bool _running;
    private bool _paused;

    public HealthChecks(MonitorParts parts, HealthRequest request, ExecTable execs, Action<bool> isChecked)
    {
        _parts = parts;
        _request = request;
        _execs = execs;
        _checked = isChecked;
        _state = new HealthState(request);
        _nextTimer = new LoopTimer(parts.Loop, Check);
        _timeoutTimer = new LoopTimer(parts.Loop, TimeOut);
    }

    public HealthRecord Record => _state.Record;

    /// <summary>While the container is paused no checks run.</summary>
    public bool Paused
    {
        set
        {
            _paused = value;
            if (value)
            {
                _nextTimer.Clear();
            }
            else if (_running && _check is null)
            {
                SetNext();
            }
        }
    }

    /// <summary>The container runs since then.</summary>
    public void Start(DateTimeOffset at)
    {
        _running = true;
        _state.Started(at);
        SetNext();
    }

    /// <summary>The container has ended.</summary>
    public void Stop()
    {
        _running = false;
        _nextTimer.Clear();
        _timeoutTimer.Clear();
        CloseReader();
        _state.Ended();
    }

    /// <summary>The check has written something.</summary>
    public void Ready(EpollEvents events) => ReadOutput(ReadAtOnce);

    public void Dispose()
    {
        CloseReader();
        _nextTimer.Dispose();
        _timeoutTimer.Dispose();
    }

    private const int ReadAtOnce = 16;

    private void Check()
    {
        _begun = _parts.Clock.GetUtcNow();
        (_length, _truncated, _timedOut) = (0, false, false);
        try
        {
            (_reader, SafeFileHandle writer) = FileCalls.Pipe();
            FileCalls.SetNonBlocking(_reader, true);
            using (var streams = new ProcessStreams(FileCalls.Open("/dev/null", OpenFlags.ReadOnly), writer, FileCalls.Duplicate(writer)))
            {
                _check = _execs.Start("health", _request.Process, privileged: false, streams, Ended);
            }
            _watch = _parts.Loop.Add(_reader, EpollEvents.In, this);
            _timeoutTimer.Set(TimeSpan.FromTicks(_request.TimeoutNanoseconds / 100));
        }
        catch (Exception e) when (e is SetupException or LinuxException)
        {
            CloseReader();
            Finish(-1, e.Message);
        }
    }

    private void TimeOut()
    {
        _timedOut = true;
        _check?.Signal(Signals.Kill);
    }

    private void Ended(RunningExec check, ExitStatus status)
    {
        _check = null;
        _timeoutTimer.Clear();
        ReadOutput(ReadAtOnce);
        CloseReader();
        if (!_running)
        {
            return;   // it ended with the container: no result
        }
        string text = Encoding.UTF8.GetString(_output.AsSpan(0, _length)) + (_truncated ? "..." : "");
        if (_timedOut)
        {
            string message = $"Health check exceeded timeout ({GoDuration.Format(_request.TimeoutNanoseconds)})";
            Finish(-1, text.Length > 0 ? $"{message}: {text}" : message);
        }
        else
        {
            Finish(status.ShellCode, text);
        }
    }

    private void Finish(int exitCode, string output)
    {
        bool changed = _state.Take(new HealthResult(_begun, _parts.Clock.GetUtcNow(), exitCode, output));
        _checked(changed);
        SetNext();
    }

    private void SetNext()
    {
        if (!_paused)
        {
            _nextTimer.Set(_state.Delay(_parts.Clock.GetUtcNow()));
        }
    }

    private void ReadOutput(int times)
    {
        for (int i = 0; i < times && _reader is not null; i++)
        {
            Span<byte> room = _length < _output.Length ? _output.AsSpan(_length) : _discarded;
            int read = RawIo.Read(_reader.Number(), room);
            if (read <= 0)
            {
                if (read != RawIo.NotReady)
                {
                    CloseReader();
                }
                return;
            }
            _truncated |= _length == _output.Length;
            _length = Math.Min(_length + read, _output.Length);
        }
    }

    private void CloseReader()
    {
        _parts.Loop.Remove(_watch);
        _watch = null;
        _reader?.Dispose();
        _reader = null;
    }
}
