namespace Berth.Cli;

/// <summary>A standard output takes nothing any more: its reader is gone, or its disk is full.</summary>
internal sealed class OutputClosedException(int errno) : Exception("write: " + Linux.Errno.Describe(errno))
{
    /// <summary>The kernel's error number.</summary>
    public int Errno { get; } = errno;
}
