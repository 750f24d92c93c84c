using System.Net;
using Berth.Docker;

namespace Berth.Cli;

/// <summary>What a container gets from its machine, from the options of <c>run</c> and <c>create</c>.</summary>
internal static class HostOptions
{
    /// <summary>Reads the options.</summary>
    /// <exception cref="UsageException">A value is wrong.</exception>
    public static HostConfig Read(ParsedArguments arguments, ICallerFiles files, NetworkOptions networking, MountOptions mounts, PortOptions ports)
    {
        var requests = new List<DeviceRequest>();
        if (arguments.TextOrNull("gpus"u8) is { } gpus)
            requests.Add(GpuOption.Parse(gpus));
        var security = SecurityOptions.Read(arguments.List("security-opt"u8), files);
        return new HostConfig
        {
            Binds = mounts.Binds,
            ContainerIDFile = arguments.Text("cidfile"u8),
            LogConfig = Log(arguments),
            NetworkMode = networking.Mode,
            PortBindings = ports.Bindings,
            RestartPolicy = RestartOption.Parse(arguments.Text("restart"u8)),
            AutoRemove = arguments.Bool("rm"u8),
            VolumeDriver = arguments.Text("volume-driver"u8),
            VolumesFrom = OrNull(arguments.List("volumes-from"u8)),
            ConsoleSize = [0, 0],
            Annotations = Annotations(arguments.List("annotation"u8)),
            CapAdd = Capabilities(arguments.List("cap-add"u8)),
            CapDrop = Capabilities(arguments.List("cap-drop"u8)),
            CgroupnsMode = Mode(arguments.TextOrNull("cgroupns"u8), "--cgroupns: invalid CGROUP mode", "host", "private"),
            Dns = Addresses(arguments.List("dns"u8)),
            DnsOptions = arguments.List("dns-option"u8),
            DnsSearch = arguments.List("dns-search"u8),
            ExtraHosts = OrNull(arguments.List("add-host"u8).ConvertAll(ExtraHost)),
            GroupAdd = OrNull(arguments.List("group-add"u8)),
            IpcMode = arguments.Text("ipc"u8),
            Links = OrNull(arguments.List("link"u8)),
            OomScoreAdj = (int)arguments.Number("oom-score-adj"u8),
            PidMode = PidMode(arguments.TextOrNull("pid"u8)),
            Privileged = arguments.Bool("privileged"u8),
            PublishAllPorts = arguments.Bool("publish-all"u8),
            ReadonlyRootfs = arguments.Bool("read-only"u8),
            SecurityOpt = security.Options,
            MaskedPaths = security.MaskedPaths,
            ReadonlyPaths = security.ReadonlyPaths,
            StorageOpt = StorageOptions(arguments),
            Tmpfs = mounts.Tmpfs,
            UTSMode = Mode(arguments.TextOrNull("uts"u8), "--uts: invalid UTS mode", "host"),
            UsernsMode = Mode(arguments.TextOrNull("userns"u8), "--userns: invalid USER mode", "host"),
            ShmSize = Memory(arguments, "shm-size"u8),
            Sysctls = Sysctls(arguments),
            Runtime = arguments.TextOrNull("runtime"u8),
            Isolation = arguments.Text("isolation"u8),
            Mounts = mounts.Mounts,
            Init = BoolOrNull(arguments, "init"u8),
            CpuShares = arguments.Number("cpu-shares"u8),
            Memory = Memory(arguments, "memory"u8),
            NanoCpus = ResourceOptions.NanoCpus(arguments),
            CgroupParent = arguments.Text("cgroup-parent"u8),
            BlkioWeight = (int)arguments.Number("blkio-weight"u8),
            BlkioWeightDevice = ResourceOptions.Weights(arguments),
            BlkioDeviceReadBps = ResourceOptions.Rates(arguments.List("device-read-bps"u8), "--device-read-bps", bytes: true),
            BlkioDeviceWriteBps = ResourceOptions.Rates(arguments.List("device-write-bps"u8), "--device-write-bps", bytes: true),
            BlkioDeviceReadIOps = ResourceOptions.Rates(arguments.List("device-read-iops"u8), "--device-read-iops", bytes: false),
            BlkioDeviceWriteIOps = ResourceOptions.Rates(arguments.List("device-write-iops"u8), "--device-write-iops", bytes: false),
            CpuPeriod = arguments.Number("cpu-period"u8),
            CpuQuota = arguments.Number("cpu-quota"u8),
            CpuRealtimePeriod = arguments.Number("cpu-rt-period"u8),
            CpuRealtimeRuntime = arguments.Number("cpu-rt-runtime"u8),
            CpusetCpus = arguments.Text("cpuset-cpus"u8),
            CpusetMems = arguments.Text("cpuset-mems"u8),
            Devices = ResourceOptions.Devices(arguments, requests),
            DeviceCgroupRules = OrNull(arguments.List("device-cgroup-rule"u8)),
            DeviceRequests = requests is [] ? null : requests,
            MemoryReservation = Memory(arguments, "memory-reservation"u8),
            MemorySwap = Memory(arguments, "memory-swap"u8),
            MemorySwappiness = arguments.Int("memory-swappiness"u8),
            OomKillDisable = arguments.Bool("oom-kill-disable"u8),
            PidsLimit = arguments.Number("pids-limit"u8),
            Ulimits = ResourceOptions.Ulimits(arguments),
        };
    }

