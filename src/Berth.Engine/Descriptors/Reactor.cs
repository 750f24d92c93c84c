using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Berth.Linux;

namespace Berth.Engine;

/// <summary>
/// Waits for pipes, terminals and other descriptors that the library's sockets can't wait for: one thread for all of them, begun with the first.
/// </summary>
internal sealed class Reactor : IDisposable
{
    private const int StackBytes = 128 * 1024;
    private const ulong WakeUp = 0;

    private readonly ConcurrentDictionary<ulong, IReactive> _members = new();
    private readonly Lock _lock = new();
    private Epoll? _epoll;
    private EventFd? _wake;
    private Thread? _thread;
    private ulong _last;
    private volatile bool _ended;

    /// <summary>Begins to tell a member when its descriptor becomes ready (edge-triggered: once each time that it does).</summary>
    /// <returns>The number to give back to <see cref="Remove"/>.</returns>
    public ulong Add(SafeHandle file, EpollEvents events, IReactive member)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            Begin();
            ulong number = ++_last;
            _members[number] = member;
            try
            {
                _epoll!.Add(file, events | EpollEvents.EdgeTriggered, number);
            }
            catch (LinuxException)
            {
                _members.TryRemove(number, out _);
                throw;
            }

            return number;
        }
    }

    /// <summary>Ends it, before the descriptor is closed.</summary>
    public void Remove(SafeHandle file, ulong number)
    {
        if (_members.TryRemove(number, out _) && !_ended)
        {
            _epoll!.Remove(file);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_ended)
            {
                return;
            }

            _ended = true;
            _wake?.Signal();
        }

        _thread?.Join();
        _epoll?.Dispose();
        _wake?.Dispose();
    }

    private void Begin()
    {
        if (_thread is not null)
        {
            return;
        }

        _epoll = new Epoll();
        _wake = new EventFd();
        _epoll.Add(_wake.Handle, EpollEvents.In, WakeUp);
        _thread = new Thread(Run, StackBytes) { IsBackground = true, Name = "descriptors" };
        _thread.Start();
    }

    private void Run()
    {
        while (!_ended)
        {
            int count = _epoll!.Wait();
            for (int i = 0; i < count; i++)
            {
                var ready = _epoll[i];
                if (ready.Data != WakeUp && _members.TryGetValue(ready.Data, out var member))
                {
                    member.Ready(ready.Events);
                }
            }
        }
    }
}
