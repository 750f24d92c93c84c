using Berth.Linux;
using Berth.Supervision;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>
/// Standard input, output and error of a container's first process: pipes or a terminal, made anew for each start; the log and the attached clients that they
/// lead to live as long as the monitor. Clients may attach before the first start, so that no byte is lost.
/// </summary>
internal sealed class StandardStreams : IDisposable
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(2);

    private readonly EventLoop _loop;
    private readonly StdioRequest _request;
    private readonly bool _terminal;
    private readonly LogFile? _logFile;
    private readonly OutputPump _output;
    private readonly OutputPump _error;
    private readonly LoopTimer _drainTimer;
    private SafeFileHandle? _master;
    private Action? _drained;
    private int _rows;
    private int _columns;

    public StandardStreams(EventLoop loop, StdioRequest request, ProcessRequest process, LogCompressor? compressor, TimeProvider clock, Action<string> warn)
    {
        _loop = loop;
        _request = request;
        _terminal = process.Terminal;
        (_rows, _columns) = (process.Rows, process.Columns);
        JsonLog? log = null;
        if (request.LogDriver != "none" && request.LogPath.Length > 0)
        {
            _logFile = new LogFile(request.LogPath, request.LogMaxBytes, request.LogMaxFiles, compressor, warn);
            log = new JsonLog(_logFile, request.LogAttributes, clock);
        }
        byte[] buffer = GC.AllocateUninitializedArray<byte>(OutputPump.BufferBytes);
        Attachments = new Attachments(loop, _terminal) { BlockedChanged = PauseOrResume };
        _output = new OutputPump(loop, buffer, OutputStream.Output, log, Attachments, CheckDrained);
        _error = new OutputPump(loop, buffer, OutputStream.Error, _terminal ? null : log, Attachments, CheckDrained);
        _drainTimer = new LoopTimer(loop, StopWaiting);
    }

    /// <summary>The attached clients.</summary>
    public Attachments Attachments { get; }

    /// <summary>Makes pipes for a new start and returns the process's ends of them.</summary>
    public ProcessStreams OpenPipes()
    {
        SafeFileHandle input;
        if (_request.OpenInput)
        {
            (input, SafeFileHandle feed) = FileCalls.Pipe();
            FileCalls.SetNonBlocking(feed, true);
            OpenInput(feed, _request.InputOnce);
        }
        else
        {
            input = FileCalls.Open("/dev/null", OpenFlags.ReadOnly);
        }
        (SafeFileHandle outputReader, SafeFileHandle output) = FileCalls.Pipe();
        (SafeFileHandle errorReader, SafeFileHandle error) = FileCalls.Pipe();
        FileCalls.SetNonBlocking(outputReader, true);
        FileCalls.SetNonBlocking(errorReader, true);
        _output.Open(outputReader);
        _error.Open(errorReader);
        return new ProcessStreams(input, output, error);
    }

    /// <summary>Uses a terminal for a new start.</summary>
    /// <param name="master">Its master; taken over.</param>
    public void OpenTerminal(SafeFileHandle master)
    {
        _master = master;
        FileCalls.SetNonBlocking(master, true);
        if (_rows > 0 || _columns > 0)
        {
            PseudoTerminal.SetSize(master, _rows, _columns);
        }
        if (_request.OpenInput)
        {
            OpenInput(FileCalls.Duplicate(master), closeAfterFirst: false);
        }
        _output.Open(FileCalls.Duplicate(master));
    }

    /// <summary>Sets the terminal's size, now and for later starts.</summary>
    public void Resize(int rows, int columns)
    {
        (_rows, _columns) = (rows, columns);
        if (_master is not null)
        {
            PseudoTerminal.SetSize(_master, rows, columns);
        }
    }

    /// <summary>
    /// The first process has ended: reads what it wrote, then calls. Whoever else holds the other end (a process that was given it and lives elsewhere)
    /// is waited for two seconds only.
    /// </summary>
    public void Drain(Action drained)
    {
        _drained = drained;
        Attachments.Input?.Dispose();
        Attachments.Input = null;
        _output.Drain();
        _error.Drain();
        if (_drained is not null)
        {
            _drainTimer.Set(DrainTime);
            CheckDrained();
        }
    }

    /// <summary>Drops what a start that failed has opened.</summary>
    public void Abandon()
    {
        Attachments.Input?.Dispose();
        Attachments.Input = null;
        _output.Dispose();
        _error.Dispose();
        _master?.Dispose();
        _master = null;
    }

    public void Dispose()
    {
        Abandon();
        _drainTimer.Dispose();
        _logFile?.Dispose();
    }

    private void OpenInput(SafeFileHandle target, bool closeAfterFirst)
    {
        Attachments.Input = new InputFeed(_loop, target, closeAfterFirst, Attachments.WatchInputs);
        Attachments.WatchInputs();
    }

    private void PauseOrResume(bool pause)
    {
        if (_drained is not null)
        {
            return;   // the process has ended: all that it wrote is kept for those who are slow
        }
        if (pause)
        {
            _output.Pause();
            _error.Pause();
        }
        else
        {
            _output.Resume();
            _error.Resume();
        }
    }

    private void StopWaiting()
    {
        _output.Finish();
        _error.Finish();
        CheckDrained();
    }

    private void CheckDrained()
    {
        if (_drained is { } drained && !_output.IsOpen && !_error.IsOpen)
        {
            _drained = null;
            _drainTimer.Clear();
            _master?.Dispose();
            _master = null;
            drained();
        }
    }
}
