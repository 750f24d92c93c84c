using System.Text;

namespace Berth.Linux;

// Steps that set what a process is, and the last one.
public sealed unsafe partial class SyscallProgram
{
    /// <summary>Every signal to its default disposition, then none blocked: ignored signals would survive execve. Needed before an execve.</summary>
    public SyscallProgram ResetSignals() => Add("reset signals", null, StepLoops.ResetSignals);

    /// <summary>As the other, but these stay blocked in the program that is started (which reads them by <see cref="SignalFd"/>).</summary>
    public SyscallProgram ResetSignals(params ReadOnlySpan<int> blocked)
    {
        ResetSignals();
        string shown = !ProgramText.IsKept ? "" : $"[{string.Join(' ', blocked.ToArray().Select(Signals.Name))}]";
        return blocked.IsEmpty
            ? this
            : Add("sigprocmask", null, SyscallNumbers.RtSigprocmask, Argument.Named(0, "SIG_BLOCK"), Argument.Bytes(BitConverter.GetBytes(SignalSet.Of(blocked)), shown), 0L, 8L);
    }

    /// <summary>setsid(2): a session of its own, without a terminal.</summary>
    public SyscallProgram NewSession() => Add("setsid", null, SyscallNumbers.Setsid);

    /// <summary>Makes an open terminal the session's (TIOCSCTTY).</summary>
    public SyscallProgram SetControllingTerminal(ProgramFile terminal) => Add("ioctl", "TIOCSCTTY", SyscallNumbers.Ioctl, Keep(terminal), Argument.Named(0x540E, "TIOCSCTTY"), 0L);

    /// <summary>prlimit64(2). More than the caller's own hard limit needs CAP_SYS_RESOURCE. Steps after this one are under the limit: of open files, too.</summary>
    public SyscallProgram SetLimit(ResourceLimit limit, ulong soft, ulong hard)
    {
        var values = new byte[16];
        BitConverter.TryWriteBytes(values, soft);
        BitConverter.TryWriteBytes(values.AsSpan(8), hard);
        return Add("prlimit", ResourceLimitNames.NameOf(limit), SyscallNumbers.Prlimit64, 0L, Argument.Named((int)limit, ResourceLimitNames.NameOf(limit)),
            Argument.Bytes(values, !ProgramText.IsKept ? "" : $"{{{Show(soft)}, {Show(hard)}}}"), 0L);

        static string Show(ulong value) => value == ulong.MaxValue ? "RLIM_INFINITY" : $"{value}";
    }

    /// <summary>How readily the kernel kills it when memory runs out (-1000 to 1000). Less than the caller's needs CAP_SYS_RESOURCE. To be done while <c>/proc</c> is the machine's.</summary>
    public SyscallProgram SetOomScore(int score) => WriteFile("/proc/self/oom_score_adj", $"{score}");

    /// <summary>The signal that the process gets when the thread that started it ends. Cleared by a change of user: set it last.</summary>
    public SyscallProgram SetParentDeathSignal(int signal) => Prctl("PR_SET_PDEATHSIG", 1, Argument.Named(signal, !ProgramText.IsKept ? "" : $"SIG{Signals.Name(signal)}"));

    /// <summary>No program that it executes gains privileges (PR_SET_NO_NEW_PRIVS).</summary>
    public SyscallProgram SetNoNewPrivileges() => Prctl("PR_SET_NO_NEW_PRIVS", 38, 1L);

    /// <summary>Whether capabilities stay when the user changes from root to another (PR_SET_KEEPCAPS).</summary>
    public SyscallProgram KeepCapabilities(bool on) => Prctl("PR_SET_KEEPCAPS", 8, on ? 1L : 0L);

    /// <summary>What makes root special (PR_SET_SECUREBITS, capabilities(7)).</summary>
    public SyscallProgram SetSecureBits(int bits) => Prctl("PR_SET_SECUREBITS", 28, (long)bits);

