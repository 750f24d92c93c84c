using System.Globalization;
using Berth.Linux;
using Berth.Supervision;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>
/// Compresses older log files, one at a time, each by a process of this executable (<see cref="GzipRole"/>): the loop goes on meanwhile, and the memory that it takes is
/// given back with the process. Files move on while they are compressed; the result goes to where the source is by then.
/// </summary>
internal sealed class LogCompressor : IReady, IDisposable
{
    private readonly MonitorParts _parts;
    private readonly string _path;
    private readonly int _maxFiles;
    private StartedProcess? _process;
    private Watch? _watch;
    private int _number;

    private LogCompressor(MonitorParts parts, string path, int maxFiles)
    {
        _parts = parts;
        _path = path;
        _maxFiles = maxFiles;
    }

    /// <summary>Nothing is being compressed.</summary>
    public bool IsIdle => _process is null;

    /// <summary>Is told when a file is done.</summary>
    public Action? Done { get; set; }

    private string Aside => _path + ".gz.new";

    /// <summary>The one for a log, or null where none is to be compressed.</summary>
    public static LogCompressor? For(MonitorParts parts, StdioRequest request) =>
        request is { LogCompress: true, LogMaxFiles: > 1, LogPath.Length: > 0 } ? new LogCompressor(parts, request.LogPath, request.LogMaxFiles) : null;

    /// <summary>Begins with the newest file that isn't compressed, unless one is being compressed.</summary>
    public void Start()
    {
        for (int number = 1; number < _maxFiles && _process is null; number++)
        {
            if (FileCalls.StatIfExists(FileCalls.WorkingFolder, Name(number)) is not null)
            {
                Begin(number);
                return;
            }
        }
    }

    /// <summary>All files have moved on by one number.</summary>
    public void Shifted() => _number++;

    public void Ready(EpollEvents events)
    {
        if (!Pidfd.TryWait(_process!.Handle, out ExitStatus status))
        {
            return;
        }
        Forget();
        try
        {
            Keep(status.ShellCode);
        }
        catch (LinuxException e)
        {
            _parts.Log.Write($"{Name(_number)} was not compressed: {e.Message}");   // the container is removed, with its logs
        }
        Done?.Invoke();
    }

    public void Dispose() => Forget();

    private void Keep(int code)
    {
        if (code == 0 && _number < _maxFiles)
        {
            FileCalls.Rename(FileCalls.WorkingFolder, Aside, FileCalls.WorkingFolder, Name(_number) + ".gz");
            FileCalls.RemoveIfExists(FileCalls.WorkingFolder, Name(_number));
        }
        else
        {
            FileCalls.RemoveIfExists(FileCalls.WorkingFolder, Aside);
        }
        if (code == 0)
        {
            Start();
        }
        else
        {
            _parts.Log.Write($"{Name(_number)} was not compressed: code {code}");
        }
    }

    private void Begin(int number)
    {
        using SafeFileHandle source = FileCalls.Open(Name(number), OpenFlags.ReadOnly);
        using SafeFileHandle target = FileCalls.Open(Aside, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Truncate | OpenFlags.NoFollow, 0x1A0 /* 0640 */);
        _process = GzipRole.Start(source, target);
        _number = number;
        _watch = _parts.Loop.Add(_process.Handle, EpollEvents.In, this);
    }

    private void Forget()
    {
        _parts.Loop.Remove(_watch);
        _process?.Dispose();
        _process = null;
    }

    private string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"{_path}.{number}");
}
