namespace Berth.Linux;

/// <summary>What the kernel does with a call: SECCOMP_RET_… of linux/seccomp.h.</summary>
internal static class SeccompAction
{
    /// <summary>It is made.</summary>
    public const uint Allow = 0x7FFF0000;

    /// <summary>It is made and written to the kernel's log.</summary>
    public const uint Log = 0x7FFC0000;

    /// <summary>A tracer decides.</summary>
    public const uint Trace = 0x7FF00000;

    /// <summary>SIGSYS.</summary>
    public const uint Trap = 0x00030000;

    /// <summary>The thread ends.</summary>
    public const uint KillThread = 0;

    /// <summary>The process ends.</summary>
    public const uint KillProcess = 0x80000000;

    /// <summary>It fails with this errno.</summary>
    public static uint Error(int errno) => 0x00050000u | (uint)(errno & 0xFFF);
}
