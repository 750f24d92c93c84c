using System.Text.Json;

namespace Berth.Docker;

// Reads containers: one method a record, on the start of its object.
internal static partial class ApiReader
{
    public static EndpointSettings EndpointSettings(ref Utf8JsonReader json)
    {
        EndpointIPAMConfig? ipamConfig = null;
        IReadOnlyList<string>? links = null;
        IReadOnlyList<string>? aliases = null;
        string? macAddress = null;
        IReadOnlyDictionary<string, string>? driverOpts = null;
        int gwPriority = 0;
        string? networkID = null;
        string? endpointID = null;
        string? gateway = null;
        string? ipAddress = null;
        int ipPrefixLen = 0;
        string? iPv6Gateway = null;
        string? globalIPv6Address = null;
        int globalIPv6PrefixLen = 0;
        IReadOnlyList<string>? dnsNames = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("IPAMConfig"u8)) { ipamConfig = json.Object(EndpointIPAMConfig); }
            else if (json.ValueTextEquals("Links"u8)) { links = json.Texts(); }
            else if (json.ValueTextEquals("Aliases"u8)) { aliases = json.Texts(); }
            else if (json.ValueTextEquals("MacAddress"u8)) { macAddress = json.Text(); }
            else if (json.ValueTextEquals("DriverOpts"u8)) { driverOpts = json.Map(JsonReading.CurrentText); }
            else if (json.ValueTextEquals("GwPriority"u8)) { gwPriority = json.Int32(); }
            else if (json.ValueTextEquals("NetworkID"u8)) { networkID = json.Text(); }
            else if (json.ValueTextEquals("EndpointID"u8)) { endpointID = json.Text(); }
            else if (json.ValueTextEquals("Gateway"u8)) { gateway = json.Text(); }
            else if (json.ValueTextEquals("IPAddress"u8)) { ipAddress = json.Text(); }
            else if (json.ValueTextEquals("IPPrefixLen"u8)) { ipPrefixLen = json.Int32(); }
            else if (json.ValueTextEquals("IPv6Gateway"u8)) { iPv6Gateway = json.Text(); }
            else if (json.ValueTextEquals("GlobalIPv6Address"u8)) { globalIPv6Address = json.Text(); }
            else if (json.ValueTextEquals("GlobalIPv6PrefixLen"u8)) { globalIPv6PrefixLen = json.Int32(); }
            else if (json.ValueTextEquals("DNSNames"u8)) { dnsNames = json.Texts(); }
            else { json.SkipMember(); }
        }

        return new EndpointSettings
        {
            IPAMConfig = ipamConfig,
            Links = links,
            Aliases = aliases,
            MacAddress = macAddress!,
            DriverOpts = driverOpts,
            GwPriority = gwPriority,
            NetworkID = networkID!,
            EndpointID = endpointID!,
            Gateway = gateway!,
            IPAddress = ipAddress!,
            IPPrefixLen = ipPrefixLen,
            IPv6Gateway = iPv6Gateway!,
            GlobalIPv6Address = globalIPv6Address!,
            GlobalIPv6PrefixLen = globalIPv6PrefixLen,
            DNSNames = dnsNames,
        };
    }

    public static Health Health(ref Utf8JsonReader json)
    {
        string? status = null;
        int failingStreak = 0;
        IReadOnlyList<HealthcheckResult>? log = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Status"u8)) { status = json.Text(); }
            else if (json.ValueTextEquals("FailingStreak"u8)) { failingStreak = json.Int32(); }
            else if (json.ValueTextEquals("Log"u8)) { log = json.List(HealthcheckResult); }
            else { json.SkipMember(); }
        }

        return new Health
        {
            Status = status!,
            FailingStreak = failingStreak,
            Log = log!,
        };
    }

    public static LogConfig LogConfig(ref Utf8JsonReader json)
    {
        string? type = null;
        IReadOnlyDictionary<string, string>? config = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Type"u8)) { type = json.Text(); }
            else if (json.ValueTextEquals("Config"u8)) { config = json.Map(JsonReading.CurrentText); }
            else { json.SkipMember(); }
        }

        return new LogConfig
        {
            Type = type!,
            Config = config,
        };
    }

    public static PortBinding PortBinding(ref Utf8JsonReader json)
    {
        string? hostIp = null;
        string? hostPort = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("HostIp"u8)) { hostIp = json.Text(); }
            else if (json.ValueTextEquals("HostPort"u8)) { hostPort = json.Text(); }
            else { json.SkipMember(); }
        }

        return new PortBinding
        {
            HostIp = hostIp!,
            HostPort = hostPort!,
        };
    }

    public static RestartPolicy RestartPolicy(ref Utf8JsonReader json)
    {
        string? name = null;
        int maximumRetryCount = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Name"u8)) { name = json.Text(); }
            else if (json.ValueTextEquals("MaximumRetryCount"u8)) { maximumRetryCount = json.Int32(); }
            else { json.SkipMember(); }
        }

        return new RestartPolicy
        {
            Name = name!,
            MaximumRetryCount = maximumRetryCount,
        };
    }

    public static Mount Mount(ref Utf8JsonReader json)
    {
        string? type = null;
        string? source = null;
        string? target = null;
        bool readOnly = false;
        string? consistency = null;
        BindOptions? bindOptions = null;
        VolumeOptions? volumeOptions = null;
        ImageOptions? imageOptions = null;
        TmpfsOptions? tmpfsOptions = null;
        EmptyObject? clusterOptions = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Type"u8)) { type = json.Text(); }
            else if (json.ValueTextEquals("Source"u8)) { source = json.Text(); }
            else if (json.ValueTextEquals("Target"u8)) { target = json.Text(); }
            else if (json.ValueTextEquals("ReadOnly"u8)) { readOnly = json.Bool(); }
            else if (json.ValueTextEquals("Consistency"u8)) { consistency = json.Text(); }
            else if (json.ValueTextEquals("BindOptions"u8)) { bindOptions = json.Object(BindOptions); }
            else if (json.ValueTextEquals("VolumeOptions"u8)) { volumeOptions = json.Object(VolumeOptions); }
            else if (json.ValueTextEquals("ImageOptions"u8)) { imageOptions = json.Object(ImageOptions); }
            else if (json.ValueTextEquals("TmpfsOptions"u8)) { tmpfsOptions = json.Object(TmpfsOptions); }
            else if (json.ValueTextEquals("ClusterOptions"u8)) { clusterOptions = json.Object(JsonReading.CurrentEmpty); }
            else { json.SkipMember(); }
        }

        return new Mount
        {
            Type = type,
            Source = source,
            Target = target,
            ReadOnly = readOnly,
            Consistency = consistency,
            BindOptions = bindOptions,
            VolumeOptions = volumeOptions,
            ImageOptions = imageOptions,
            TmpfsOptions = tmpfsOptions,
            ClusterOptions = clusterOptions,
        };
    }

    public static WeightDevice WeightDevice(ref Utf8JsonReader json)
    {
        string? path = null;
        int weight = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Path"u8)) { path = json.Text(); }
            else if (json.ValueTextEquals("Weight"u8)) { weight = json.Int32(); }
            else { json.SkipMember(); }
        }

        return new WeightDevice
        {
            Path = path!,
            Weight = weight,
        };
    }

    public static ThrottleDevice ThrottleDevice(ref Utf8JsonReader json)
    {
        string? path = null;
        long rate = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Path"u8)) { path = json.Text(); }
            else if (json.ValueTextEquals("Rate"u8)) { rate = json.Int64(); }
            else { json.SkipMember(); }
        }

        return new ThrottleDevice
        {
            Path = path!,
            Rate = rate,
        };
    }

    public static DeviceMapping DeviceMapping(ref Utf8JsonReader json)
    {
        string? pathOnHost = null;
        string? pathInContainer = null;
        string? cgroupPermissions = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("PathOnHost"u8)) { pathOnHost = json.Text(); }
            else if (json.ValueTextEquals("PathInContainer"u8)) { pathInContainer = json.Text(); }
            else if (json.ValueTextEquals("CgroupPermissions"u8)) { cgroupPermissions = json.Text(); }
            else { json.SkipMember(); }
        }

        return new DeviceMapping
        {
            PathOnHost = pathOnHost!,
            PathInContainer = pathInContainer!,
            CgroupPermissions = cgroupPermissions!,
        };
    }

    public static DeviceRequest DeviceRequest(ref Utf8JsonReader json)
    {
        string? driver = null;
        int count = 0;
        IReadOnlyList<string>? deviceIDs = null;
        IReadOnlyList<IReadOnlyList<string>>? capabilities = null;
        IReadOnlyDictionary<string, string>? options = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Driver"u8)) { driver = json.Text(); }
            else if (json.ValueTextEquals("Count"u8)) { count = json.Int32(); }
            else if (json.ValueTextEquals("DeviceIDs"u8)) { deviceIDs = json.Texts(); }
            else if (json.ValueTextEquals("Capabilities"u8)) { capabilities = json.List(JsonReading.CurrentTexts); }
            else if (json.ValueTextEquals("Options"u8)) { options = json.Map(JsonReading.CurrentText); }
            else { json.SkipMember(); }
        }

        return new DeviceRequest
        {
            Driver = driver!,
            Count = count,
            DeviceIDs = deviceIDs,
            Capabilities = capabilities,
            Options = options,
        };
    }

    public static Ulimit Ulimit(ref Utf8JsonReader json)
    {
        string? name = null;
        long soft = 0;
        long hard = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Name"u8)) { name = json.Text(); }
            else if (json.ValueTextEquals("Soft"u8)) { soft = json.Int64(); }
            else if (json.ValueTextEquals("Hard"u8)) { hard = json.Int64(); }
            else { json.SkipMember(); }
        }

        return new Ulimit
        {
            Name = name!,
            Soft = soft,
            Hard = hard,
        };
    }

    public static HealthConfig HealthConfig(ref Utf8JsonReader json)
    {
        IReadOnlyList<string>? test = null;
        long interval = 0;
        long timeout = 0;
        long startPeriod = 0;
        long startInterval = 0;
        int retries = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Test"u8)) { test = json.Texts(); }
            else if (json.ValueTextEquals("Interval"u8)) { interval = json.Int64(); }
            else if (json.ValueTextEquals("Timeout"u8)) { timeout = json.Int64(); }
            else if (json.ValueTextEquals("StartPeriod"u8)) { startPeriod = json.Int64(); }
            else if (json.ValueTextEquals("StartInterval"u8)) { startInterval = json.Int64(); }
            else if (json.ValueTextEquals("Retries"u8)) { retries = json.Int32(); }
            else { json.SkipMember(); }
        }

        return new HealthConfig
        {
            Test = test,
            Interval = interval,
            Timeout = timeout,
            StartPeriod = startPeriod,
            StartInterval = startInterval,
            Retries = retries,
        };
    }

    public static NetworkAddress NetworkAddress(ref Utf8JsonReader json)
    {
        string? addr = null;
        int prefixLen = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Addr"u8)) { addr = json.Text(); }
            else if (json.ValueTextEquals("PrefixLen"u8)) { prefixLen = json.Int32(); }
            else { json.SkipMember(); }
        }

        return new NetworkAddress
        {
            Addr = addr!,
            PrefixLen = prefixLen,
        };
    }

    public static BlkioStatEntry BlkioStatEntry(ref Utf8JsonReader json)
    {
        ulong major = 0;
        ulong minor = 0;
        string? op = null;
        ulong value = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("major"u8)) { major = json.UInt64(); }
            else if (json.ValueTextEquals("minor"u8)) { minor = json.UInt64(); }
            else if (json.ValueTextEquals("op"u8)) { op = json.Text(); }
            else if (json.ValueTextEquals("value"u8)) { value = json.UInt64(); }
            else { json.SkipMember(); }
        }

        return new BlkioStatEntry
        {
            Major = major,
            Minor = minor,
            Op = op!,
            Value = value,
        };
    }
}
