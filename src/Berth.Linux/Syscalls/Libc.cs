using System.Runtime.InteropServices;

namespace Berth.Linux;

/// <summary>The one door to the kernel: <c>syscall(2)</c>, in the shapes of arguments that the calls have. Each returns the result or minus the error
/// number, and goes on after a signal (EINTR). None allocates on the managed heap.</summary>
internal static unsafe partial class Libc
{
    /// <summary>AT_FDCWD: a relative path starts at the working folder.</summary>
    public const int WorkingFolder = -100;

    public static nint Call(int number, nint a = 0, nint b = 0, nint c = 0, nint d = 0, nint e = 0, nint f = 0)
    {
        nint result;
        do
        {
            result = Result(Raw(number, a, b, c, d, e, f));
        }
        while (result == -Errno.EINTR);
        return result;
    }

    /// <summary>As <see cref="Call(int, nint, nint, nint, nint, nint, nint)"/>, but a signal ends it with -EINTR: for waits with a time.</summary>
    public static nint CallOnce(int number, nint a = 0, nint b = 0, nint c = 0, nint d = 0, nint e = 0, nint f = 0) => Result(Raw(number, a, b, c, d, e, f));

    public static nint Call(int number, SafeHandle a, nint b = 0, nint c = 0, nint d = 0, nint e = 0, nint f = 0)
    {
        nint result;
        do
        {
            result = Result(Raw(number, a, b, c, d, e, f));
        }
        while (result == -Errno.EINTR);
        return result;
    }

    public static nint Call(int number, SafeHandle a, nint b, SafeHandle c, nint d, nint e = 0, nint f = 0)
    {
        nint result;
        do
        {
            result = Result(Raw(number, a, b, c, d, e, f));
        }
        while (result == -Errno.EINTR);
        return result;
    }

    public static nint Call(int number, string a, nint b = 0, nint c = 0, nint d = 0, nint e = 0)
    {
        nint result;
        do
        {
            result = Result(Raw(number, a, b, c, d, e));
        }
        while (result == -Errno.EINTR);
        return result;
    }

    public static nint Call(int number, string a, string b, nint c, nint d = 0, nint e = 0)
    {
        nint result;
        do
        {
            result = Result(Raw(number, a, b, c, d, e));
        }
        while (result == -Errno.EINTR);
        return result;
    }

    public static nint Call(int number, SafeHandle a, string b, nint c = 0, nint d = 0, nint e = 0)
    {
        nint result;
        do
        {
            result = Result(Raw(number, a, b, c, d, e));
        }
        while (result == -Errno.EINTR);
        return result;
    }

    public static nint Call(int number, string a, SafeHandle b, string c)
    {
        nint result;
        do
        {
            result = Result(Raw(number, a, b, c));
        }
        while (result == -Errno.EINTR);
        return result;
    }

    public static nint Call(int number, SafeHandle a, string b, SafeHandle c, string d, nint e = 0)
    {
        nint result;
        do
        {
            result = Result(Raw(number, a, b, c, d, e));
        }
        while (result == -Errno.EINTR);
        return result;
    }

    /// <summary>mount(2)'s shape.</summary>
    public static nint Call(int number, string? a, string b, string? c, nint d, string? e)
    {
        nint result;
        do
        {
            result = Result(Raw(number, a, b, c, d, e));
        }
        while (result == -Errno.EINTR);
        return result;
    }

    /// <summary>fsconfig(2)'s shape.</summary>
    public static nint Call(int number, SafeHandle a, nint b, string? c, string? d, nint e)
    {
        nint result;
        do
        {
            result = Result(Raw(number, a, b, c, d, e));
        }
        while (result == -Errno.EINTR);
        return result;
    }

    /// <summary>Throws for a result below zero, else returns it.</summary>
    public static nint Check(nint result, string call, string? path = null)
    {
        if (result < 0)
        {
            Throw(result, call, path);
        }
        return result;
    }

    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    private static void Throw(nint result, string call, string? path) => throw new LinuxException(call, path, (int)-result);

    private static nint Result(nint result) => result == -1 ? -Marshal.GetLastPInvokeError() : result;

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Raw(nint number, nint a, nint b, nint c, nint d, nint e, nint f);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Raw(nint number, SafeHandle a, nint b, nint c, nint d, nint e, nint f);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Raw(nint number, SafeHandle a, nint b, SafeHandle c, nint d, nint e, nint f);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(PathMarshaller))]
    private static partial nint Raw(nint number, string a, nint b, nint c, nint d, nint e);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(PathMarshaller))]
    private static partial nint Raw(nint number, string a, string b, nint c, nint d, nint e);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(PathMarshaller))]
    private static partial nint Raw(nint number, SafeHandle a, string b, nint c, nint d, nint e);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(PathMarshaller))]
    private static partial nint Raw(nint number, string a, SafeHandle b, string c);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(PathMarshaller))]
    private static partial nint Raw(nint number, SafeHandle a, string b, SafeHandle c, string d, nint e);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(PathMarshaller))]
    private static partial nint Raw(nint number, string? a, string b, string? c, nint d, string? e);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(PathMarshaller))]
    private static partial nint Raw(nint number, SafeHandle a, nint b, string? c, string? d, nint e);
}