    /// <summary>A size of memory, -1 for no limit; 0 if it was not given.</summary>
    public static long Memory(ParsedArguments arguments, ReadOnlySpan<byte> option) => arguments.TextOrNull(option) == "-1" ? -1 : arguments.Bytes(option) ?? 0;

    private static bool? BoolOrNull(ParsedArguments arguments, ReadOnlySpan<byte> option) => arguments.Has(option) ? arguments.Bool(option) : null;

    private static IReadOnlyDictionary<string, string>? Annotations(List<string> given) => given.Count > 0 ? KeyValue.Map(given) : null;

    private static LogConfig Log(ParsedArguments arguments)
    {
        var driver = arguments.Text("log-driver"u8);
        var options = KeyValue.Map(arguments.List("log-opt"u8));
        return driver == "none" && options.Count > 0
            ? throw new UsageException("invalid logging opts for driver none") { ShowUsage = false }
            : new LogConfig { Type = driver, Config = options };
    }

    private static IReadOnlyDictionary<string, string>? StorageOptions(ParsedArguments arguments)
    {
        var given = arguments.List("storage-opt"u8);
        if (given.Exists(static option => !option.Contains('=', StringComparison.Ordinal)))
            throw new UsageException("invalid storage option") { ShowUsage = false };
        return given.Count > 0 ? KeyValue.Map(given) : null;
    }

    private static IReadOnlyDictionary<string, string>? Sysctls(ParsedArguments arguments)
    {
        var given = arguments.List("sysctl"u8);
        foreach (var setting in given)
        {
            var (name, value) = KeyValue.Split(setting);
            if (value is null || !IsNamespaced(name))
                throw UsageException.BadValue(setting, "--sysctl", $"sysctl '{setting}' is not allowed");
        }
        return given.Count > 0 ? KeyValue.Map(given) : null;
    }

    private static bool IsNamespaced(string name) =>
        name.StartsWith("net.", StringComparison.Ordinal) || name.StartsWith("fs.mqueue.", StringComparison.Ordinal)
        || name is "kernel.msgmax" or "kernel.msgmnb" or "kernel.msgmni" or "kernel.sem" or "kernel.shmall" or "kernel.shmmax" or "kernel.shmmni" or "kernel.shm_rmid_forced";

    private static List<string>? Capabilities(List<string> names) => OrNull(names.ConvertAll(static name =>
    {
        var upper = name.Trim().ToUpperInvariant();
        return upper is "ALL" or "" || upper.StartsWith("CAP_", StringComparison.Ordinal) ? upper : "CAP_" + upper;
    }));

    private static List<string> Addresses(List<string> addresses)
    {
        foreach (var address in addresses)
        {
            if (!IPAddress.TryParse(address, out _))
                throw UsageException.BadValue(address, "--dns", $"IP address is not correctly formatted: {address}");
        }
        return addresses;
    }

    private static string ExtraHost(string text)
    {
        var at = text.AsSpan().IndexOfAny(':', '=');
        if (at <= 0)
            throw UsageException.BadValue(text, "--add-host", $"bad format for add-host: {GoQuote.Double(text)}");
        var address = text[(at + 1)..];
        if (address.StartsWith('[') && address.EndsWith(']'))
            address = address[1..^1];
        return address == "host-gateway" || IPAddress.TryParse(address, out _)
            ? $"{text[..at]}:{address}"
            : throw UsageException.BadValue(text, "--add-host", $"invalid IP address in add-host: {GoQuote.Double(address)}");
    }

    private static string PidMode(string? mode)
    {
        if (mode is null or "" or "host" || (mode.StartsWith("container:", StringComparison.Ordinal) && mode.Length > "container:".Length))
            return mode ?? "";
        throw new UsageException("--pid: invalid PID mode") { ShowUsage = false };
    }

    private static string Mode(string? mode, string error, params ReadOnlySpan<string> accepted)
    {
        if (string.IsNullOrEmpty(mode) || accepted.Contains(mode))
            return mode ?? "";
        throw new UsageException(error) { ShowUsage = false };
    }

    private static List<string>? OrNull(List<string> values) => values.Count > 0 ? values : null;
}
