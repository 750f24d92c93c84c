using System.Globalization;
using System.Numerics;

namespace Berth.Linux;

/// <summary>A set of capabilities: bit N is capability N.</summary>
public readonly record struct CapabilitySet(ulong Bits)
{
    private const string Names =
        "CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW " +
        "IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE " +
        "AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE";

    /// <summary>No capability.</summary>
    public static CapabilitySet None => default;

    /// <summary>All that this code knows a name for.</summary>
    public static CapabilitySet All => new((1UL << ((int)Capability.CheckpointRestore + 1)) - 1);

    /// <summary>What a container has unless its user says otherwise: Docker's fourteen.</summary>
    public static CapabilitySet ContainerDefault => Of(
        Capability.ChOwn, Capability.DacOverride, Capability.FOwner, Capability.FSetId, Capability.Kill, Capability.SetGid, Capability.SetUid, Capability.SetPCap,
        Capability.NetBindService, Capability.NetRaw, Capability.SysChRoot, Capability.MkNod, Capability.AuditWrite, Capability.SetFCap);

    /// <summary>What this process may give away: its bounding set, as <c>/proc/self/status</c> has it.</summary>
    public static CapabilitySet OwnBounding => new(OwnMask("CapBnd"));

    /// <summary>What this process may do now: its effective set.</summary>
    public static CapabilitySet OwnEffective => new(OwnMask("CapEff"));

    /// <summary>How many there are.</summary>
    public int Count => BitOperations.PopCount(Bits);

    /// <summary>The set of these.</summary>
    public static CapabilitySet Of(params ReadOnlySpan<Capability> capabilities)
    {
        ulong bits = 0;
        foreach (Capability capability in capabilities)
        {
            bits |= 1UL << (int)capability;
        }
        return new CapabilitySet(bits);
    }

    /// <summary>The capability of a name, with or without <c>CAP_</c>, in any case; null where there is none.</summary>
    public static Capability? Parse(string name)
    {
        string upper = name.ToUpperInvariant();
        int index = Array.IndexOf(Names.Split(' '), upper.StartsWith("CAP_", StringComparison.Ordinal) ? upper[4..] : upper);
        return index < 0 ? null : (Capability)index;
    }

    /// <summary>The kernel's name: <c>CAP_CHOWN</c>.</summary>
    public static string NameOf(Capability capability) => $"CAP_{Names.Split(' ')[(int)capability]}";

    /// <summary>Whether it holds one.</summary>
    public bool Has(Capability capability) => (Bits >> (int)capability & 1) != 0;

    /// <summary>With one more.</summary>
    public CapabilitySet With(Capability capability) => new(Bits | 1UL << (int)capability);

    /// <summary>Without one.</summary>
    public CapabilitySet Without(Capability capability) => new(Bits & ~(1UL << (int)capability));

    /// <summary>What both hold.</summary>
    public CapabilitySet And(CapabilitySet other) => new(Bits & other.Bits);

    /// <summary>What either holds.</summary>
    public CapabilitySet Or(CapabilitySet other) => new(Bits | other.Bits);

    /// <summary>The kernel's names, in the order of their numbers.</summary>
    public IEnumerable<string> ToNames()
    {
        string[] names = Names.Split(' ');
        for (int i = 0; i < 64; i++)
        {
            if ((Bits >> i & 1) != 0)
            {
                yield return i < names.Length ? $"CAP_{names[i]}" : $"CAP_{i}";
            }
        }
    }

    /// <summary>The names with commas, <c>all</c> or <c>none</c>.</summary>
    public override string ToString() => Bits == 0 ? "none" : (Bits & All.Bits) == All.Bits ? "all" : string.Join(',', ToNames());

    private static ulong OwnMask(string field) =>
        ulong.Parse(ProcFs.Machine.Status(Environment.ProcessId, field) ?? "0", NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
