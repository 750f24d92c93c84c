using System.Globalization;
using System.Runtime.InteropServices;
using Berth.Docker;

namespace Berth.Engine;

/// <summary>The waist's engine: versions, the machine, events, disk usage.</summary>
internal sealed class SystemService(EngineParts parts, ContainerService containers, ImageService images, VolumeService volumes, string engineId) : ISystem
{
    private const string ApiVersion = "1.51";
    private const string MinApiVersion = "1.24";

    /// <inheritdoc/>
    public Task<PingResponse> PingAsync(CancellationToken cancel = default) =>
        Task.FromResult(new PingResponse { ApiVersion = ApiVersion, OsType = "linux", BuilderVersion = "1" });

    /// <inheritdoc/>
    public Task<VersionInfo> VersionAsync(CancellationToken cancel = default)
    {
        var options = parts.Options;
        string kernel = KernelVersion();
        string runtime = RuntimeInformation.FrameworkDescription;
        return Task.FromResult(new VersionInfo
        {
            Platform = new VersionPlatform { Name = VersionPlatform.Berth },
            Components =
            [
                new VersionComponent
                {
                    Name = "Engine",
                    Version = options.Version,
                    Details = new SortedDictionary<string, string>(StringComparer.Ordinal)
                    {
                        ["ApiVersion"] = ApiVersion, ["Arch"] = Architecture(), ["BuildTime"] = "", ["Experimental"] = "false", ["GitCommit"] = options.Commit,
                        ["GoVersion"] = runtime, ["KernelVersion"] = kernel, ["MinAPIVersion"] = MinApiVersion, ["Os"] = "linux",
                    },
                },
            ],
            Version = options.Version,
            ApiVersion = ApiVersion,
            MinAPIVersion = MinApiVersion,
            GitCommit = options.Commit,
            GoVersion = runtime,
            Os = "linux",
            Arch = Architecture(),
            KernelVersion = kernel,
            BuildTime = "",
        });
    }

    /// <inheritdoc/>
    public Task<SystemInfo> InfoAsync(CancellationToken cancel = default)
    {
        var all = parts.Containers.All();
        int paused = all.Count(container => container.Life.Status == ContainerStatus.Paused);
        int running = all.Count(container => container.Life.IsSupervised) - paused;
        var machine = parts.Machine;
        return Task.FromResult(Registries(new SystemInfo
        {
            ID = engineId,
            Containers = all.Count,
            ContainersRunning = running,
            ContainersPaused = paused,
            ContainersStopped = all.Count - running - paused,
            Images = parts.Images.List().Count,
            Driver = parts.Images.Snapshots.Mode == Berth.Images.SnapshotMode.Copy ? "vfs" : "overlay2",
            DriverStatus = [["Backing Filesystem", FileSystems.NameOf(parts.Options.Root)], ["Storage Mode", parts.Images.Snapshots.ModeReason]],
            Plugins = new SystemPlugins
            {
                Volume = ["local"], Network = ["bridge", "host", "null"], Log = ["json-file", "local", "none"],
            },
            MemoryLimit = machine.MemoryLimit,
            SwapLimit = machine.SwapLimit,
            CpuCfsPeriod = machine.CpuLimit,
            CpuCfsQuota = machine.CpuLimit,
            CPUShares = machine.CpuLimit,
            CPUSet = machine.CpuSet,
            PidsLimit = machine.PidsLimit,
            IPv4Forwarding = MachineText("/proc/sys/net/ipv4/ip_forward") == "1",
            NFd = Directory.GetFileSystemEntries("/proc/self/fd").Length,
            OomKillDisable = machine.CgroupVersion == 1 && machine.MemoryLimit,
            NGoroutines = ThreadPool.ThreadCount,
            SystemTime = DockerTimestamps.Format(parts.Time.GetUtcNow()),
            LoggingDriver = parts.Options.DefaultLog.Type,
            CgroupDriver = "cgroupfs",
            CgroupVersion = machine.CgroupVersion.ToString(CultureInfo.InvariantCulture),
            NEventsListener = parts.Events.Listeners,
            KernelVersion = KernelVersion(),
            OperatingSystem = OperatingSystemName.Read(),
            OSType = "linux",
            Architecture = RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "aarch64" : "x86_64",
            NCPU = machine.CpuCount,
            MemTotal = machine.MemoryBytes,
            DockerRootDir = parts.Options.Root,
            Name = MachineName.Read(),
            Labels = parts.Options.Labels,
            ServerVersion = parts.Options.Version,
            Runtimes = new Dictionary<string, RuntimeInfo> { ["runc"] = new() { Path = "berth-monitor" } },
            DefaultRuntime = "runc",
            Swarm = new SwarmInfo { LocalNodeState = "inactive" },
            LiveRestoreEnabled = true,
            InitBinary = "berth-monitor",
            SecurityOptions = SecurityOptionNames(machine),
            FirewallBackend = new FirewallInfo { Driver = "nftables" },
            CDISpecDirs = [],
            Warnings = Warnings(machine),
        }));
    }

