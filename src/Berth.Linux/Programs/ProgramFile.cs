using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Berth.Linux;

/// <summary>A descriptor that a step works on: one that this process has open (and keeps open until the program has run), or one that an earlier step opened.</summary>
public readonly struct ProgramFile
{
    private ProgramFile(int descriptor, int register, SafeHandle? owner)
    {
        Descriptor = descriptor;
        RegisterIndex = register;
        Owner = owner;
    }

    /// <summary>AT_FDCWD: relative paths start at the working folder.</summary>
    public static ProgramFile WorkingFolder => new(Libc.WorkingFolder, -1, null);

    /// <summary>The child's standard streams: 0, 1, 2.</summary>
    public static ProgramFile Standard(int stream) => new(stream, -1, null);

    internal int Descriptor { get; }

    internal int RegisterIndex { get; }

    // Keeps the descriptor from being closed by a finalizer before the program has run.
    internal SafeHandle? Owner { get; }

    /// <summary>The descriptor that a step left in a register.</summary>
    public static implicit operator ProgramFile(Register register) => new(-1, register.Index, null);

    /// <summary>A descriptor of this process.</summary>
    public static implicit operator ProgramFile(SafeFileHandle handle) => new((int)handle.DangerousGetHandle(), -1, handle);

    /// <inheritdoc cref="op_Implicit(Register)"/>
    public static ProgramFile FromRegister(Register register) => register;

    /// <inheritdoc cref="op_Implicit(SafeFileHandle)"/>
    public static ProgramFile FromHandle(SafeFileHandle handle) => handle;
}
