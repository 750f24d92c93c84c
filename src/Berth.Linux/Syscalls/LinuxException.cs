namespace Berth.Linux;

/// <summary>A system call that failed: which call, on what, and the kernel's error number.
/// The message reads <c>mount /proc: operation not permitted (EPERM)</c>.</summary>
public sealed class LinuxException : IOException
{
    /// <param name="call">The call or the act, as <c>mount</c>.</param>
    /// <param name="path">What it was done to; null where there is nothing to name.</param>
    /// <param name="errno">The kernel's error number, a positive value of <see cref="Linux.Errno"/>.</param>
    public LinuxException(string call, string? path, int errno)
        : base($"{(string.IsNullOrEmpty(path) ? call : $"{call} {path}")}: {Linux.Errno.Describe(errno)}")
    {
        Call = call;
        Path = path;
        Errno = errno;
    }

    /// <summary>The call or the act that failed.</summary>
    public string Call { get; }

    /// <summary>What it was done to, or null.</summary>
    public string? Path { get; }

    /// <summary>The kernel's error number, one of <see cref="Linux.Errno"/>.</summary>
    public int Errno { get; }
}
