using Microsoft.Win32.SafeHandles;

namespace Berth.Linux;

/// <summary>Signals to wait for with other descriptors (signalfd(2)), non-blocking. It only sees signals that <b>every</b> thread blocks. The runtime has threads before
/// <c>Main</c>, so the process must have been started with them blocked (<see cref="LaunchRequest.BlockedSignals"/>).</summary>
public sealed unsafe class SignalFd : IDisposable
{
    /// <summary>Makes one for these signals and blocks them in the calling thread too.</summary>
    public SignalFd(params ReadOnlySpan<int> signals)
    {
        ulong set = SignalSet.Of(signals);
        Libc.Check(Libc.Call(SyscallNumbers.RtSigprocmask, 0 /* SIG_BLOCK */, (nint)(&set), 0, sizeof(ulong)), "sigprocmask");
        Handle = new SafeFileHandle(Libc.Check(Libc.Call(SyscallNumbers.Signalfd4, -1, (nint)(&set), sizeof(ulong), OpenFlagsKernel.CloseOnExec | 0x800), "signalfd"), true);
    }

    /// <summary>Readable while a signal is waiting.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>Takes a waiting signal: its number and the process that sent it; number 0 where there is none.</summary>
    public (int Signal, int Sender) Take()
    {
        uint* info = stackalloc uint[32];   // struct signalfd_siginfo, 128 bytes
        return Libc.Call(SyscallNumbers.Read, Handle, (nint)info, 128) == 128 ? ((int)info[0], (int)info[3]) : (0, 0);
    }

    /// <summary>As <see cref="Take()"/>, and whether the kernel made the signal itself (SI_KERNEL), as a terminal's keys do.</summary>
    public int Take(out bool fromKernel)
    {
        uint* info = stackalloc uint[32];
        bool any = Libc.Call(SyscallNumbers.Read, Handle, (nint)info, 128) == 128;
        fromKernel = any && info[2] == 0x80;
        return any ? (int)info[0] : 0;
    }

    /// <inheritdoc/>
    public void Dispose() => Handle.Dispose();
}

/// <summary>Sets of signals as the kernel has them: bit N-1 is signal N.</summary>
internal static class SignalSet
{
    public static ulong Of(ReadOnlySpan<int> signals)
    {
        ulong set = 0;
        foreach (int signal in signals)
        {
            set |= 1UL << (signal - 1);
        }
        return set;
    }
}
