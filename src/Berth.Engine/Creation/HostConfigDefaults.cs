using Berth.Docker;

namespace Berth.Engine;

/// <summary>Fills in what a request leaves open of the machine's side, as Docker does when a container is made.</summary>
internal static class HostConfigDefaults
{
    /// <summary>Bytes of /dev/shm.</summary>
    public const long ShmBytes = 64 << 20;

    private const long MinimumShares = 2;
    private const long MaximumShares = 262_144;

    /// <summary>Paths that a container can't see, Docker's list.</summary>
    public static IReadOnlyList<string> MaskedPaths { get; } =
    [
        "/proc/asound", "/proc/acpi", "/proc/interrupts", "/proc/kcore", "/proc/keys", "/proc/latency_stats", "/proc/timer_list", "/proc/timer_stats",
        "/proc/sched_debug", "/proc/scsi", "/sys/firmware", "/sys/devices/virtual/powercap",
    ];

    /// <summary>Paths that a container can't write to, Docker's list.</summary>
    public static IReadOnlyList<string> ReadonlyPaths { get; } = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"];

    /// <summary>The request with its defaults.</summary>
    public static HostConfig Apply(HostConfig request, MachineFacts machine, LogConfig log) => WithLimits(request, machine) with
    {
        NetworkMode = request.NetworkMode is "" or "default" ? "bridge" : request.NetworkMode,
        RestartPolicy = request.RestartPolicy.Name.Length > 0 ? request.RestartPolicy : new RestartPolicy { Name = "no" },
        IpcMode = Or(request.IpcMode, "private"),
        CgroupnsMode = Or(request.CgroupnsMode, machine.CgroupVersion == 2 ? "private" : "host"),
        ShmSize = request.ShmSize == 0 ? ShmBytes : request.ShmSize,
        Runtime = Or(request.Runtime, "runc"),
        ConsoleSize = request.ConsoleSize is { Count: 2 } ? request.ConsoleSize : [0, 0],
        LogConfig = request.LogConfig.Type.Length > 0
            ? request.LogConfig with { Config = request.LogConfig.Config ?? new Dictionary<string, string>() }
            : log,
        MaskedPaths = request.Privileged ? request.MaskedPaths : request.MaskedPaths ?? MaskedPaths,
        ReadonlyPaths = request.Privileged ? request.ReadonlyPaths : request.ReadonlyPaths ?? ReadonlyPaths,
        PortBindings = WithProtocols(request.PortBindings),
    };

    private static HostConfig WithLimits(HostConfig request, MachineFacts machine) => request with
    {
        CpuShares = request.CpuShares > 0 ? Math.Clamp(request.CpuShares, MinimumShares, MaximumShares) : request.CpuShares,
        MemorySwap = request.Memory > 0 && request.MemorySwap == 0 && machine.SwapLimit ? request.Memory * 2 : request.MemorySwap,
        MemorySwappiness = request.MemorySwappiness == -1 ? null : request.MemorySwappiness,
        OomKillDisable = machine.CgroupVersion == 2 ? null : request.OomKillDisable ?? false,
        PidsLimit = request.PidsLimit <= 0 ? null : request.PidsLimit,
    };

    private static string Or(string? given, string other) => given is { Length: > 0 } ? given : other;

    // "80" means "80/tcp".
    private static Dictionary<string, IReadOnlyList<PortBinding>?>? WithProtocols(IReadOnlyDictionary<string, IReadOnlyList<PortBinding>?>? bindings)
    {
        if (bindings is null)
        {
            return null;
        }

        var result = new Dictionary<string, IReadOnlyList<PortBinding>?>(StringComparer.Ordinal);
        foreach (var (key, values) in bindings)
        {
            string name = ContainerPort.TryParse(key, out var port) ? port.ToString() : key;
            result[name] = values;
        }

        return result;
    }
}
