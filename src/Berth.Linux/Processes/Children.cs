namespace Berth.Linux;

/// <summary>Children without descriptors: for an init process, to which those of others come.</summary>
public static unsafe class Children
{
    /// <summary>Takes the end of any child that has ended; 0: none has (or there is none).</summary>
    public static int TryReapAny(out ExitStatus status)
    {
        int* info = stackalloc int[32];   // siginfo_t: signal at 0, code at 8, pid at 16, status at 24
        new Span<int>(info, 32).Clear();
        const int all = 0, exited = 4, atOnce = 1;
        nint result = Libc.Call(SyscallNumbers.Waitid, all, 0, (nint)info, exited | atOnce);
        status = info[2] == 1 /* CLD_EXITED */ ? new ExitStatus(info[6], 0, false) : new ExitStatus(0, info[6], info[2] == 3 /* CLD_DUMPED */);
        return result == 0 ? info[4] : 0;
    }
}
