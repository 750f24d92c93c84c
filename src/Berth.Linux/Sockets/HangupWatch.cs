using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Berth.Linux;

/// <summary>
/// Learns from the kernel when the other side of a socket has gone, whatever is being read or written meanwhile: one thread
/// with one edge-triggered epoll. On a unix socket the hang-up means that the other side closed both directions or died; a
/// half-close doesn't raise it. On TCP a closed and a half-closed peer look alike.
/// </summary>
public sealed class HangupWatch : IDisposable
{
    private const ulong StopId = 0;

    private readonly ConcurrentDictionary<ulong, Registration> _registrations = new();
    private readonly Epoll _epoll = new();
    private readonly EventFd _stop = new();
    private readonly Thread _thread;
    private ulong _lastId = StopId;
    private int _disposed;

    /// <summary>Starts the thread.</summary>
    public HangupWatch()
    {
        _epoll.Add(_stop.Handle, EpollEvents.In, StopId);
        _thread = new Thread(Loop, 128 * 1024) { IsBackground = true, Name = "hangup" };
        _thread.Start();
    }

    /// <summary>Begins to watch a socket.</summary>
    /// <param name="socket">The socket; it stays open until the registration is disposed.</param>
    /// <param name="halfCloseCounts">Whether a peer that will send nothing more has gone, as must be assumed on TCP.</param>
    /// <param name="gone">Called at most once, at once if the peer has gone already, on the watch's thread: it must be quick and must not throw.</param>
    /// <returns>Ends the watch when disposed; <paramref name="gone"/> may be running then.</returns>
    /// <exception cref="LinuxException">The kernel has no room for one more (epoll_ctl: ENOSPC, ENOMEM).</exception>
    public IDisposable Watch(SafeHandle socket, bool halfCloseCounts, Action gone)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        var registration = new Registration(this, Interlocked.Increment(ref _lastId), socket, gone);
        _registrations[registration.Id] = registration;
        try
        {
            _epoll.Add(socket, EpollEvents.EdgeTriggered | (halfCloseCounts ? EpollEvents.ReadHangUp : EpollEvents.None), registration.Id);
        }
        catch
        {
            _registrations.TryRemove(registration.Id, out _);
            throw;
        }

        return registration;
    }

    /// <summary>Ends the thread; nothing is called any more.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _stop.Signal();
            _thread.Join();
            _epoll.Dispose();
            _stop.Dispose();
        }
    }

    private void Loop()
    {
        while (true)
        {
            var count = _epoll.Wait();
            for (var i = 0; i < count; i++)
            {
                var id = _epoll[i].Data;
                if (id == StopId)
                {
                    return;
                }

                // An event of a registration that ended in between finds nothing.
                if (_registrations.TryRemove(id, out var registration))
                {
                    registration.Gone();
                }
            }
        }
    }

    private void Remove(Registration registration)
    {
        _registrations.TryRemove(registration.Id, out _);
        if (_disposed != 0)
        {
            return;
        }

        try
        {
            _epoll.Remove(registration.Socket);
        }
        catch (Exception e) when (e is LinuxException or ObjectDisposedException)
        {
            // Closed already, which ends the watch as well.
        }
    }

    private sealed class Registration(HangupWatch owner, ulong id, SafeHandle socket, Action gone) : IDisposable
    {
        private int _disposed;

        public ulong Id => id;

        public SafeHandle Socket => socket;

        public void Gone() => gone();

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
            {
                owner.Remove(this);
            }
        }
    }
}
