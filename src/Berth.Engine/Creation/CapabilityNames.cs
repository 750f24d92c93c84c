namespace Berth.Engine;

/// <summary>Capabilities by name, and the sets that containers get.</summary>
internal static class CapabilityNames
{
    private const string All = "ALL";

    /// <summary>All of them (capabilities(7)), in the kernel's order.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_DAC_READ_SEARCH", "CAP_FOWNER", "CAP_FSETID", "CAP_KILL", "CAP_SETGID", "CAP_SETUID", "CAP_SETPCAP",
        "CAP_LINUX_IMMUTABLE", "CAP_NET_BIND_SERVICE", "CAP_NET_BROADCAST", "CAP_NET_ADMIN", "CAP_NET_RAW", "CAP_IPC_LOCK", "CAP_IPC_OWNER",
        "CAP_SYS_MODULE", "CAP_SYS_RAWIO", "CAP_SYS_CHROOT", "CAP_SYS_PTRACE", "CAP_SYS_PACCT", "CAP_SYS_ADMIN", "CAP_SYS_BOOT", "CAP_SYS_NICE",
        "CAP_SYS_RESOURCE", "CAP_SYS_TIME", "CAP_SYS_TTY_CONFIG", "CAP_MKNOD", "CAP_LEASE", "CAP_AUDIT_WRITE", "CAP_AUDIT_CONTROL", "CAP_SETFCAP",
        "CAP_MAC_OVERRIDE", "CAP_MAC_ADMIN", "CAP_SYSLOG", "CAP_WAKE_ALARM", "CAP_BLOCK_SUSPEND", "CAP_AUDIT_READ", "CAP_PERFMON", "CAP_BPF",
        "CAP_CHECKPOINT_RESTORE",
    ];

    // Docker's default set.
    private static readonly string[] Default =
    [
        "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FSETID", "CAP_FOWNER", "CAP_MKNOD", "CAP_NET_RAW", "CAP_SETGID", "CAP_SETUID", "CAP_SETFCAP",
        "CAP_SETPCAP", "CAP_NET_BIND_SERVICE", "CAP_SYS_CHROOT", "CAP_KILL", "CAP_AUDIT_WRITE",
    ];

    /// <summary>Names to add and to drop are known.</summary>
    public static string? Check(CreateCheck check) => Check(check.Host.CapAdd, "CapAdd") ?? Check(check.Host.CapDrop, "CapDrop");

    /// <summary>The capabilities of a container's processes.</summary>
    /// <param name="privileged">All of them.</param>
    /// <param name="add">Names to add to the default set; <c>ALL</c> adds all.</param>
    /// <param name="drop">Names to take away; <c>ALL</c> leaves the added ones only.</param>
    /// <param name="available">Those that the engine itself may give: more can't be had.</param>
    public static IReadOnlyList<string> Effective(bool privileged, IReadOnlyList<string>? add, IReadOnlyList<string>? drop, IReadOnlyList<string> available)
    {
        string[] kernel = [.. Known.Where(available.Contains)];
        var adds = (add ?? []).Select(Normalize).ToHashSet(StringComparer.Ordinal);
        var drops = (drop ?? []).Select(Normalize).ToHashSet(StringComparer.Ordinal);
        if (privileged)
        {
            return kernel;
        }

        IEnumerable<string> result;
        if (adds.Contains(All))
        {
            // Docker: with ALL added, what is dropped by name is taken from all.
            result = kernel.Where(name => !drops.Contains(name));
        }
        else if (drops.Contains(All))
        {
            result = kernel.Where(adds.Contains);
        }
        else
        {
            result = kernel.Where(name => adds.Contains(name) || (Default.Contains(name) && !drops.Contains(name)));
        }

        return [.. result];
    }

    private static string? Check(IReadOnlyList<string>? names, string member)
    {
        foreach (string given in names ?? [])
        {
            string name = Normalize(given);
            if (name != All && !Known.Contains(name))
            {
                return $"invalid {member}: unknown capability: \"{name}\"";
            }
        }

        return null;
    }

    private static string Normalize(string name)
    {
        string upper = name.Trim().ToUpperInvariant();
        return upper is All or "CAP_ALL" ? All : upper.StartsWith("CAP_", StringComparison.Ordinal) ? upper : "CAP_" + upper;
    }
}
