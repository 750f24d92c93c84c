using System.Text.Json;

namespace Berth.Docker;

// Reads what an engine tells of itself: one method a record, on the start of its object.
internal static partial class ApiReader
{
    public static SystemInfo SystemInfo(ref Utf8JsonReader json)
    {
        string? id = null;
        int containers = 0;
        int containersRunning = 0;
        int containersPaused = 0;
        int containersStopped = 0;
        int images = 0;
        string? driver = null;
        IReadOnlyList<IReadOnlyList<string>>? driverStatus = null;
        SystemPlugins? plugins = null;
        bool memoryLimit = false;
        bool swapLimit = false;
        bool cpuCfsPeriod = false;
        bool cpuCfsQuota = false;
        bool cpuShares = false;
        bool cpuSet = false;
        bool pidsLimit = false;
        bool iPv4Forwarding = false;
        bool debug = false;
        int nFd = 0;
        bool oomKillDisable = false;
        int nGoroutines = 0;
        string? systemTime = null;
        string? loggingDriver = null;
        string? cgroupDriver = null;
        string? cgroupVersion = null;
        int nEventsListener = 0;
        string? kernelVersion = null;
        string? operatingSystem = null;
        string? osVersion = null;
        string? osType = null;
        string? architecture = null;
        string? indexServerAddress = null;
        RegistryServiceConfig? registryConfig = null;
        int ncpu = 0;
        long memTotal = 0;
        IReadOnlyList<string>? genericResources = null;
        string? dockerRootDir = null;
        string? httpProxy = null;
        string? httpsProxy = null;
        string? noProxy = null;
        string? name = null;
        IReadOnlyList<string>? labels = null;
        bool experimentalBuild = false;
        string? serverVersion = null;
        IReadOnlyDictionary<string, RuntimeInfo>? runtimes = null;
        string? defaultRuntime = null;
        SwarmInfo? swarm = null;
        bool liveRestoreEnabled = false;
        string? isolation = null;
        string? initBinary = null;
        ComponentCommit? containerdCommit = null;
        ComponentCommit? runcCommit = null;
        ComponentCommit? initCommit = null;
        IReadOnlyList<string>? securityOptions = null;
        IReadOnlyList<AddressPool>? defaultAddressPools = null;
        FirewallInfo? firewallBackend = null;
        IReadOnlyList<string>? cdiSpecDirs = null;
        IReadOnlyList<string>? warnings = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("ID"u8)) { id = json.Text(); }
            else if (json.ValueTextEquals("Containers"u8)) { containers = json.Int32(); }
            else if (json.ValueTextEquals("ContainersRunning"u8)) { containersRunning = json.Int32(); }
            else if (json.ValueTextEquals("ContainersPaused"u8)) { containersPaused = json.Int32(); }
            else if (json.ValueTextEquals("ContainersStopped"u8)) { containersStopped = json.Int32(); }
            else if (json.ValueTextEquals("Images"u8)) { images = json.Int32(); }
            else if (json.ValueTextEquals("Driver"u8)) { driver = json.Text(); }
            else if (json.ValueTextEquals("DriverStatus"u8)) { driverStatus = json.List(JsonReading.CurrentTexts); }
            else if (json.ValueTextEquals("Plugins"u8)) { plugins = json.Object(SystemPlugins); }
            else if (json.ValueTextEquals("MemoryLimit"u8)) { memoryLimit = json.Bool(); }
            else if (json.ValueTextEquals("SwapLimit"u8)) { swapLimit = json.Bool(); }
            else if (json.ValueTextEquals("CpuCfsPeriod"u8)) { cpuCfsPeriod = json.Bool(); }
            else if (json.ValueTextEquals("CpuCfsQuota"u8)) { cpuCfsQuota = json.Bool(); }
            else if (json.ValueTextEquals("CPUShares"u8)) { cpuShares = json.Bool(); }
            else if (json.ValueTextEquals("CPUSet"u8)) { cpuSet = json.Bool(); }
            else if (json.ValueTextEquals("PidsLimit"u8)) { pidsLimit = json.Bool(); }
            else if (json.ValueTextEquals("IPv4Forwarding"u8)) { iPv4Forwarding = json.Bool(); }
            else if (json.ValueTextEquals("Debug"u8)) { debug = json.Bool(); }
            else if (json.ValueTextEquals("NFd"u8)) { nFd = json.Int32(); }
            else if (json.ValueTextEquals("OomKillDisable"u8)) { oomKillDisable = json.Bool(); }
            else if (json.ValueTextEquals("NGoroutines"u8)) { nGoroutines = json.Int32(); }
            else if (json.ValueTextEquals("SystemTime"u8)) { systemTime = json.Text(); }
            else if (json.ValueTextEquals("LoggingDriver"u8)) { loggingDriver = json.Text(); }
            else if (json.ValueTextEquals("CgroupDriver"u8)) { cgroupDriver = json.Text(); }
            else if (json.ValueTextEquals("CgroupVersion"u8)) { cgroupVersion = json.Text(); }
            else if (json.ValueTextEquals("NEventsListener"u8)) { nEventsListener = json.Int32(); }
            else if (json.ValueTextEquals("KernelVersion"u8)) { kernelVersion = json.Text(); }
            else if (json.ValueTextEquals("OperatingSystem"u8)) { operatingSystem = json.Text(); }
            else if (json.ValueTextEquals("OSVersion"u8)) { osVersion = json.Text(); }
            else if (json.ValueTextEquals("OSType"u8)) { osType = json.Text(); }
            else if (json.ValueTextEquals("Architecture"u8)) { architecture = json.Text(); }
            else if (json.ValueTextEquals("IndexServerAddress"u8)) { indexServerAddress = json.Text(); }
            else if (json.ValueTextEquals("RegistryConfig"u8)) { registryConfig = json.Object(RegistryServiceConfig); }
            else if (json.ValueTextEquals("NCPU"u8)) { ncpu = json.Int32(); }
            else if (json.ValueTextEquals("MemTotal"u8)) { memTotal = json.Int64(); }
            else if (json.ValueTextEquals("GenericResources"u8)) { genericResources = json.Texts(); }
            else if (json.ValueTextEquals("DockerRootDir"u8)) { dockerRootDir = json.Text(); }
            else if (json.ValueTextEquals("HttpProxy"u8)) { httpProxy = json.Text(); }
            else if (json.ValueTextEquals("HttpsProxy"u8)) { httpsProxy = json.Text(); }
            else if (json.ValueTextEquals("NoProxy"u8)) { noProxy = json.Text(); }
            else if (json.ValueTextEquals("Name"u8)) { name = json.Text(); }
            else if (json.ValueTextEquals("Labels"u8)) { labels = json.Texts(); }
            else if (json.ValueTextEquals("ExperimentalBuild"u8)) { experimentalBuild = json.Bool(); }
            else if (json.ValueTextEquals("ServerVersion"u8)) { serverVersion = json.Text(); }
            else if (json.ValueTextEquals("Runtimes"u8)) { runtimes = json.Map(RuntimeInfo); }
            else if (json.ValueTextEquals("DefaultRuntime"u8)) { defaultRuntime = json.Text(); }
            else if (json.ValueTextEquals("Swarm"u8)) { swarm = json.Object(SwarmInfo); }
            else if (json.ValueTextEquals("LiveRestoreEnabled"u8)) { liveRestoreEnabled = json.Bool(); }
            else if (json.ValueTextEquals("Isolation"u8)) { isolation = json.Text(); }
            else if (json.ValueTextEquals("InitBinary"u8)) { initBinary = json.Text(); }
            else if (json.ValueTextEquals("ContainerdCommit"u8)) { containerdCommit = json.Object(ComponentCommit); }
            else if (json.ValueTextEquals("RuncCommit"u8)) { runcCommit = json.Object(ComponentCommit); }
            else if (json.ValueTextEquals("InitCommit"u8)) { initCommit = json.Object(ComponentCommit); }
            else if (json.ValueTextEquals("SecurityOptions"u8)) { securityOptions = json.Texts(); }
            else if (json.ValueTextEquals("DefaultAddressPools"u8)) { defaultAddressPools = json.List(AddressPool); }
            else if (json.ValueTextEquals("FirewallBackend"u8)) { firewallBackend = json.Object(FirewallInfo); }
            else if (json.ValueTextEquals("CDISpecDirs"u8)) { cdiSpecDirs = json.Texts(); }
            else if (json.ValueTextEquals("Warnings"u8)) { warnings = json.Texts(); }
            else { json.SkipMember(); }
        }

        return new SystemInfo
        {
            ID = id!,
            Containers = containers,
            ContainersRunning = containersRunning,
            ContainersPaused = containersPaused,
            ContainersStopped = containersStopped,
            Images = images,
            Driver = driver!,
            DriverStatus = driverStatus!,
            Plugins = plugins!,
            MemoryLimit = memoryLimit,
            SwapLimit = swapLimit,
            CpuCfsPeriod = cpuCfsPeriod,
            CpuCfsQuota = cpuCfsQuota,
            CPUShares = cpuShares,
            CPUSet = cpuSet,
            PidsLimit = pidsLimit,
            IPv4Forwarding = iPv4Forwarding,
            Debug = debug,
            NFd = nFd,
            OomKillDisable = oomKillDisable,
            NGoroutines = nGoroutines,
            SystemTime = systemTime!,
            LoggingDriver = loggingDriver!,
            CgroupDriver = cgroupDriver!,
            CgroupVersion = cgroupVersion,
            NEventsListener = nEventsListener,
            KernelVersion = kernelVersion!,
            OperatingSystem = operatingSystem!,
            OSVersion = osVersion!,
            OSType = osType!,
            Architecture = architecture!,
            IndexServerAddress = indexServerAddress!,
            RegistryConfig = registryConfig,
            NCPU = ncpu,
            MemTotal = memTotal,
            GenericResources = genericResources,
            DockerRootDir = dockerRootDir!,
            HttpProxy = httpProxy!,
            HttpsProxy = httpsProxy!,
            NoProxy = noProxy!,
            Name = name!,
            Labels = labels!,
            ExperimentalBuild = experimentalBuild,
            ServerVersion = serverVersion!,
            Runtimes = runtimes!,
            DefaultRuntime = defaultRuntime!,
            Swarm = swarm!,
            LiveRestoreEnabled = liveRestoreEnabled,
            Isolation = isolation!,
            InitBinary = initBinary!,
            ContainerdCommit = containerdCommit!,
            RuncCommit = runcCommit!,
            InitCommit = initCommit!,
            SecurityOptions = securityOptions!,
            DefaultAddressPools = defaultAddressPools,
            FirewallBackend = firewallBackend,
            CDISpecDirs = cdiSpecDirs!,
            Warnings = warnings,
        };
    }

    public static SystemPlugins SystemPlugins(ref Utf8JsonReader json)
    {
        IReadOnlyList<string>? volume = null;
        IReadOnlyList<string>? network = null;
        IReadOnlyList<string>? authorization = null;
        IReadOnlyList<string>? log = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Volume"u8)) { volume = json.Texts(); }
            else if (json.ValueTextEquals("Network"u8)) { network = json.Texts(); }
            else if (json.ValueTextEquals("Authorization"u8)) { authorization = json.Texts(); }
            else if (json.ValueTextEquals("Log"u8)) { log = json.Texts(); }
            else { json.SkipMember(); }
        }

        return new SystemPlugins
        {
            Volume = volume!,
            Network = network!,
            Authorization = authorization,
            Log = log!,
        };
    }

    public static RegistryServiceConfig RegistryServiceConfig(ref Utf8JsonReader json)
    {
        IReadOnlyDictionary<string, RegistryIndex>? indexConfigs = null;
        IReadOnlyList<string>? insecureRegistryCIDRs = null;
        IReadOnlyList<string>? mirrors = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("IndexConfigs"u8)) { indexConfigs = json.Map(RegistryIndex); }
            else if (json.ValueTextEquals("InsecureRegistryCIDRs"u8)) { insecureRegistryCIDRs = json.Texts(); }
            else if (json.ValueTextEquals("Mirrors"u8)) { mirrors = json.Texts(); }
            else { json.SkipMember(); }
        }

        return new RegistryServiceConfig
        {
            IndexConfigs = indexConfigs!,
            InsecureRegistryCIDRs = insecureRegistryCIDRs!,
            Mirrors = mirrors,
        };
    }

    public static RegistryIndex RegistryIndex(ref Utf8JsonReader json)
    {
        IReadOnlyList<string>? mirrors = null;
        string? name = null;
        bool official = false;
        bool secure = false;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Mirrors"u8)) { mirrors = json.Texts(); }
            else if (json.ValueTextEquals("Name"u8)) { name = json.Text(); }
            else if (json.ValueTextEquals("Official"u8)) { official = json.Bool(); }
            else if (json.ValueTextEquals("Secure"u8)) { secure = json.Bool(); }
            else { json.SkipMember(); }
        }

        return new RegistryIndex
        {
            Mirrors = mirrors!,
            Name = name!,
            Official = official,
            Secure = secure,
        };
    }

    public static RuntimeInfo RuntimeInfo(ref Utf8JsonReader json)
    {
        string? path = null;
        IReadOnlyList<string>? runtimeArgs = null;
        IReadOnlyDictionary<string, string>? status = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("path"u8)) { path = json.Text(); }
            else if (json.ValueTextEquals("runtimeArgs"u8)) { runtimeArgs = json.Texts(); }
            else if (json.ValueTextEquals("status"u8)) { status = json.Map(JsonReading.CurrentText); }
            else { json.SkipMember(); }
        }

        return new RuntimeInfo
        {
            Path = path!,
            RuntimeArgs = runtimeArgs,
            Status = status,
        };
    }

    public static SwarmInfo SwarmInfo(ref Utf8JsonReader json)
    {
        string? nodeID = null;
        string? nodeAddr = null;
        string? localNodeState = null;
        bool controlAvailable = false;
        string? error = null;
        IReadOnlyList<string>? remoteManagers = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("NodeID"u8)) { nodeID = json.Text(); }
            else if (json.ValueTextEquals("NodeAddr"u8)) { nodeAddr = json.Text(); }
            else if (json.ValueTextEquals("LocalNodeState"u8)) { localNodeState = json.Text(); }
            else if (json.ValueTextEquals("ControlAvailable"u8)) { controlAvailable = json.Bool(); }
            else if (json.ValueTextEquals("Error"u8)) { error = json.Text(); }
            else if (json.ValueTextEquals("RemoteManagers"u8)) { remoteManagers = json.Texts(); }
            else { json.SkipMember(); }
        }

        return new SwarmInfo
        {
            NodeID = nodeID!,
            NodeAddr = nodeAddr!,
            LocalNodeState = localNodeState!,
            ControlAvailable = controlAvailable,
            Error = error!,
            RemoteManagers = remoteManagers,
        };
    }

    public static ComponentCommit ComponentCommit(ref Utf8JsonReader json)
    {
        string? id = null;
        string? expected = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("ID"u8)) { id = json.Text(); }
            else if (json.ValueTextEquals("Expected"u8)) { expected = json.Text(); }
            else { json.SkipMember(); }
        }

        return new ComponentCommit
        {
            ID = id!,
            Expected = expected,
        };
    }

    public static AddressPool AddressPool(ref Utf8JsonReader json)
    {
        string? basis = null;
        int size = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Base"u8)) { basis = json.Text(); }
            else if (json.ValueTextEquals("Size"u8)) { size = json.Int32(); }
            else { json.SkipMember(); }
        }

        return new AddressPool
        {
            Base = basis!,
            Size = size,
        };
    }

    public static FirewallInfo FirewallInfo(ref Utf8JsonReader json)
    {
        string? driver = null;
        IReadOnlyList<IReadOnlyList<string>>? info = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Driver"u8)) { driver = json.Text(); }
            else if (json.ValueTextEquals("Info"u8)) { info = json.List(JsonReading.CurrentTexts); }
            else { json.SkipMember(); }
        }

        return new FirewallInfo
        {
            Driver = driver!,
            Info = info,
        };
    }
}