    /// <inheritdoc/>
    public Task<IAsyncEnumerable<EventMessage>> EventsAsync(EventsOptions options, CancellationToken cancel = default) =>
        Task.FromResult(parts.Events.Listen(options, cancel));

    /// <inheritdoc/>
    public async Task<DiskUsage> DiskUsageAsync(DiskUsageOptions options, CancellationToken cancel = default) => await Task.Run(
        async () => new DiskUsage
        {
            LayersSize = options.Images || options.Containers ? LayersSize() : 0,
            Images = options.Images ? await images.ListAsync(new ImageListOptions { SharedSize = true }, cancel).ConfigureAwait(false) : null,
            Containers = options.Containers ? await containers.ListAsync(new ContainerListOptions { All = true, Size = true }, cancel).ConfigureAwait(false) : null,
            Volumes = options.Volumes ? SizedVolumes() : null,
            BuildCache = options.BuildCache ? [] : null,
        },
        cancel).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<AuthResponse> AuthAsync(AuthConfig auth, CancellationToken cancel = default)
    {
        await RegistryLogin.TryAsync(parts, auth, cancel).ConfigureAwait(false);
        return new AuthResponse { Status = "Login Succeeded" };
    }

    private SystemInfo Registries(SystemInfo info) => info with
    {
        IndexServerAddress = "https://index.docker.io/v1/",
        RegistryConfig = new RegistryServiceConfig
        {
            IndexConfigs = new Dictionary<string, RegistryIndex>
            {
                ["docker.io"] = new() { Name = "docker.io", Official = true, Secure = true, Mirrors = parts.Options.RegistryMirrors },
            },
            InsecureRegistryCIDRs = ["::1/128", "127.0.0.0/8", .. parts.Options.InsecureRegistries.Where(name => name.Contains('/', StringComparison.Ordinal))],
            Mirrors = parts.Options.RegistryMirrors.Count > 0 ? parts.Options.RegistryMirrors : null,
        },
        HttpProxy = Environment.GetEnvironmentVariable("HTTP_PROXY") ?? "",
        HttpsProxy = Environment.GetEnvironmentVariable("HTTPS_PROXY") ?? "",
        NoProxy = Environment.GetEnvironmentVariable("NO_PROXY") ?? "",
    };

    private long LayersSize()
    {
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var image in parts.Images.List())
        {
            foreach (var (folder, size) in image.LayerFolders.Zip(image.LayerSizes.Reverse()))
            {
                sizes[folder] = size;
            }
        }

        return sizes.Values.Sum();
    }

    private Volume[] SizedVolumes()
    {
        var used = volumes.Used();
        return
        [
            .. parts.Volumes.All().Select(volume => volumes.Show(volume) with
            {
                UsageData = new VolumeUsage { RefCount = used.TryGetValue(volume.Name, out var users) ? users.Count : 0, Size = parts.Volumes.Size(volume.Name) },
            }),
        ];
    }

    private static string[] SecurityOptionNames(MachineFacts machine) =>
        machine.CgroupVersion == 2 ? ["name=seccomp,profile=builtin", "name=cgroupns"] : ["name=seccomp,profile=builtin"];

    private List<string>? Warnings(MachineFacts machine)
    {
        (bool Applies, string Sentence)[] sentences =
        [
            (!machine.MemoryLimit, "WARNING: No memory limit support"),
            (!machine.SwapLimit, "WARNING: No swap limit support"),
            (!machine.CpuLimit, "WARNING: No cpu cfs quota support"),
            (!machine.CpuSet, "WARNING: No cpuset support"),
            (!machine.PidsLimit, "WARNING: No pids limit support"),
            (parts.Images.Snapshots.Mode == Berth.Images.SnapshotMode.Copy, $"WARNING: {parts.Images.Snapshots.ModeReason}"),
        ];
        List<string> warnings = [.. sentences.Where(one => one.Applies).Select(one => one.Sentence)];
        return warnings.Count > 0 ? warnings : null;
    }

    private static string Architecture() => RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "amd64";

    private static string KernelVersion() => MachineText("/proc/sys/kernel/osrelease");

    private static string MachineText(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (IOException)
        {
            return "";
        }
    }
}
