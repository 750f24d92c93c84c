using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Berth.Linux;

/// <summary>Processes by descriptor (pidfd_open(2)): it stands for one process, never for a later one with the same number, and is readable once the process has ended.</summary>
public static unsafe class Pidfd
{
    /// <summary>Opens a process by its number; null where there is none.</summary>
    public static SafeFileHandle? Open(int pid)
    {
        nint result = Libc.Call(SyscallNumbers.PidfdOpen, pid);
        return result is -Errno.ESRCH or -Errno.EINVAL ? null : new SafeFileHandle(Libc.Check(result, "pidfd_open", $"{pid}"), true);
    }

    /// <summary>Sends a signal; false where the process has ended (and was waited for). Doesn't allocate.</summary>
    public static bool Signal(SafeHandle process, int signal)
    {
        nint result = Libc.Call(SyscallNumbers.PidfdSendSignal, process, signal);
        if (result == -Errno.ESRCH)
        {
            return false;
        }
        Libc.Check(result, "pidfd_send_signal");
        return true;
    }

    /// <summary>Takes the end of a child if it has ended: it is gone afterwards. False: it runs. Doesn't allocate. ECHILD: not a child of this process, or taken already.</summary>
    public static bool TryWait(SafeHandle child, out ExitStatus status) => Wait(child, 1 /* WNOHANG */, out status);

    /// <summary>Waits for the end of a child.</summary>
    public static ExitStatus Wait(SafeHandle child)
    {
        Wait(child, 0, out ExitStatus status);
        return status;
    }

    /// <summary>A copy of another process's descriptor (pidfd_getfd(2); needs the right to trace it).</summary>
    public static SafeFileHandle GetDescriptor(SafeHandle process, int descriptor) =>
        new(Libc.Check(Libc.Call(SyscallNumbers.PidfdGetfd, process, descriptor, 0), "pidfd_getfd"), true);

    private static bool Wait(SafeHandle child, int options, out ExitStatus status)
    {
        int* info = stackalloc int[32];   // siginfo_t: signal at 0, code at 8, status at 24
        new Span<int>(info, 32).Clear();
        const int byDescriptor = 3, exited = 4;
        Libc.Check(Libc.Call(SyscallNumbers.Waitid, byDescriptor, (int)child.DangerousGetHandle(), (nint)info, exited | options), "waitid");
        GC.KeepAlive(child);
        bool ended = info[0] != 0;   // si_signo is SIGCHLD
        status = !ended ? default : info[2] == 1 /* CLD_EXITED */ ? new ExitStatus(info[6], 0, false) : new ExitStatus(0, info[6], info[2] == 3 /* CLD_DUMPED */);
        return ended;
    }
}
