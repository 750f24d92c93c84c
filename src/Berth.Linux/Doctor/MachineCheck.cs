using System.Globalization;

namespace Berth.Linux;

/// <summary>What a machine needs to run containers, looked at one by one. The engine that can't start and <c>doctor</c> say the same sentences.</summary>
public static class MachineCheck
{
    private const long LittleRoom = 1L << 30;
    private static readonly string[] NamespaceKinds = ["mnt", "net", "pid"];
    private const int OldestKernel = 515;   // 5.15

    /// <summary>All checks, in the order in which they matter.</summary>
    /// <param name="stateFolder">The engine's state folder, which need not be there yet.</param>
    public static IReadOnlyList<MachineFinding> RunAll(string stateFolder)
    {
        CapabilitySet capabilities = CapabilitySet.OwnEffective;
        bool mayProbe = capabilities.Has(Capability.SysAdmin) && capabilities.Has(Capability.NetAdmin);
        var findings = new List<MachineFinding>(Essentials(capabilities))
        {
            Overlay(stateFolder, File.ReadAllText("/proc/filesystems"), mayProbe),
            Seccomp(File.Exists("/proc/sys/kernel/seccomp/actions_avail")),
        };
        if (mayProbe)
        {
            findings.AddRange(NetworkProbe.Run());
        }
        findings.Add(Forwarding(File.ReadAllText("/proc/sys/net/ipv4/ip_forward").Trim() == "1", capabilities.Has(Capability.NetAdmin)));
        findings.AddRange(Firewalls(mayProbe));
        findings.Add(Room(stateFolder));
        findings.Add(Namespaces());
        return findings;
    }

    /// <summary>What is missing without which no container can run: an engine doesn't start. Empty where it can. Quick: nothing is tried.</summary>
    public static IReadOnlyList<MachineFinding> MissingEssentials() => [.. Essentials(CapabilitySet.OwnEffective).Where(f => f.State == MachineCheckState.Missing)];

    private static MachineFinding[] Essentials(CapabilitySet capabilities) =>
        [Privileges(capabilities), Kernel(File.ReadAllText("/proc/sys/kernel/osrelease").Trim()), Cgroups("/sys/fs/cgroup")];

    internal static MachineFinding Privileges(CapabilitySet effective)
    {
        const string subject = "privileges";
        CapabilitySet needed = CapabilitySet.ContainerDefault.With(Capability.SysAdmin).With(Capability.NetAdmin).With(Capability.SysPTrace).With(Capability.DacReadSearch);
        CapabilitySet missing = new(needed.Bits & ~effective.Bits);
        if (missing.Bits != 0)
        {
            return new MachineFinding(subject, MachineCheckState.Missing, $"this user lacks {string.Join(", ", missing.ToNames())}", "run it as root, as by sudo",
                "an engine that runs already is reached by whoever may write to its socket");
        }
        return effective.Has(Capability.SysResource)
            ? MachineFinding.Good(subject, "root, with all that containers need")
            : new MachineFinding(subject, MachineCheckState.Limited, "root lacks CAP_SYS_RESOURCE: limits can't be raised above this shell's", "give it to the container or service that this shell runs in",
                "containers run with the limits that are possible, and a message says which were cut");
    }

    internal static MachineFinding Kernel(string release)
    {
        const string subject = "kernel";
        string[] parts = release.Split('.', '-', '+');
        bool known = parts.Length > 1 & int.TryParse(parts[0], CultureInfo.InvariantCulture, out int major);
        int minor = known && int.TryParse(parts[1], CultureInfo.InvariantCulture, out int second) ? second : 0;
        return (major * 100) + Math.Min(minor, 99) >= OldestKernel
            ? MachineFinding.Good(subject, release)
            : new MachineFinding(subject, MachineCheckState.Missing, $"{release} is older than 5.15", "install a newer kernel (Debian 12, Ubuntu 22.04 and RHEL 10 have one)");
    }

    internal static MachineFinding Cgroups(string mount)
    {
        const string subject = "cgroups";
        string[] wanted = ["cpu", "cpuset", "memory", "pids", "io"];
        string v2 = Path.Combine(mount, "cgroup.controllers");
        bool unified = File.Exists(v2);
        string[] present = unified
            ? File.ReadAllText(v2).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
            : Directory.Exists(mount) ? [.. Directory.GetDirectories(mount).SelectMany(f => Path.GetFileName(f).Split(',')).Select(n => n == "blkio" ? "io" : n)] : [];
        string version = unified ? "version 2" : "version 1";
        if (present.Length == 0)
        {
            return new MachineFinding(subject, MachineCheckState.Missing, $"none are mounted at {mount}", $"mount -t cgroup2 none {mount}");
        }
        string[] missing = [.. wanted.Except(present)];
        return missing.Length == 0
            ? MachineFinding.Good(subject, $"{version}, with {string.Join(", ", wanted)}")
            : new MachineFinding(subject, MachineCheckState.Limited, $"{version} without {string.Join(", ", missing)}",
                missing.Contains("memory") ? "boot the kernel with cgroup_enable=memory" : "boot a kernel that has them, or let systemd delegate them",
                $"containers run without limits of {string.Join(", ", missing)}");
    }

