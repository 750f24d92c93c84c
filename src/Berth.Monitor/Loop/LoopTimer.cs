using Berth.Linux;

namespace Berth.Monitor;

/// <summary>Calls once after a time (timerfd_create(2), the monotonic clock).</summary>
internal sealed class LoopTimer : IReady, IDisposable
{
    private readonly EventLoop _loop;
    private readonly Action _due;
    private readonly TimerFd _timer = new();
    private readonly Watch _watch;
    private long _due64;   // Environment.TickCount64

    public LoopTimer(EventLoop loop, Action due)
    {
        _loop = loop;
        _due = due;
        _watch = loop.Add(_timer.Handle, EpollEvents.In, this);
    }

    /// <summary>Whether a call is to come.</summary>
    public bool IsSet { get; private set; }

    /// <summary>Calls after so long; what was set before is forgotten.</summary>
    public void Set(TimeSpan delay)
    {
        IsSet = true;
        _due64 = Environment.TickCount64 + (long)delay.TotalMilliseconds;
        _timer.Set(delay);
    }

    /// <summary>Calls after so long at most: an earlier call that was set stays.</summary>
    public void SetAtMost(TimeSpan delay)
    {
        if (!IsSet || Environment.TickCount64 + (long)delay.TotalMilliseconds < _due64)
        {
            Set(delay);
        }
    }

    /// <summary>Does not call.</summary>
    public void Clear()
    {
        IsSet = false;
        _timer.Stop();
    }

    public void Ready(EpollEvents events)
    {
        if (_timer.Drain() > 0 && IsSet)
        {
            IsSet = false;
            _due();
        }
    }

    public void Dispose()
    {
        _loop.Remove(_watch);
        _timer.Dispose();
    }
}
