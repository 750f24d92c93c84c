using Microsoft.Win32.SafeHandles;

namespace Berth.Linux;

/// <summary>
/// Network namespaces without a process and without a name: a descriptor keeps one alive (network_namespaces(7)). A namespace belongs to the thread, so
/// what runs inside must not await; sockets that it opens stay inside.
/// </summary>
public static class NetworkNamespace
{
    private const int NewNet = 0x40000000;
    private const string OfThisThread = "/proc/thread-self/ns/net";

    /// <summary>Makes a namespace, runs <paramref name="inside"/> in it and comes back.</summary>
    public static SafeFileHandle Create<T>(Func<T> inside, out T result)
    {
        // The way back is opened first, and is no static field: the runtime initializes that on first use, which may be in here.
        using var home = Open(OfThisThread);
        Libc.Check(Libc.Call(SyscallNumbers.Unshare, NewNet), "make a network namespace");
        SafeFileHandle? made = null;
        try
        {
            made = Open(OfThisThread);
            result = inside();
            return made;
        }
        catch
        {
            made?.Dispose();
            throw;
        }
        finally
        {
            Return(home);
        }
    }

    /// <summary>Runs <paramref name="inside"/> in a namespace and comes back.</summary>
    public static T Enter<T>(SafeFileHandle networkNamespace, Func<T> inside)
    {
        using var home = Open(OfThisThread);
        Libc.Check(Libc.Call(SyscallNumbers.Setns, networkNamespace, NewNet), "enter a network namespace");
        try
        {
            return inside();
        }
        finally
        {
            Return(home);
        }
    }

    /// <summary>A process' or a thread's namespace, by path: <c>/proc/PID/ns/net</c>.</summary>
    public static SafeFileHandle Open(string path) => FileCalls.Open(path, OpenFlags.ReadOnly);

    // A thread that is left in a container's namespace would do the next one's work there: nothing is worse, so the process ends.
    private static void Return(SafeFileHandle home)
    {
        nint result = Libc.Call(SyscallNumbers.Setns, home, NewNet);
        if (result < 0)
        {
            Environment.FailFast($"can't go back to the first network namespace: {Errno.Describe((int)-result)}");
        }
    }
}