    /// <summary>Takes all but these out of the bounding set: no program can get them back.</summary>
    public SyscallProgram KeepBoundingSet(CapabilitySet kept) => Add("prctl", "PR_CAPBSET_DROP", StepLoops.KeepBounding, Argument.Named((long)kept.Bits, !ProgramText.IsKept ? "" : kept.ToString()));

    /// <summary>Sets the capabilities that the process has (capset(2)).</summary>
    public SyscallProgram SetCapabilities(CapabilitySet effective, CapabilitySet permitted, CapabilitySet inheritable)
    {
        var header = new byte[8];
        BitConverter.TryWriteBytes(header, 0x20080522);   // _LINUX_CAPABILITY_VERSION_3
        var data = new byte[24];
        for (int half = 0; half < 2; half++)
        {
            Span<byte> part = data.AsSpan(half * 12);
            BitConverter.TryWriteBytes(part, (uint)(effective.Bits >> (32 * half)));
            BitConverter.TryWriteBytes(part[4..], (uint)(permitted.Bits >> (32 * half)));
            BitConverter.TryWriteBytes(part[8..], (uint)(inheritable.Bits >> (32 * half)));
        }
        string shown = !ProgramText.IsKept ? "" : $"{{effective={effective}, permitted={permitted}, inheritable={inheritable}}}";
        return Add("capset", null, SyscallNumbers.Capset, Argument.Bytes(header, "{_LINUX_CAPABILITY_VERSION_3, 0}"), Argument.Bytes(data, shown));
    }

    /// <summary>Empties the ambient set.</summary>
    public SyscallProgram ClearAmbient() => Add("prctl", "PR_CAP_AMBIENT", SyscallNumbers.Prctl, Argument.Named(47, "PR_CAP_AMBIENT"), Argument.Named(4, "PR_CAP_AMBIENT_CLEAR_ALL"), 0L, 0L, 0L);

    /// <summary>Puts these, which must be permitted and inheritable, into the ambient set: an ordinary program run by an ordinary user has them too.</summary>
    public SyscallProgram RaiseAmbient(CapabilitySet raised) => Add("prctl", "PR_CAP_AMBIENT", StepLoops.RaiseAmbient, Argument.Named((long)raised.Bits, !ProgramText.IsKept ? "" : raised.ToString()));

    /// <summary>setgroups(2).</summary>
    public SyscallProgram SetGroups(params ReadOnlySpan<uint> groups)
    {
        var list = new byte[groups.Length * sizeof(uint)];
        System.Runtime.InteropServices.MemoryMarshal.AsBytes(groups).CopyTo(list);
        return Add("setgroups", null, SyscallNumbers.Setgroups, (long)groups.Length, Argument.Bytes(list, !ProgramText.IsKept ? "" : $"[{string.Join(", ", groups.ToArray())}]"));
    }

    /// <summary>setresgid(2), all three.</summary>
    public SyscallProgram SetGroup(uint group) => Add("setgid", $"{group}", SyscallNumbers.Setresgid, (long)group, (long)group, (long)group);

    /// <summary>setresuid(2), all three.</summary>
    public SyscallProgram SetUser(uint user) => Add("setuid", $"{user}", SyscallNumbers.Setresuid, (long)user, (long)user, (long)user);

    /// <summary>Loads a seccomp filter. Needs no-new-privileges or CAP_SYS_ADMIN; the steps after it must pass it.</summary>
    /// <param name="instructions">struct sock_filter, 8 bytes each.</param>
    public SyscallProgram LoadFilter(byte[] instructions)
    {
        // Without that flag kernels before 5.16 switch speculation off for the process, which makes it slower; runc sets it too.
        const int allowSpeculation = 4;
        return Add("seccomp", null, SyscallNumbers.Seccomp, Argument.Named(1, "SECCOMP_SET_MODE_FILTER"), Argument.Named(allowSpeculation, "SECCOMP_FILTER_FLAG_SPEC_ALLOW"), Argument.Filter(instructions));
    }

    /// <summary>sethostname(2).</summary>
    public SyscallProgram SetHostName(string name) => Add("sethostname", name, SyscallNumbers.Sethostname, name, (long)Encoding.UTF8.GetByteCount(name));

