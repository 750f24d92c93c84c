using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Berth.Linux;

/// <summary>What a child does between its birth and the program that it becomes: system calls, in order, as data. Nothing happens until <see cref="Start"/> or <see cref="Run"/>;
/// <see cref="ToString"/> prints it. The methods of the other parts of this class each add a step. An error names the step: <c>mount /proc: operation not permitted (EPERM)</c>.
/// A program can be started again and again. Not for use by several threads at once.</summary>
public sealed unsafe partial class SyscallProgram
{
    private static readonly Lock s_births = new();
    private const int CloneMemory = 0x100, CloneVfork = 0x4000, ClonePidFd = 0x1000, CloneFiles = 0x400, EndSignal = Signals.Chld;

    private readonly List<Step> _steps = [];
    private readonly List<string> _registerNames = [];
    private readonly List<int> _registerValues = [];
    private readonly List<SafeHandle> _keptAlive = [];

    /// <summary>How many steps there are.</summary>
    public int Count => _steps.Count;

    /// <summary>A register that this process fills, by <see cref="SetRegister"/>, before it starts the program.</summary>
    public Register NewRegister(string name)
    {
        _registerNames.Add(name);
        _registerValues.Add(-1);
        return new Register(_registerNames.Count - 1);
    }

    /// <summary>Sets what a register holds when the program begins: a descriptor of this process; -1: no value.</summary>
    public void SetRegister(Register register, int descriptor) => _registerValues[register.Index] = descriptor;

