using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Berth.Linux;

namespace Berth.Daemon;

/// <summary>
/// Tells the server when clients have gone. A half-closed unix connection is one whose client still listens; on TCP that can't be told from one
/// that is gone.
/// </summary>
internal sealed class HangupWatcher : IDisposable
{
    private const ulong WakeUp = 0;

    private readonly ConcurrentDictionary<ulong, Action> _watched = new();
    private readonly Epoll _epoll = new();
    private readonly EventFd _wake = new();
    private readonly Thread _thread;
    private ulong _last;
    private volatile bool _ended;

    /// <summary>Begins.</summary>
    public HangupWatcher()
    {
        _epoll.Add(_wake.Handle, EpollEvents.In, WakeUp);
        _thread = new Thread(Run, 128 * 1024) { IsBackground = true, Name = "hang-ups" };
        _thread.Start();
    }

    /// <summary>Watches a connection until the result is disposed.</summary>
    public IDisposable Watch(SafeHandle socket, bool halfClosed, Action gone)
    {
        ulong number = Interlocked.Increment(ref _last);
        _watched[number] = gone;
        _epoll.Add(socket, (halfClosed ? EpollEvents.ReadHangUp : EpollEvents.None) | EpollEvents.OneShot, number);
        return new Watching(this, socket, number);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ended = true;
        _wake.Signal();
        _thread.Join();
        _epoll.Dispose();
        _wake.Dispose();
    }

    private void Run()
    {
        while (!_ended)
        {
            int count = _epoll.Wait();
            for (int i = 0; i < count; i++)
            {
                if (_epoll[i].Data != WakeUp && _watched.TryRemove(_epoll[i].Data, out var gone))
                {
                    gone();
                }
            }
        }
    }

    private sealed class Watching(HangupWatcher watcher, SafeHandle socket, ulong number) : IDisposable
    {
        private int _disposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _disposed, 1) != 0)
            {
                return;
            }

            watcher._watched.TryRemove(number, out _);
            try
            {
                if (!watcher._ended && !socket.IsClosed)
                {
                    watcher._epoll.Remove(socket);
                }
            }
            catch (LinuxException)
            {
                // Its connection is closed already.
            }
        }
    }
}
