using Microsoft.Win32.SafeHandles;

namespace Berth.Linux;

/// <summary>A counter that one thread or process raises and another waits for (eventfd(2)), non-blocking.</summary>
public sealed unsafe class EventFd : IDisposable
{
    /// <summary>Makes one, at zero.</summary>
    public EventFd() => Handle = new SafeFileHandle(Libc.Check(Libc.Call(SyscallNumbers.Eventfd2, 0, OpenFlagsKernel.CloseOnExec | 0x800), "eventfd"), true);

    /// <summary>Readable while the counter isn't zero.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>Raises the counter.</summary>
    public void Signal()
    {
        ulong one = 1;
        Libc.Call(SyscallNumbers.Write, Handle, (nint)(&one), sizeof(ulong));
    }

    /// <summary>Sets the counter to zero and returns what it was.</summary>
    public ulong Drain()
    {
        ulong count = 0;
        Libc.Call(SyscallNumbers.Read, Handle, (nint)(&count), sizeof(ulong));
        return count;
    }

    /// <inheritdoc/>
    public void Dispose() => Handle.Dispose();
}
