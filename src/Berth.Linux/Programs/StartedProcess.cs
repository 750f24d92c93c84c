using Microsoft.Win32.SafeHandles;

namespace Berth.Linux;

/// <summary>A process that a <see cref="SyscallProgram"/> started: its number as this process sees it, and the descriptor by which it is waited for and signalled (<see cref="Pidfd"/>).
/// Disposing closes the descriptor and leaves the process alone.</summary>
public sealed class StartedProcess(int pid, SafeFileHandle handle) : IDisposable
{
    /// <summary>Its number in this process's pid namespace.</summary>
    public int Pid { get; } = pid;

    /// <summary>Readable once it has ended.</summary>
    public SafeFileHandle Handle { get; } = handle;

    /// <inheritdoc/>
    public void Dispose() => Handle.Dispose();
}
