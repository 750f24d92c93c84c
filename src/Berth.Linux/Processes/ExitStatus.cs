namespace Berth.Linux;

/// <summary>How a process ended.</summary>
/// <param name="Code">What it returned, where it wasn't killed.</param>
/// <param name="Signal">The signal that killed it; 0 where none did.</param>
/// <param name="CoreDumped">Whether it left a core file.</param>
public readonly record struct ExitStatus(int Code, int Signal, bool CoreDumped)
{
    /// <summary>As shells and Docker give it: the code, or 128 + the signal.</summary>
    public int ShellCode => Signal == 0 ? Code : 128 + Signal;
}
