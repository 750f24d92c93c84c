using System.Text.Json;

namespace Berth.Docker;

// Reads images: one method a record, on the start of its object.
internal static partial class ApiReader
{
    public static ImageConfig ImageConfig(ref Utf8JsonReader json)
    {
        string? user = null;
        IReadOnlyDictionary<string, EmptyObject>? exposedPorts = null;
        IReadOnlyList<string>? env = null;
        IReadOnlyList<string>? entrypoint = null;
        IReadOnlyList<string>? cmd = null;
        IReadOnlyDictionary<string, EmptyObject>? volumes = null;
        string? workingDir = null;
        IReadOnlyDictionary<string, string>? labels = null;
        string? stopSignal = null;
        bool argsEscaped = false;
        HealthConfig? healthcheck = null;
        IReadOnlyList<string>? onBuild = null;
        IReadOnlyList<string>? shell = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("User"u8)) { user = json.Text(); }
            else if (json.ValueTextEquals("ExposedPorts"u8)) { exposedPorts = json.Map(JsonReading.CurrentEmpty); }
            else if (json.ValueTextEquals("Env"u8)) { env = json.Texts(); }
            else if (json.ValueTextEquals("Entrypoint"u8)) { entrypoint = json.Texts(); }
            else if (json.ValueTextEquals("Cmd"u8)) { cmd = json.Texts(); }
            else if (json.ValueTextEquals("Volumes"u8)) { volumes = json.Map(JsonReading.CurrentEmpty); }
            else if (json.ValueTextEquals("WorkingDir"u8)) { workingDir = json.Text(); }
            else if (json.ValueTextEquals("Labels"u8)) { labels = json.Map(JsonReading.CurrentText); }
            else if (json.ValueTextEquals("StopSignal"u8)) { stopSignal = json.Text(); }
            else if (json.ValueTextEquals("ArgsEscaped"u8)) { argsEscaped = json.Bool(); }
            else if (json.ValueTextEquals("Healthcheck"u8)) { healthcheck = json.Object(HealthConfig); }
            else if (json.ValueTextEquals("OnBuild"u8)) { onBuild = json.Texts(); }
            else if (json.ValueTextEquals("Shell"u8)) { shell = json.Texts(); }
            else { json.SkipMember(); }
        }

        return new ImageConfig
        {
            User = user!,
            ExposedPorts = exposedPorts,
            Env = env,
            Entrypoint = entrypoint,
            Cmd = cmd,
            Volumes = volumes,
            WorkingDir = workingDir!,
            Labels = labels,
            StopSignal = stopSignal,
            ArgsEscaped = argsEscaped,
            Healthcheck = healthcheck,
            OnBuild = onBuild,
            Shell = shell,
        };
    }

    public static ImageRootFS ImageRootFS(ref Utf8JsonReader json)
    {
        string? type = null;
        IReadOnlyList<string>? layers = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Type"u8)) { type = json.Text(); }
            else if (json.ValueTextEquals("Layers"u8)) { layers = json.Texts(); }
            else { json.SkipMember(); }
        }

        return new ImageRootFS
        {
            Type = type!,
            Layers = layers!,
        };
    }

    public static ImageMetadata ImageMetadata(ref Utf8JsonReader json)
    {
        string? lastTagTime = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("LastTagTime"u8)) { lastTagTime = json.Text(); }
            else { json.SkipMember(); }
        }

        return new ImageMetadata
        {
            LastTagTime = lastTagTime,
        };
    }

    public static OciPlatform OciPlatform(ref Utf8JsonReader json)
    {
        string? architecture = null;
        string? os = null;
        string? osVersion = null;
        IReadOnlyList<string>? osFeatures = null;
        string? variant = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("architecture"u8)) { architecture = json.Text(); }
            else if (json.ValueTextEquals("os"u8)) { os = json.Text(); }
            else if (json.ValueTextEquals("os.version"u8)) { osVersion = json.Text(); }
            else if (json.ValueTextEquals("os.features"u8)) { osFeatures = json.Texts(); }
            else if (json.ValueTextEquals("variant"u8)) { variant = json.Text(); }
            else { json.SkipMember(); }
        }

        return new OciPlatform
        {
            Architecture = architecture!,
            Os = os!,
            OsVersion = osVersion,
            OsFeatures = osFeatures,
            Variant = variant,
        };
    }

    public static ProgressDetail ProgressDetail(ref Utf8JsonReader json)
    {
        long current = 0;
        long total = 0;
        long start = 0;
        bool hideCounts = false;
        string? units = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("current"u8)) { current = json.Int64(); }
            else if (json.ValueTextEquals("total"u8)) { total = json.Int64(); }
            else if (json.ValueTextEquals("start"u8)) { start = json.Int64(); }
            else if (json.ValueTextEquals("hidecounts"u8)) { hideCounts = json.Bool(); }
            else if (json.ValueTextEquals("units"u8)) { units = json.Text(); }
            else { json.SkipMember(); }
        }

        return new ProgressDetail
        {
            Current = current,
            Total = total,
            Start = start,
            HideCounts = hideCounts,
            Units = units,
        };
    }

    public static ProgressError ProgressError(ref Utf8JsonReader json)
    {
        int code = 0;
        string? message = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("code"u8)) { code = json.Int32(); }
            else if (json.ValueTextEquals("message"u8)) { message = json.Text(); }
            else { json.SkipMember(); }
        }

        return new ProgressError
        {
            Code = code,
            Message = message!,
        };
    }

    public static ImageManifestSize ImageManifestSize(ref Utf8JsonReader json)
    {
        long total = 0;
        long content = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Total"u8)) { total = json.Int64(); }
            else if (json.ValueTextEquals("Content"u8)) { content = json.Int64(); }
            else { json.SkipMember(); }
        }

        return new ImageManifestSize
        {
            Total = total,
            Content = content,
        };
    }

    public static ImageManifestData ImageManifestData(ref Utf8JsonReader json)
    {
        OciPlatform? platform = null;
        IReadOnlyList<string>? containers = null;
        ImageUnpackedSize? size = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Platform"u8)) { platform = json.Object(OciPlatform); }
            else if (json.ValueTextEquals("Containers"u8)) { containers = json.Texts(); }
            else if (json.ValueTextEquals("Size"u8)) { size = json.Object(ImageUnpackedSize); }
            else { json.SkipMember(); }
        }

        return new ImageManifestData
        {
            Platform = platform!,
            Containers = containers!,
            Size = size!,
        };
    }

    public static ImageAttestationData ImageAttestationData(ref Utf8JsonReader json)
    {
        string? @for = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("For"u8)) { @for = json.Text(); }
            else { json.SkipMember(); }
        }

        return new ImageAttestationData
        {
            For = @for!,
        };
    }

    public static ImageUnpackedSize ImageUnpackedSize(ref Utf8JsonReader json)
    {
        long unpacked = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Unpacked"u8)) { unpacked = json.Int64(); }
            else { json.SkipMember(); }
        }

        return new ImageUnpackedSize
        {
            Unpacked = unpacked,
        };
    }
}