    internal static MachineFinding Seccomp(bool present) => present
        ? MachineFinding.Good("seccomp", "the kernel filters system calls")
        : new MachineFinding("seccomp", MachineCheckState.Limited, "the kernel can't filter system calls", "boot a kernel with CONFIG_SECCOMP_FILTER", "containers run unfiltered with --security-opt seccomp=unconfined");

    internal static MachineFinding Forwarding(bool on, bool mayChange) => on
        ? MachineFinding.Good("forwarding", "net.ipv4.ip_forward is on")
        : new MachineFinding("forwarding", mayChange ? MachineCheckState.Good : MachineCheckState.Limited,
            mayChange ? "net.ipv4.ip_forward is off; the engine switches it on with its first network" : "net.ipv4.ip_forward is off",
            mayChange ? null : "sysctl -w net.ipv4.ip_forward=1", mayChange ? null : "containers reach each other, but nothing outside");

    private static MachineFinding Overlay(string stateFolder, string fileSystems, bool mayProbe)
    {
        const string subject = "overlay";
        const string anyway = "containers get copies of their images, which costs time and room";
        if (!fileSystems.Contains("overlay", StringComparison.Ordinal) && !Directory.Exists("/sys/module/overlay"))
        {
            return new MachineFinding(subject, MachineCheckState.Limited, "the kernel has no overlay file system loaded", "modprobe overlay", anyway);
        }
        string? folder = NearestFolder(stateFolder);
        if (!mayProbe || folder is null)
        {
            return MachineFinding.Good(subject, "the kernel has it; whether it works on the state folder, only root can try");
        }
        return OverlayProbe.WhyNot(folder) is string reason
            ? new MachineFinding(subject, MachineCheckState.Limited, reason, "put the state folder on ext4, xfs or btrfs (--root)", anyway)
            : MachineFinding.Good(subject, $"works on {folder}");
    }

    private static MachineFinding Room(string stateFolder)
    {
        const string subject = "disk";
        if (NearestFolder(stateFolder) is not string folder)
        {
            return new MachineFinding(subject, MachineCheckState.Missing, $"{stateFolder} can't be made", "name another state folder (--root)");
        }
        long free = FileCalls.StatFileSystem(folder).FreeBytes;
        string text = string.Create(CultureInfo.InvariantCulture, $"{free / 1e9:0.0} GB free for {stateFolder}");
        return free >= LittleRoom
            ? MachineFinding.Good(subject, text)
            : new MachineFinding(subject, MachineCheckState.Limited, text, "berth system prune -a, or another state folder (--root)", "small images");
    }

    private static MachineFinding Namespaces()
    {
        const string subject = "namespaces";
        string[] own = [.. NamespaceKinds.Where(kind => !SameNamespace(kind))];
        return own.Length == 0
            ? MachineFinding.Good(subject, "this shell's are the machine's")
            : new MachineFinding(subject, MachineCheckState.Limited, $"this shell has its own {string.Join(", ", own)} namespace", "start the engine from the machine's own shell",
                "an engine started here sees and uses this shell's, not the machine's");
    }

    private static bool SameNamespace(string kind)
    {
        try
        {
            return FileCalls.ReadLink(FileCalls.WorkingFolder, $"/proc/self/ns/{kind}") == FileCalls.ReadLink(FileCalls.WorkingFolder, $"/proc/1/ns/{kind}");
        }
        catch (LinuxException)
        {
            return true;   // not ours to see
        }
    }

    private static IEnumerable<MachineFinding> Firewalls(bool mayLook)
    {
        const string subject = "firewall";
        if (LegacyTables.AreLoaded)
        {
            yield return new MachineFinding(subject, MachineCheckState.Limited, "rules of iptables-legacy are loaded, which the engine can't reach",
                "update-alternatives --set iptables /usr/sbin/iptables-nft, then load the rules again", "what those rules let pass");
        }
        if (!mayLook)
        {
            yield break;
        }
        foreach (string found in NetworkProbe.DroppingChains())
        {
            yield return MachineFinding.Good(subject, $"{found} drops what it has no rule for; the engine adds a rule that lets its own packets pass");
        }
    }

    private static string? NearestFolder(string path)
    {
        for (string? folder = Path.GetFullPath(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Directory.Exists(folder))
            {
                return FileCalls.MayAccess(FileCalls.WorkingFolder, folder, 2) || folder == path ? folder : null;
            }
        }
        return null;
    }
}
