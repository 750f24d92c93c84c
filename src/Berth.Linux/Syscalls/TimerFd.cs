using Microsoft.Win32.SafeHandles;

namespace Berth.Linux;

/// <summary>A timer to wait for with other descriptors (timerfd_create(2)), on the monotonic clock; it doesn't run while the machine sleeps.</summary>
public sealed unsafe class TimerFd : IDisposable
{
    /// <summary>Makes one that is off.</summary>
    public TimerFd() => Handle = new SafeFileHandle(Libc.Check(Libc.Call(SyscallNumbers.TimerfdCreate, 1 /* CLOCK_MONOTONIC */, OpenFlagsKernel.CloseOnExec | 0x800), "timerfd_create"), true);

    /// <summary>Readable when the time has come.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>Sets it to go off after a time (at least a nanosecond), and again after each <paramref name="period"/> if that isn't zero.</summary>
    public void Set(TimeSpan after, TimeSpan period = default) => Set(Math.Max(after.Ticks * 100, 1), period.Ticks * 100);

    /// <summary>Switches it off.</summary>
    public void Stop() => Set(0, 0);

    /// <summary>Takes note that it has gone off; how often since the last call.</summary>
    public ulong Drain()
    {
        ulong count = 0;
        Libc.Call(SyscallNumbers.Read, Handle, (nint)(&count), sizeof(ulong));
        return count;
    }

    /// <inheritdoc/>
    public void Dispose() => Handle.Dispose();

    private void Set(long after, long period)
    {
        long* times = stackalloc long[] { period / 1_000_000_000, period % 1_000_000_000, after / 1_000_000_000, after % 1_000_000_000 };
        Libc.Check(Libc.Call(SyscallNumbers.TimerfdSettime, Handle, 0, (nint)times, 0), "timerfd_settime");
    }
}
