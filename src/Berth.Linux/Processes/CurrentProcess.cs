using System.Runtime.InteropServices;
using System.Text;

namespace Berth.Linux;

/// <summary>What a process, or one thread of it, sets about itself.</summary>
public static unsafe class CurrentProcess
{
    /// <summary>Whether others may trace this process and look at its memory (PR_SET_DUMPABLE). Engine and monitor switch it off first of all.</summary>
    public static void SetDumpable(bool on) => Prctl("PR_SET_DUMPABLE", 4, on ? 1 : 0);

    /// <summary>Whether orphans among its descendants become its children (PR_SET_CHILD_SUBREAPER).</summary>
    public static void SetSubreaper(bool on) => Prctl("PR_SET_CHILD_SUBREAPER", 36, on ? 1 : 0);

    /// <summary>The signal that this process gets when the thread that started it ends; 0: none (PR_SET_PDEATHSIG).</summary>
    public static void SetParentDeathSignal(int signal) => Prctl("PR_SET_PDEATHSIG", 1, signal);

    /// <summary>The calling thread's name, of which 15 bytes count, as tools show it (PR_SET_NAME).</summary>
    public static void SetThreadName(string name)
    {
        byte[] text = Encoding.UTF8.GetBytes(name + "\0");
        fixed (byte* bytes = text)
        {
            Prctl("PR_SET_NAME", 15, (nint)bytes);
        }
    }

    /// <summary>Sets the mask of permissions that new files don't get, and returns the old one.</summary>
    public static int SetUmask(int mask) => (int)Libc.Call(SyscallNumbers.Umask, mask);

    /// <summary>Sets the working folder (fchdir(2)): of all threads but those that have called <see cref="Unshare"/> with <see cref="Namespaces.FileSystemContext"/>.</summary>
    public static void ChangeFolder(SafeHandle folder) => Libc.Check(Libc.Call(SyscallNumbers.Fchdir, folder), "fchdir");

    /// <summary>Puts the calling thread into another namespace (setns(2)). For a mount namespace it must be a thread of its own that has called <see cref="Unshare"/>
    /// with <see cref="Namespaces.FileSystemContext"/> and ends afterwards.</summary>
    /// <param name="target">A namespace's file (<c>/proc/PID/ns/net</c>), or a process's descriptor for several kinds at once.</param>
    /// <param name="kinds">Which namespaces.</param>
    public static void EnterNamespaces(SafeHandle target, Namespaces kinds) => Libc.Check(Libc.Call(SyscallNumbers.Setns, target, (nint)kinds), "setns", kinds.Show());

    /// <summary>Gives the calling thread namespaces of its own (unshare(2)).</summary>
    public static void Unshare(Namespaces kinds) => Libc.Check(Libc.Call(SyscallNumbers.Unshare, (nint)kinds), "unshare", kinds.Show());

    /// <summary>The calling thread's number in the kernel (gettid(2)).</summary>
    public static int ThreadId => (int)Libc.Call(SyscallNumbers.Gettid);

    /// <summary>Blocks signals in the calling thread and those that it starts.</summary>
    public static void BlockSignals(params ReadOnlySpan<int> signals)
    {
        ulong set = SignalSet.Of(signals);
        Libc.Check(Libc.Call(SyscallNumbers.RtSigprocmask, 0, (nint)(&set), 0, sizeof(ulong)), "sigprocmask");
    }

    /// <summary>This process's soft and hard limit (prlimit64(2)); <see cref="ulong.MaxValue"/> is none.</summary>
    public static (ulong Soft, ulong Hard) GetLimit(ResourceLimit limit)
    {
        ulong* values = stackalloc ulong[2];
        Libc.Check(Libc.Call(SyscallNumbers.Prlimit64, 0, (nint)limit, 0, (nint)values), "prlimit", ResourceLimitNames.NameOf(limit));
        return (values[0], values[1]);
    }

    /// <summary>Ignores signals: they don't end this process. Programs that it executes would ignore them too (<see cref="SyscallProgram.ResetSignals()"/>).</summary>
    public static void IgnoreSignals(params ReadOnlySpan<int> signals)
    {
        long* action = stackalloc long[] { 1 /* SIG_IGN */, 0, 0, 0 };
        foreach (int signal in signals)
        {
            Libc.Check(Libc.Call(SyscallNumbers.RtSigaction, signal, (nint)action, 0, sizeof(ulong)), "sigaction", Signals.Name(signal));
        }
    }

    /// <summary>Becomes another program, an open file (execveat(2)). Its descriptor may be close-on-exec unless the file is a script.</summary>
    /// <exception cref="LinuxException">It can't be executed; else this doesn't return.</exception>
    public static void Execute(SafeHandle file, string subject, IReadOnlyList<string> arguments, IReadOnlyList<string> environment)
    {
        nint argv = Texts(arguments), envp = Texts(environment);
        try
        {
            Libc.Check(Libc.Call(SyscallNumbers.Execveat, file, "", argv, envp, 0x1000 /* AT_EMPTY_PATH */), "execve", subject);
        }
        finally
        {
            Free(argv);
            Free(envp);
        }
    }

    private static nint Texts(IReadOnlyList<string> texts)
    {
        byte** list = (byte**)NativeMemory.Alloc((nuint)(texts.Count + 1), (nuint)sizeof(byte*));
        for (int i = 0; i < texts.Count; i++)
        {
            byte[] bytes = PathText.Encode(texts[i]);
            list[i] = (byte*)NativeMemory.AllocZeroed((nuint)bytes.Length + 1);
            bytes.CopyTo(new Span<byte>(list[i], bytes.Length));
        }
        list[texts.Count] = null;
        return (nint)list;
    }

    private static void Free(nint texts)
    {
        for (byte** text = (byte**)texts; *text != null; text++)
        {
            NativeMemory.Free(*text);
        }
        NativeMemory.Free((void*)texts);
    }

    private static void Prctl(string name, int option, nint value) => Libc.Check(Libc.Call(SyscallNumbers.Prctl, option, value), "prctl", name);
}
