using Berth.Docker;
using Berth.Linux;

namespace Berth.Engine;

/// <summary>
/// A container's log as a stream of what <c>logs</c> sends, formatted as it is read. Following, it waits at the end of the file for the next line,
/// and ends after the last line of a container that has ended.
/// </summary>
internal sealed class LogReader : Stream
{
    private readonly string _path;
    private readonly bool _follow;
    private readonly LogFormatter _formatter;
    private readonly ILogWatch? _watch;
    private readonly Queue<Stream> _files = new();
    private byte[] _block = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _finished;

    /// <summary>Opens a log.</summary>
    /// <param name="path">The current file; it need not be there yet.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="frames">The output is in frames.</param>
    /// <param name="watch">Tells of new lines and of the container's end; null where the log is only read to its present end.</param>
    public LogReader(string path, LogOptions options, bool frames, ILogWatch? watch)
    {
        _path = path;
        _watch = watch;
        _follow = watch is not null;
        _formatter = new LogFormatter(options, frames);
        foreach (var file in LogTail.Open(LogFiles.List(path), options.Tail))
        {
            _files.Enqueue(file);
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_formatter.Output.IsEmpty)
        {
            _formatter.Clear();
            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
            {
                return 0;
            }
        }

        int length = Math.Min(buffer.Length, _formatter.Output.Length);
        _formatter.Output[..length].CopyTo(buffer);
        _formatter.Taken += length;
        return length;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("a log is read asynchronously");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _watch?.Dispose();
            while (_files.TryDequeue(out var file))
            {
                file.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    // Formats more lines; false at the end.
    private async ValueTask<bool> FillAsync(CancellationToken cancel)
    {
        while (!_finished && !_formatter.IsFull)
        {
            if (FormatLines())
            {
                return true;
            }

            if (_finished)
            {
                break;
            }

            if (ReadBlock())
            {
                continue;
            }

            if (!_formatter.Output.IsEmpty)
            {
                return true;
            }

            if (!await NextAsync(cancel).ConfigureAwait(false))
            {
                _finished = true;
            }
        }

        return !_formatter.Output.IsEmpty;
    }

    // Formats the whole lines of the block; true where the output has enough for now.
    private bool FormatLines()
    {
        while (!_formatter.IsFull)
        {
            int length = _block.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length < 0)
            {
                return false;
            }

            if (!_formatter.Add(_block.AsSpan(_start, length)))
            {
                _finished = true;
                return false;
            }

            _start += length + 1;
        }

        return true;
    }

    private bool ReadBlock()
    {
        if (!_files.TryPeek(out var file))
        {
            return false;
        }

        if (_start > 0)
        {
            _block.AsSpan(_start, _end - _start).CopyTo(_block);
            _end -= _start;
            _start = 0;
        }

        if (_end == _block.Length)
        {
            Array.Resize(ref _block, _block.Length * 2);
        }

        int read = file.Read(_block.AsSpan(_end));
        _end += read;
        return read > 0;
    }

    // At the end of a file: the next one, or the next line of the last one.
    private async ValueTask<bool> NextAsync(CancellationToken cancel)
    {
        if (_files.Count > 1)
        {
            EndFile();
            return true;
        }

        if (!_follow)
        {
            return false;
        }

        // Asked before the last look at the file: what was written before the end is seen after it.
        bool ended = _watch!.HasEnded;
        if (ReadBlock())
        {
            return true;
        }

        if (Rotated())
        {
            return true;
        }

        if (ended)
        {
            return false;
        }

        await _watch.WaitAsync(cancel).ConfigureAwait(false);
        return true;
    }

    // Goes on with the file that has taken the name of the one that was read to its end.
    private bool Rotated()
    {
        var current = LogFiles.Open(_path);
        if (current is null)
        {
            return false;
        }

        if (_files.TryPeek(out var read) && read is FileStream plain && SameFile(plain, (FileStream)current))
        {
            current.Dispose();
            return false;
        }

        // The writer renames, and only then makes the new file: what came last to the old one is there now.
        if (ReadBlock())
        {
            current.Dispose();
            return true;
        }

        if (_files.Count > 0)
        {
            EndFile();
        }

        _files.Enqueue(current);
        return true;
    }

    private void EndFile()
    {
        _files.Dequeue().Dispose();

        // What is left is the half of a line that a crash cut off.
        _start = _end = 0;
    }

    private static bool SameFile(FileStream one, FileStream other) => FileCalls.Stat(one.SafeFileHandle).IsSameFile(FileCalls.Stat(other.SafeFileHandle));
}