    /// <summary>The errors (at most four) that count as success of the step added last.</summary>
    public SyscallProgram Ignoring(params ReadOnlySpan<int> errors)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(errors.Length, Op.MaxIgnored);
        _steps[^1].Ignored = errors.ToArray();
        return this;
    }

    /// <summary>Starts a child that runs the steps, of which the last is an execve, and returns when it has become that program.</summary>
    /// <param name="namespaces">Namespaces to make for it.</param>
    /// <param name="pidNamespaceOf">A process (its pidfd) in whose pid namespace the child begins; the calling thread goes there and comes back.</param>
    /// <param name="cgroup">A cgroup of version 2 (its open folder) in which the child begins.</param>
    /// <exception cref="LinuxException">A step failed (its name and error number); the child is gone.</exception>
    public StartedProcess Start(Namespaces namespaces = Namespaces.None, SafeHandle? pidNamespaceOf = null, SafeHandle? cgroup = null)
    {
        if (!_steps.Exists(s => s.Number == StepLoops.ResetSignals))
        {
            throw new InvalidOperationException("a program that starts another must reset the signals");   // else it would begin with all of them blocked
        }
        if (cgroup is not null && Child.CanCloneInto)
        {
            try
            {
                return StartSteps(_steps, namespaces, pidNamespaceOf, cgroup);
            }
            catch (LinuxException e) when (e is { Call: "clone", Errno: Errno.ENOSYS })
            {
                // A container's own seccomp profile, where this runs in one, may hide clone3.
            }
        }
        if (cgroup is null)
        {
            return StartSteps(_steps, namespaces, pidNamespaceOf, null);
        }
        using SafeFileHandle members = FileCalls.Open(cgroup, "cgroup.procs", OpenFlags.WriteOnly);
        var join = new Step("join", "cgroup", SyscallNumbers.Write, [(ProgramFile)members, Argument.Bytes([(byte)'0'], "\"0\""), 1L]);
        return StartSteps([join, .. _steps], namespaces, pidNamespaceOf, null);
    }

    /// <summary>Runs the steps in a child to their end and waits for it. The child shares this process's descriptors: what it opens, in whatever namespaces it went to, is
    /// open here afterwards, by the number that <paramref name="result"/> has at the end (null where that has no value).</summary>
    /// <exception cref="LinuxException">A step failed.</exception>
    public SafeFileHandle? Run(Register? result = null, Namespaces namespaces = Namespaces.None)
    {
        using var compiled = new CompiledProgram(_steps, _registerValues);
        using StartedProcess child = Clone(compiled, (int)namespaces | CloneFiles, null, null);
        ExitStatus status = Pidfd.Wait(child.Handle);
        if (compiled.Job->Finished == 0)
        {
            throw Failure(_steps, compiled.Job, status);
        }
        return result is Register register && compiled.Job->Registers[register.Index] is long descriptor and >= 0 ? new SafeFileHandle((nint)descriptor, ownsHandle: true) : null;
    }

    /// <summary>The steps, one a line, as strace(1) would show them.</summary>
    public override string ToString()
    {
        if (!ProgramText.IsKept)
        {
            return $"{_steps.Count} steps";
        }
        var text = new StringBuilder();
        foreach (Step step in _steps)
        {
            text.Append(step.Show(_registerNames)).Append('\n');
        }
        return text.ToString();
    }

    internal SyscallProgram Add(string call, string? subject, int number, params ReadOnlySpan<Argument> arguments)
    {
        _steps.Add(new Step(call, subject, number, arguments.ToArray()));
        return this;
    }

    internal SyscallProgram Add(out Register result, string name, string call, string? subject, int number, params ReadOnlySpan<Argument> arguments)
    {
        Add(call, subject, number, arguments);
        result = NewRegister(name);
        _steps[^1].Result = result.Index;
        return this;
    }

    // The program's descriptors stay open as long as it lives.
    private Argument Keep(ProgramFile file)
    {
        if (file.Owner is SafeHandle owner)
        {
            _keptAlive.Add(owner);
        }
        return file;
    }

    private StartedProcess StartSteps(List<Step> steps, Namespaces namespaces, SafeHandle? pidNamespaceOf, SafeHandle? cgroup)
    {
        using var compiled = new CompiledProgram(steps, _registerValues);
        StartedProcess child = Clone(compiled, (int)namespaces, pidNamespaceOf, cgroup);
        Job* job = compiled.Job;
        if (job->FailedAt < 0 && job->Finished == 0 && (steps[job->At].Number == SyscallNumbers.Execve || steps[job->At].Number == SyscallNumbers.Execveat))
        {
            return child;
        }
        using (child)
        {
            throw Failure(steps, job, Pidfd.Wait(child.Handle));
        }
    }

    private static LinuxException Failure(List<Step> steps, Job* job, ExitStatus status)
    {
        if (job->FailedAt >= 0)
        {
            return new LinuxException(steps[job->FailedAt].Call, steps[job->FailedAt].Subject, job->Errno);
        }
        Step step = steps[job->At];
        return status.Signal != 0
            ? new LinuxException($"{step.Call} {step.Subject}".TrimEnd(), $"(killed by SIG{Signals.Name(status.Signal)} there)", Errno.EINTR)
            : new LinuxException("execve", "(the program has no such step)", Errno.ENOEXEC);
    }

    private static StartedProcess Clone(CompiledProgram compiled, int flags, SafeHandle? pidNamespaceOf, SafeHandle? cgroup)
    {
        if (RuntimeFeature.IsDynamicCodeSupported)
        {
            Rehearse();
        }
        if (pidNamespaceOf is null)
        {
            return Clone(compiled, flags, cgroup);
        }
        using SafeFileHandle here = Pidfd.Open(Environment.ProcessId) ?? throw new LinuxException("pidfd_open", "of this process", Errno.ESRCH);
        CurrentProcess.EnterNamespaces(pidNamespaceOf, Namespaces.Pid);
        try
        {
            return Clone(compiled, flags, cgroup);
        }
        catch (LinuxException e) when (e.Errno == Errno.ENOMEM)   // the kernel's word for a namespace whose first process has ended
        {
            throw new LinuxException("clone", "into a pid namespace that has ended", Errno.ESRCH);
        }
        finally
        {
            CurrentProcess.EnterNamespaces(here, Namespaces.Pid);
        }
    }

    private static StartedProcess Clone(CompiledProgram compiled, int flags, SafeHandle? cgroup)
    {
        // One child at a time. Ahead of time, four threads at once have started 24,000 beside 19,000 collections without a fault; compiled just in time (tests), the process has crashed.
        lock (s_births)
        {
            return CloneAlone(compiled, flags, cgroup);
        }
    }

    private static StartedProcess CloneAlone(CompiledProgram compiled, int flags, SafeHandle? cgroup)
    {
        // No signal may reach the child before its dispositions are its own: a handler of the runtime would run in memory that isn't its process's.
        ulong all = ulong.MaxValue, before;
        int allFlags = CloneMemory | CloneVfork | ClonePidFd | flags;
        Libc.Check(Libc.Call(SyscallNumbers.RtSigprocmask, 2 /* SIG_SETMASK */, (nint)(&all), (nint)(&before), sizeof(ulong)), "sigprocmask");
        nint pid = cgroup is null
            ? Child.Clone(Child.Entry, compiled.StackTop, allFlags | EndSignal, compiled.Job, &compiled.Job->PidFd, null, null)
            : Child.CloneInto(compiled, allFlags, EndSignal, (int)cgroup.DangerousGetHandle());
        pid = pid == -1 && cgroup is null ? -Marshal.GetLastPInvokeError() : pid;
        Libc.Call(SyscallNumbers.RtSigprocmask, 2, (nint)(&before), 0, sizeof(ulong));
        GC.KeepAlive(cgroup);
        Libc.Check(pid, "clone", ((Namespaces)(flags & ~CloneFiles)).Show() is var kinds and not "0" ? kinds : null);
        return new StartedProcess((int)pid, new SafeFileHandle(compiled.Job->PidFd, ownsHandle: true));
    }

    // Compiled just in time (tests), the child's code and calls must be ready before it is born. Ahead of time they are.
    private static void Rehearse()
    {
        Step[] steps =
        [
            new Step("", null, SyscallNumbers.Close, [-1L]) { OrNext = true, Ignored = [Errno.EBADF] },
            new Step("", null, StepLoops.RaiseAmbient, [0L]),
            new Step("", null, StepLoops.KeepBounding, [-1L]),
        ];
        using var compiled = new CompiledProgram(steps, []);
        compiled.Job->Rehearsal = 1;
        Child.Entry(compiled.Job);
    }
}
