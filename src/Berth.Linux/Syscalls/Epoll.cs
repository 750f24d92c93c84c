using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Berth.Linux;

/// <summary>Waits for many descriptors at once (epoll(7)). After its construction nothing here allocates.</summary>
public sealed unsafe class Epoll : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly byte[] _events;   // pinned: the kernel writes here
    private readonly int _stride = SyscallNumbers.Arm64 ? 16 : 12;   // struct epoll_event is packed on x86-64 only

    /// <param name="capacity">The most events that one <see cref="Wait"/> returns.</param>
    public Epoll(int capacity = 64)
    {
        _handle = new SafeFileHandle(Libc.Check(Libc.Call(SyscallNumbers.EpollCreate1, OpenFlagsKernel.CloseOnExec), "epoll_create1"), true);
        _events = GC.AllocateArray<byte>(capacity * _stride, pinned: true);
    }

    /// <summary>The descriptor, which is itself readable when a descriptor in it is ready.</summary>
    public SafeFileHandle Handle => _handle;

    /// <summary>Begins to watch a descriptor; <paramref name="data"/> comes back with its events.</summary>
    public void Add(int file, EpollEvents events, ulong data) => Control(1, file, events, data);

    /// <inheritdoc cref="Add(int, EpollEvents, ulong)"/>
    public void Add(SafeHandle file, EpollEvents events, ulong data) => Control(1, (int)file.DangerousGetHandle(), events, data);

    /// <summary>Watches a descriptor for something else.</summary>
    public void Modify(int file, EpollEvents events, ulong data) => Control(3, file, events, data);

    /// <inheritdoc cref="Modify(int, EpollEvents, ulong)"/>
    public void Modify(SafeHandle file, EpollEvents events, ulong data) => Control(3, (int)file.DangerousGetHandle(), events, data);

    /// <summary>Ends watching a descriptor. Closing it does so too, but only when no other descriptor of the same open file is left.</summary>
    public void Remove(int file) => Control(2, file, 0, 0);

    /// <inheritdoc cref="Remove(int)"/>
    public void Remove(SafeHandle file) => Control(2, (int)file.DangerousGetHandle(), 0, 0);

    /// <summary>Waits until something is ready, a signal comes or the time is over, and returns how many events there are (0 for the latter two).</summary>
    /// <param name="timeoutMilliseconds">-1: for ever.</param>
    public int Wait(int timeoutMilliseconds = -1)
    {
        fixed (byte* events = _events)
        {
            nint count = Libc.CallOnce(SyscallNumbers.EpollPwait, (int)_handle.DangerousGetHandle(), (nint)events, _events.Length / _stride, timeoutMilliseconds);
            return count == -Errno.EINTR ? 0 : (int)Libc.Check(count, "epoll_wait");
        }
    }

    /// <summary>An event of the last <see cref="Wait"/>.</summary>
    public EpollEvent this[int index]
    {
        get
        {
            ReadOnlySpan<byte> record = _events.AsSpan(index * _stride, _stride);
            return new EpollEvent(MemoryMarshal.Read<ulong>(record[(_stride - 8)..]), (EpollEvents)MemoryMarshal.Read<uint>(record));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private void Control(int act, int file, EpollEvents events, ulong data)
    {
        byte* record = stackalloc byte[16];
        *(uint*)record = (uint)events;
        *(ulong*)(record + _stride - 8) = data;
        Libc.Check(Libc.Call(SyscallNumbers.EpollCtl, (int)_handle.DangerousGetHandle(), act, file, (nint)record), "epoll_ctl");
    }
}
