namespace Berth.Linux;

/// <summary>An architecture whose calls a filter knows: AUDIT_ARCH_… of linux/audit.h.</summary>
internal enum SeccompArchitecture : uint
{
    /// <summary>x86-64.</summary>
    X64 = 0xC000003E,

    /// <summary>i386, which x86-64 machines run too.</summary>
    X86 = 0x40000003,

    /// <summary>arm64.</summary>
    Arm64 = 0xC00000B7,

    /// <summary>32-bit ARM, which arm64 machines run too.</summary>
    Arm = 0x40000028,
}
