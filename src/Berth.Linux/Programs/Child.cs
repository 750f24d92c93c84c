using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Berth.Linux;

/// <summary>What runs between clone(2) and execve(2), in the child, in the parent's memory and in the parent's thread's name.</summary>
/// <remarks>
/// Why this is safe in a garbage-collected process with several threads:
/// CLONE_VM|CLONE_VFORK lends the child the parent's memory while the calling thread sleeps, so the child is in effect that thread, in other namespaces, on a stack of its own.
/// It only walks an array: no allocation, no exception, no lock, no static, no lazy binding (its calls are linked at build time, or, when compiled just in time, were made once before:
/// the rehearsal). All signals are blocked, so no handler of the runtime runs in it. A collection that starts meanwhile waits for the thread, which goes on into managed code or blocks at
/// its next transition, as any thread does. So no step may wait for another thread of this process: that thread may wait for the collection, and the collection for the child. Nor can the
/// child let a collection run meanwhile: its stack is not the thread's, and the collector would not find what the thread holds.
/// </remarks>
internal static unsafe partial class Child
{
    private const int SetDefault = 0, SetMask = 2, LastSignal = 64, DropBounding = 24, Ambient = 47, AmbientRaise = 2, AvailableCapabilities = 63;

    public static delegate* unmanaged<void*, int> Entry => &Main;

    [UnmanagedCallersOnly]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]   // compiled once and for all: nothing may replace it while it runs
    private static int Main(void* argument)
    {
        Job* job = (Job*)argument;
        int denied = 0;
        long* values = stackalloc long[6];
        for (int i = 0; i < job->Count; i++)
        {
            Op* op = job->Ops + i;
            job->At = i;
            if (!Gather(job, op, values))
            {
                continue;
            }
            nint result = op->Number >= 0
                ? Syscall(op->Number, (nint)values[0], (nint)values[1], (nint)values[2], (nint)values[3], (nint)values[4], (nint)values[5])
                : Loop(job, op->Number, values);
            int error = result == -1 ? Marshal.GetLastSystemError() : 0;
            if (op->Result >= 0)
            {
                job->Registers[op->Result] = result;
            }
            if (error != 0 && !GoesOn(op, ref error, ref denied))
            {
                job->Errno = error;
                job->FailedAt = i;
                break;
            }
        }
        job->Finished = job->FailedAt < 0 ? 1 : 0;
        if (job->Rehearsal == 0)
        {
            Syscall(job->Exit, job->FailedAt < 0 ? 0 : 127, 0, 0, 0, 0, 0);
        }
        return 0;
    }

    // The arguments with the registers' values; false where one of these has none.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Gather(Job* job, Op* op, long* values)
    {
        for (int i = 0; i < 6; i++)
        {
            long value = op->Arguments[i];
            if ((op->RegisterMask >> i & 1) != 0)
            {
                value = job->Registers[value];
                if (value < 0)
                {
                    return false;
                }
            }
            values[i] = value;
        }
        return true;
    }

    // Whether the program goes on after an error; else, which error to report.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool GoesOn(Op* op, ref int error, ref int denied)
    {
        if (IsIgnored(op, error))
        {
            return true;
        }
        // Along PATH, "may not be run" tells more than "isn't here".
        bool missing = error is Errno.ENOENT or Errno.ENOTDIR or Errno.EACCES;
        denied = error == Errno.EACCES ? error : denied;
        error = missing && denied != 0 ? denied : error;
        return op->OrNext && missing;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsIgnored(Op* op, int error)
    {
        for (int i = 0; i < Op.MaxIgnored; i++)
        {
            if (op->Ignored[i] == error)
            {
                return true;
            }
        }
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nint Loop(Job* job, int loop, long* values)
    {
        switch (loop)
        {
            case StepLoops.ResetSignals:
                long* none = stackalloc long[4];   // struct sigaction: SIG_DFL, no flags, no restorer, empty mask
                none[0] = none[1] = none[2] = none[3] = SetDefault;
                for (int signal = 1; signal <= LastSignal; signal++)
                {
                    Syscall(job->Sigaction, signal, (nint)none, 0, sizeof(long), 0, 0);   // fails for KILL and STOP, which have no other
                }
                return Syscall(job->Sigprocmask, SetMask, (nint)none, 0, sizeof(long), 0, 0);
            case StepLoops.KeepBounding:
                for (int capability = 0; capability <= AvailableCapabilities; capability++)
                {
                    // EINVAL: the kernel's last capability is behind us
                    if ((values[0] >> capability & 1) == 0 && Syscall(job->Prctl, DropBounding, capability, 0, 0, 0, 0) == -1)
                    {
                        return Marshal.GetLastSystemError() == Errno.EINVAL ? 0 : -1;
                    }
                }
                return 0;
            default:
                for (int capability = 0; capability <= AvailableCapabilities; capability++)
                {
                    if ((values[0] >> capability & 1) != 0 && Syscall(job->Prctl, Ambient, AmbientRaise, capability, 0, 0, 0) == -1)
                    {
                        return -1;
                    }
                }
                return 0;
        }
    }

    /// <summary>Whether <see cref="CloneInto"/> is possible on this architecture.</summary>
    public static bool CanCloneInto => !SyscallNumbers.Arm64;

    /// <summary>Starts the child as a member of a cgroup of version 2 (clone3(2), CLONE_INTO_CGROUP). Moving it there afterwards would wait for a grace period of the kernel's
    /// (7 to 20 ms). The C library has no clone3, and <c>syscall(2)</c> returns in the child too, on the child's stack: so the entry's address lies there as the
    /// address to return to, and the first argument of the entry is what is left in that register, the first argument of clone3. x86-64 only: arm64 returns by a register.</summary>
    /// <returns>The child's number, or minus the error number.</returns>
    public static nint CloneInto(CompiledProgram program, int flags, int exitSignal, int cgroup)
    {
        Job* job = program.Job;
        long* top = (long*)program.StackTop;
        top[-1] = 0;             // what the entry would return to: it never does
        top[-2] = (long)Entry;
        const ulong intoCgroup = 0x2_0000_0000;
        job->Clone = new CloneArguments
        {
            Flags = (uint)flags | intoCgroup,
            PidFd = (ulong)(&job->PidFd),
            ExitSignal = (ulong)exitSignal,
            Stack = (ulong)program.Stack,
            StackSize = CompiledProgram.StackSize - (2 * sizeof(long)),
            Cgroup = (ulong)cgroup,
        };
        return Libc.CallOnce(SyscallNumbers.Clone3, (nint)job, sizeof(CloneArguments));
    }

    /// <summary>clone(2) as glibc has it: the child begins at <paramref name="entry"/> on its own stack; <paramref name="pidFd"/> is where CLONE_PIDFD writes.</summary>
    [LibraryImport("libc", EntryPoint = "clone", SetLastError = true)]
    internal static partial int Clone(delegate* unmanaged<void*, int> entry, void* stack, int flags, void* argument, int* pidFd, void* tls, int* childId);

    [LibraryImport("libc", EntryPoint = "syscall"), SuppressGCTransition]
    private static partial nint Syscall(nint number, nint a, nint b, nint c, nint d, nint e, nint f);
}
