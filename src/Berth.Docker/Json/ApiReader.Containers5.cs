using System.Text.Json;

namespace Berth.Docker;

// Reads containers: one method a record, on the start of its object.
internal static partial class ApiReader
{
    public static CpuUsage CpuUsage(ref Utf8JsonReader json)
    {
        ulong totalUsage = 0;
        IReadOnlyList<ulong>? percpuUsage = null;
        ulong usageInKernelmode = 0;
        ulong usageInUsermode = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("total_usage"u8)) { totalUsage = json.UInt64(); }
            else if (json.ValueTextEquals("percpu_usage"u8)) { percpuUsage = json.List(JsonReading.CurrentUInt64); }
            else if (json.ValueTextEquals("usage_in_kernelmode"u8)) { usageInKernelmode = json.UInt64(); }
            else if (json.ValueTextEquals("usage_in_usermode"u8)) { usageInUsermode = json.UInt64(); }
            else { json.SkipMember(); }
        }

        return new CpuUsage
        {
            TotalUsage = totalUsage,
            PercpuUsage = percpuUsage,
            UsageInKernelmode = usageInKernelmode,
            UsageInUsermode = usageInUsermode,
        };
    }

    public static ThrottlingData ThrottlingData(ref Utf8JsonReader json)
    {
        ulong periods = 0;
        ulong throttledPeriods = 0;
        ulong throttledTime = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("periods"u8)) { periods = json.UInt64(); }
            else if (json.ValueTextEquals("throttled_periods"u8)) { throttledPeriods = json.UInt64(); }
            else if (json.ValueTextEquals("throttled_time"u8)) { throttledTime = json.UInt64(); }
            else { json.SkipMember(); }
        }

        return new ThrottlingData
        {
            Periods = periods,
            ThrottledPeriods = throttledPeriods,
            ThrottledTime = throttledTime,
        };
    }

    public static EndpointIPAMConfig EndpointIPAMConfig(ref Utf8JsonReader json)
    {
        string? iPv4Address = null;
        string? iPv6Address = null;
        IReadOnlyList<string>? linkLocalIPs = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("IPv4Address"u8)) { iPv4Address = json.Text(); }
            else if (json.ValueTextEquals("IPv6Address"u8)) { iPv6Address = json.Text(); }
            else if (json.ValueTextEquals("LinkLocalIPs"u8)) { linkLocalIPs = json.Texts(); }
            else { json.SkipMember(); }
        }

        return new EndpointIPAMConfig
        {
            IPv4Address = iPv4Address,
            IPv6Address = iPv6Address,
            LinkLocalIPs = linkLocalIPs,
        };
    }

    public static HealthcheckResult HealthcheckResult(ref Utf8JsonReader json)
    {
        string? start = null;
        string? end = null;
        int exitCode = 0;
        string? output = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Start"u8)) { start = json.Text(); }
            else if (json.ValueTextEquals("End"u8)) { end = json.Text(); }
            else if (json.ValueTextEquals("ExitCode"u8)) { exitCode = json.Int32(); }
            else if (json.ValueTextEquals("Output"u8)) { output = json.Text(); }
            else { json.SkipMember(); }
        }

        return new HealthcheckResult
        {
            Start = start!,
            End = end!,
            ExitCode = exitCode,
            Output = output!,
        };
    }

    public static BindOptions BindOptions(ref Utf8JsonReader json)
    {
        string? propagation = null;
        bool nonRecursive = false;
        bool createMountpoint = false;
        bool readOnlyNonRecursive = false;
        bool readOnlyForceRecursive = false;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Propagation"u8)) { propagation = json.Text(); }
            else if (json.ValueTextEquals("NonRecursive"u8)) { nonRecursive = json.Bool(); }
            else if (json.ValueTextEquals("CreateMountpoint"u8)) { createMountpoint = json.Bool(); }
            else if (json.ValueTextEquals("ReadOnlyNonRecursive"u8)) { readOnlyNonRecursive = json.Bool(); }
            else if (json.ValueTextEquals("ReadOnlyForceRecursive"u8)) { readOnlyForceRecursive = json.Bool(); }
            else { json.SkipMember(); }
        }

        return new BindOptions
        {
            Propagation = propagation,
            NonRecursive = nonRecursive,
            CreateMountpoint = createMountpoint,
            ReadOnlyNonRecursive = readOnlyNonRecursive,
            ReadOnlyForceRecursive = readOnlyForceRecursive,
        };
    }

    public static VolumeOptions VolumeOptions(ref Utf8JsonReader json)
    {
        bool noCopy = false;
        IReadOnlyDictionary<string, string>? labels = null;
        string? subpath = null;
        VolumeDriverConfig? driverConfig = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("NoCopy"u8)) { noCopy = json.Bool(); }
            else if (json.ValueTextEquals("Labels"u8)) { labels = json.Map(JsonReading.CurrentText); }
            else if (json.ValueTextEquals("Subpath"u8)) { subpath = json.Text(); }
            else if (json.ValueTextEquals("DriverConfig"u8)) { driverConfig = json.Object(VolumeDriverConfig); }
            else { json.SkipMember(); }
        }

        return new VolumeOptions
        {
            NoCopy = noCopy,
            Labels = labels,
            Subpath = subpath,
            DriverConfig = driverConfig,
        };
    }

    public static ImageOptions ImageOptions(ref Utf8JsonReader json)
    {
        string? subpath = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Subpath"u8)) { subpath = json.Text(); }
            else { json.SkipMember(); }
        }

        return new ImageOptions
        {
            Subpath = subpath,
        };
    }

    public static TmpfsOptions TmpfsOptions(ref Utf8JsonReader json)
    {
        long sizeBytes = 0;
        int mode = 0;
        IReadOnlyList<IReadOnlyList<string>>? options = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("SizeBytes"u8)) { sizeBytes = json.Int64(); }
            else if (json.ValueTextEquals("Mode"u8)) { mode = json.Int32(); }
            else if (json.ValueTextEquals("Options"u8)) { options = json.List(JsonReading.CurrentTexts); }
            else { json.SkipMember(); }
        }

        return new TmpfsOptions
        {
            SizeBytes = sizeBytes,
            Mode = mode,
            Options = options,
        };
    }

    public static VolumeDriverConfig VolumeDriverConfig(ref Utf8JsonReader json)
    {
        string? name = null;
        IReadOnlyDictionary<string, string>? options = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Name"u8)) { name = json.Text(); }
            else if (json.ValueTextEquals("Options"u8)) { options = json.Map(JsonReading.CurrentText); }
            else { json.SkipMember(); }
        }

        return new VolumeDriverConfig
        {
            Name = name,
            Options = options,
        };
    }
}