    /// <summary>setdomainname(2).</summary>
    public SyscallProgram SetDomainName(string name) => Add("setdomainname", name, SyscallNumbers.Setdomainname, name, (long)Encoding.UTF8.GetByteCount(name));

    /// <summary>setns(2): a namespace's file, or a process's descriptor for several kinds at once.</summary>
    public SyscallProgram EnterNamespaces(ProgramFile target, Namespaces kinds) => Add("setns", kinds.Show(), SyscallNumbers.Setns, Keep(target), Argument.Named((long)kinds, !ProgramText.IsKept ? "" : kinds.Show()));

    /// <summary>unshare(2).</summary>
    public SyscallProgram Unshare(Namespaces kinds) => Add("unshare", kinds.Show(), SyscallNumbers.Unshare, Argument.Named((long)kinds, !ProgramText.IsKept ? "" : kinds.Show()));

    /// <summary>Joins a new session keyring of this name, so that the caller's keys are out of reach.</summary>
    public SyscallProgram NewKeyring(string name) => Add("keyctl", name, SyscallNumbers.Keyctl, Argument.Named(1, "KEYCTL_JOIN_SESSION_KEYRING"), name);

    /// <summary>Waits until a descriptor (an eventfd, a pipe) can be read. Whoever writes to it must be <b>another process</b>: while the child waits, no thread of this one may be sure to run.</summary>
    public SyscallProgram WaitFor(ProgramFile file, string subject) => Add("read", subject, SyscallNumbers.Read, Keep(file), Argument.Bytes(new byte[8], "8 bytes"), 8L);

    /// <summary>execve(2) of a path.</summary>
    public SyscallProgram Execute(string path, IReadOnlyList<string> arguments, IReadOnlyList<string> environment) =>
        Add("execve", path, SyscallNumbers.Execve, path, Argument.Texts(arguments), Argument.Texts(environment));

    /// <summary>execve(2) of an open file (of a memfd too; its descriptor may be close-on-exec unless the file is a script).</summary>
    public SyscallProgram Execute(ProgramFile file, string subject, IReadOnlyList<string> arguments, IReadOnlyList<string> environment)
    {
        if (file.RegisterIndex < 0)
        {
            // A copy out of the way, made first of all: steps before this one may give the file's number to another (PassDescriptors).
            Add(out Register copy, "program", "fcntl", subject, SyscallNumbers.Fcntl, Keep(file), Argument.Named(1030, "F_DUPFD_CLOEXEC"), 100L);
            Step step = _steps[^1];
            _steps.RemoveAt(_steps.Count - 1);
            _steps.Insert(0, step);
            file = copy;
        }
        return Add("execve", subject, SyscallNumbers.Execveat, file, "", Argument.Texts(arguments), Argument.Texts(environment), Argument.Named(EmptyPath, "AT_EMPTY_PATH"));
    }

    /// <summary>execve(2) of a command as a shell finds it: a name with a slash is a path, any other is tried in each folder of <paramref name="searchPath"/> (PATH's form, an empty part being
    /// the working folder). Where all fail the error is EACCES if one was there but may not be run, else ENOENT, and names the command.</summary>
    public SyscallProgram ExecuteCommand(string command, string searchPath, IReadOnlyList<string> arguments, IReadOnlyList<string> environment)
    {
        if (command.Contains('/'))
        {
            return Execute(command, arguments, environment);
        }
        foreach (string folder in searchPath.Split(':'))
        {
            string path = folder.Length == 0 ? $"./{command}" : $"{folder.TrimEnd('/')}/{command}";
            Add("execve", command, SyscallNumbers.Execve, path, Argument.Texts(arguments), Argument.Texts(environment));
            _steps[^1].OrNext = true;
        }
        _steps[^1].OrNext = false;
        return this;
    }

    private SyscallProgram Prctl(string name, int option, Argument value) => Add("prctl", name, SyscallNumbers.Prctl, Argument.Named(option, name), value, 0L, 0L, 0L);
}
