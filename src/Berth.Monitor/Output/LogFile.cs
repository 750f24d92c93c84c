using System.Globalization;
using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>
/// The file of a container's log. It rotates as Docker's: the current file becomes <c>.1</c>, that <c>.2</c> and so on, and the one over the number is
/// removed; older ones are compressed by a process of their own (<see cref="LogCompressor"/>). A disk that is full doesn't stop the container: what
/// can't be kept is dropped, whole records at a time, and said once.
/// </summary>
internal sealed class LogFile : ILogFile, IDisposable
{
    private const int QuietMilliseconds = 60_000;

    private readonly string _path;
    private readonly long _maxBytes;
    private readonly int _maxFiles;
    private readonly Action<string> _warn;
    private readonly LogCompressor? _compressor;
    private SafeFileHandle _file;
    private long _size;       // with all that was written
    private long _complete;   // up to the last record's end
    private long _quietUntil;   // Environment.TickCount64; what fails before then has been told

    /// <param name="path">The file's path.</param>
    /// <param name="maxBytes">The size after which it rotates; 0 or less is never.</param>
    /// <param name="maxFiles">How many files are kept, this one among them.</param>
    /// <param name="compressor">Compresses the older ones, or null.</param>
    /// <param name="warn">Is told when records are lost.</param>
    public LogFile(string path, long maxBytes, int maxFiles, LogCompressor? compressor, Action<string> warn)
    {
        _path = path;
        _maxBytes = maxBytes;
        _maxFiles = maxFiles;
        _compressor = compressor;
        _warn = warn;
        _file = FileCalls.Open(path, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Append | OpenFlags.NoFollow, 0x1A0 /* 0640 */);
        _complete = _size = FileCalls.Stat(_file).Size;
    }

    public bool IsFull(int pending) => _maxBytes > 0 && _size + pending >= _maxBytes;

    public bool Append(ReadOnlySpan<byte> bytes, bool complete)
    {
        while (!bytes.IsEmpty)
        {
            int written = RawIo.Write(_file.Number(), bytes);
            if (written < 0)
            {
                Lose(-written);
                return false;
            }
            _size += written;
            bytes = bytes[written..];
        }
        if (complete)
        {
            _complete = _size;
        }
        return true;
    }

    public void Rotate()
    {
        try
        {
            Shift();
            SafeFileHandle next = FileCalls.Open(_path, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Append | OpenFlags.Truncate | OpenFlags.NoFollow, 0x1A0);
            _file.Dispose();
            _file = next;
            _complete = _size = 0;
            _compressor?.Start();
        }
        catch (LinuxException e)
        {
            Say(e.Message);
            _complete = _size = 0;   // the old file goes on, and the next try comes after as many bytes again
        }
    }

    public void Dispose() => _file.Dispose();

    private void Shift()
    {
        if (_maxFiles < 2)
        {
            FileCalls.RemoveIfExists(FileCalls.WorkingFolder, _path);
            return;
        }
        for (int number = _maxFiles - 1; number >= 1; number--)
        {
            foreach (string extension in (ReadOnlySpan<string>)["", ".gz"])
            {
                string from = string.Create(CultureInfo.InvariantCulture, $"{_path}.{number}{extension}");
                if (number == _maxFiles - 1)
                {
                    FileCalls.RemoveIfExists(FileCalls.WorkingFolder, from);
                }
                else if (FileCalls.StatIfExists(FileCalls.WorkingFolder, from) is not null)
                {
                    FileCalls.Rename(FileCalls.WorkingFolder, from, FileCalls.WorkingFolder, string.Create(CultureInfo.InvariantCulture, $"{_path}.{number + 1}{extension}"));
                }
            }
        }
        _compressor?.Shifted();
        FileCalls.Rename(FileCalls.WorkingFolder, _path, FileCalls.WorkingFolder, _path + ".1");
    }

    // Readers see whole records only: what is there of the one that did not fit goes.
    private void Lose(int errno)
    {
        try
        {
            FileCalls.SetLength(_file, _complete);
            _size = _complete;
        }
        catch (LinuxException e)
        {
            Say(e.Message);
        }
        Say($"{_path}: {Errno.Text(errno)}: the container goes on, what it writes is not kept until there is room");
    }

    private void Say(string text)
    {
        long now = Environment.TickCount64;
        if (now >= _quietUntil)
        {
            _warn(text);
        }
        _quietUntil = now + QuietMilliseconds;   // a disk that is full takes a small record now and then
    }
}
