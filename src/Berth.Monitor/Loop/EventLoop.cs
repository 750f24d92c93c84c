using System.Runtime.InteropServices;
using Berth.Linux;

namespace Berth.Monitor;

/// <summary>
/// The monitor's one thread: waits for descriptors (epoll(7), level-triggered) and calls those who watch them. Waiting and calling allocate nothing.
/// A handler that fails loses its watch, so that one broken descriptor can't keep the loop from the others.
/// </summary>
internal sealed class EventLoop(MonitorLog log) : IDisposable
{
    private readonly Epoll _poll = new();
    private Watch?[] _watches = new Watch?[32];
    private int _generation;
    private bool _stopped;

    /// <summary>Watches a descriptor until <see cref="Remove"/>, which must come before it is closed.</summary>
    public Watch Add(SafeHandle file, EpollEvents events, IReady target)
    {
        int slot = Array.IndexOf(_watches, null);
        if (slot < 0)
        {
            slot = _watches.Length;
            Array.Resize(ref _watches, slot * 2);
        }
        var watch = new Watch(file, target, slot, ++_generation);
        _poll.Add(file, events, Data(watch));
        _watches[slot] = watch;
        return watch;
    }

    /// <summary>Changes what is waited for; EPOLLHUP and EPOLLERR are told in any case.</summary>
    public void Change(Watch watch, EpollEvents events) => _poll.Modify(watch.File, events, Data(watch));

    /// <summary>Ends a watch; null and one that has ended are passed over.</summary>
    public void Remove(Watch? watch)
    {
        if (watch is not null && _watches[watch.Slot] == watch)
        {
            _watches[watch.Slot] = null;
            _poll.Remove(watch.File);
        }
    }

    /// <summary>Runs until <see cref="Stop"/>.</summary>
    public void Run()
    {
        while (!_stopped)
        {
            int count = _poll.Wait();
            for (int i = 0; i < count && !_stopped; i++)
            {
                EpollEvent ready = _poll[i];
                Watch? watch = _watches[(int)(ready.Data & 0xFFFFFFFF)];
                if (watch is not null && watch.Generation == (int)(ready.Data >> 32))
                {
                    Call(watch, ready.Events);
                }
            }
        }
    }

    /// <summary>Ends <see cref="Run"/> after the handler that is being called.</summary>
    public void Stop() => _stopped = true;

    public void Dispose() => _poll.Dispose();

    private void Call(Watch watch, EpollEvents events)
    {
        try
        {
            watch.Target.Ready(events);
        }
        catch (LinuxException e)
        {
            log.Write(e.Message);
            Remove(watch);
        }
    }

    private static ulong Data(Watch watch) => ((ulong)(uint)watch.Generation << 32) | (uint)watch.Slot;
}
