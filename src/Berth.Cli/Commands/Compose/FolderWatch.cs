using System.Text;
using System.Threading.Channels;
using Berth.Compose;
using Berth.Linux;

namespace Berth.Cli;

/// <summary>
/// Watches files by inotify(7): each folder of a tree has a watch of its own, folders that nobody asks for have none. What isn't there yet is waited for
/// in the closest folder above.
/// </summary>
internal sealed class FolderWatch : IFileWatch
{
    // An editor's write is several changes; a switch of branches many, which are handed on before they end.
    private const int QuietMilliseconds = 100;
    private const long LongestMilliseconds = 1000;
    private const ulong Changes = 1, Stop = 2;
    private const InotifyEvents Wanted = InotifyEvents.ClosedAfterWriting | InotifyEvents.MovedFrom | InotifyEvents.MovedTo | InotifyEvents.Created | InotifyEvents.Removed | InotifyEvents.OnlyFolder | InotifyEvents.ExcludeUnlinked;

    private readonly Predicate<string> _isExcluded;
    private readonly Inotify _inotify = new();
    private readonly Epoll _epoll = new();
    private readonly EventFd _stop = new();
    private readonly Channel<IReadOnlyList<string>> _batches = Channel.CreateUnbounded<IReadOnlyList<string>>();
    private readonly Lock _gate = new();
    private readonly List<string> _roots = [];
    private readonly Dictionary<int, string> _folders = [];
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private readonly Thread _thread;

    /// <param name="isExcluded">Whether nothing at or below a path is of interest.</param>
    public FolderWatch(Predicate<string> isExcluded)
    {
        _isExcluded = isExcluded;
        _epoll.Add(_inotify.Handle, EpollEvents.In, Changes);
        _epoll.Add(_stop.Handle, EpollEvents.In, Stop);
        _thread = new Thread(Serve) { IsBackground = true, Name = "watch" };
        _thread.Start();
    }

    /// <inheritdoc/>
    public void Add(string path)
    {
        lock (_gate)
        {
            _roots.Add(path);

            // The folder above tells when the path itself comes, goes, or is replaced.
            var above = Path.GetDirectoryName(path);
            while (above is not null && !Directory.Exists(above))
                above = Path.GetDirectoryName(above);
            if (above is not null)
                WatchFolder(above);
            Enter(path, tell: false);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> NextAsync(CancellationToken cancel)
    {
        try
        {
            return await _batches.Reader.ReadAsync(cancel).ConfigureAwait(false);
        }
        catch (ChannelClosedException e) when (e.InnerException is { } cause)
        {
            throw new IOException(cause.Message, cause);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Signal();
        _thread.Join();
        _epoll.Dispose();
        _stop.Dispose();
        _inotify.Dispose();
    }

    private void Serve()
    {
        long since = 0;
        while (true)
        {
            var count = _epoll.Wait(_changed.Count == 0 ? -1 : QuietMilliseconds);
            for (var i = 0; i < count; i++)
            {
                if (_epoll[i].Data == Stop)
                    return;
            }
            since = _changed.Count == 0 ? Environment.TickCount64 : since;
            try
            {
                lock (_gate)
                    Read();
            }
            catch (IOException e)
            {
                _batches.Writer.TryComplete(e);
                return;
            }
            if (_changed.Count > 0 && (count == 0 || Environment.TickCount64 - since > LongestMilliseconds))
            {
                _batches.Writer.TryWrite([.. _changed.Order(StringComparer.Ordinal)]);
                _changed.Clear();
            }
        }
    }

    private void Read()
    {
        while (_inotify.TryRead(out var watch, out var events, out var name))
        {
            if ((events & InotifyEvents.Overflow) != 0)
            {
                foreach (var root in _roots)
                    Enter(root, tell: true);
            }
            else if ((events & InotifyEvents.Ignored) != 0)
            {
                _folders.Remove(watch);
            }
            else if (_folders.TryGetValue(watch, out var folder) && name.Length > 0)
            {
                Happened(Path.Combine(folder, Encoding.UTF8.GetString(name)), events);
            }
        }
    }

    private void Happened(string path, InotifyEvents events)
    {
        var isFolder = (events & InotifyEvents.IsFolder) != 0;
        if (isFolder && (events & InotifyEvents.MovedFrom) != 0)
            Leave(path);
        if (isFolder && (events & (InotifyEvents.Created | InotifyEvents.MovedTo)) != 0)
            Enter(path, tell: true);
        else if (IsWatched(path))
            _changed.Add(path);
    }

    // A folder, with all below it; of a folder above a root only what leads there.
    private void Enter(string path, bool tell)
    {
        if (!IsWatched(path) && !_roots.Exists(root => IsBelow(path, root)))
            return;
        var info = new DirectoryInfo(path);
        if (!info.Exists || info.LinkTarget is not null || _isExcluded(path))
        {
            if (tell && IsWatched(path) && File.Exists(path))
                _changed.Add(path);
            return;
        }
        WatchFolder(path);
        if (tell && IsWatched(path))
            _changed.Add(path);
        foreach (var entry in info.EnumerateFileSystemInfos())
            Enter(entry.FullName, tell);
    }

    // Watches go with the folder where it goes; there it is none of ours, or is entered anew.
    private void Leave(string path)
    {
        foreach (var (watch, folder) in _folders.Where(entry => IsBelow(path, entry.Value)).ToList())
        {
            _inotify.Unwatch(watch);
            _folders.Remove(watch);
        }
    }

    private bool IsWatched(string path) => _roots.Exists(root => IsBelow(root, path)) && !_isExcluded(path);

    private static bool IsBelow(string folder, string path) => path == folder || (path.StartsWith(folder, StringComparison.Ordinal) && (folder == "/" || path[folder.Length] == '/'));

    private void WatchFolder(string path)
    {
        try
        {
            _folders[_inotify.Watch(path, Wanted)] = path;
        }
        catch (LinuxException e) when (e.Errno is Errno.ENOENT or Errno.ENOTDIR or Errno.EACCES)
        {
            // It has gone already, or is none of this user's.
        }
        catch (LinuxException e) when (e.Errno == Errno.ENOSPC)
        {
            throw new IOException($"{path} can't be watched: all {_folders.Count} watches of this user are taken; raise fs.inotify.max_user_watches (sysctl), or ignore folders that don't matter", e);
        }
    }
}
