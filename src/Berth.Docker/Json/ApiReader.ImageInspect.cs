using System.Text.Json;

namespace Berth.Docker;

// Reads what inspect tells of an image: one method a record, on the start of its object.
internal static partial class ApiReader
{
    public static ImageInspect ImageInspect(ref Utf8JsonReader json)
    {
        string? id = null;
        IReadOnlyList<string>? repoTags = null;
        IReadOnlyList<string>? repoDigests = null;
        string? parent = null;
        string? comment = null;
        string? created = null;
        string? dockerVersion = null;
        string? author = null;
        ImageConfig? config = null;
        string? architecture = null;
        string? variant = null;
        string? os = null;
        string? osVersion = null;
        long size = 0;
        long virtualSize = 0;
        DriverData? graphDriver = null;
        ImageRootFS? rootFS = null;
        ImageMetadata? metadata = null;
        OciDescriptor? descriptor = null;
        IReadOnlyList<ImageManifestSummary>? manifests = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Id"u8)) { id = json.Text(); }
            else if (json.ValueTextEquals("RepoTags"u8)) { repoTags = json.Texts(); }
            else if (json.ValueTextEquals("RepoDigests"u8)) { repoDigests = json.Texts(); }
            else if (json.ValueTextEquals("Parent"u8)) { parent = json.Text(); }
            else if (json.ValueTextEquals("Comment"u8)) { comment = json.Text(); }
            else if (json.ValueTextEquals("Created"u8)) { created = json.Text(); }
            else if (json.ValueTextEquals("DockerVersion"u8)) { dockerVersion = json.Text(); }
            else if (json.ValueTextEquals("Author"u8)) { author = json.Text(); }
            else if (json.ValueTextEquals("Config"u8)) { config = json.Object(ImageConfig); }
            else if (json.ValueTextEquals("Architecture"u8)) { architecture = json.Text(); }
            else if (json.ValueTextEquals("Variant"u8)) { variant = json.Text(); }
            else if (json.ValueTextEquals("Os"u8)) { os = json.Text(); }
            else if (json.ValueTextEquals("OsVersion"u8)) { osVersion = json.Text(); }
            else if (json.ValueTextEquals("Size"u8)) { size = json.Int64(); }
            else if (json.ValueTextEquals("VirtualSize"u8)) { virtualSize = json.Int64(); }
            else if (json.ValueTextEquals("GraphDriver"u8)) { graphDriver = json.Object(DriverData); }
            else if (json.ValueTextEquals("RootFS"u8)) { rootFS = json.Object(ImageRootFS); }
            else if (json.ValueTextEquals("Metadata"u8)) { metadata = json.Object(ImageMetadata); }
            else if (json.ValueTextEquals("Descriptor"u8)) { descriptor = json.Object(OciDescriptor); }
            else if (json.ValueTextEquals("Manifests"u8)) { manifests = json.List(ImageManifestSummary); }
            else { json.SkipMember(); }
        }

        return new ImageInspect
        {
            Id = id!,
            RepoTags = repoTags!,
            RepoDigests = repoDigests!,
            Parent = parent!,
            Comment = comment!,
            Created = created,
            DockerVersion = dockerVersion!,
            Author = author!,
            Config = config,
            Architecture = architecture!,
            Variant = variant,
            Os = os!,
            OsVersion = osVersion,
            Size = size,
            VirtualSize = virtualSize,
            GraphDriver = graphDriver!,
            RootFS = rootFS!,
            Metadata = metadata!,
            Descriptor = descriptor,
            Manifests = manifests,
        };
    }

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
}
