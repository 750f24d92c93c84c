using System.Text.Json;

namespace Berth.Docker;

// Reads image lists: one method a record, on the start of its object.
internal static partial class ApiReader
{
    public static ImageSummary ImageSummary(ref Utf8JsonReader json)
    {
        long containers = 0;
        long created = 0;
        string? id = null;
        IReadOnlyDictionary<string, string>? labels = null;
        string? parentId = null;
        OciDescriptor? descriptor = null;
        IReadOnlyList<ImageManifestSummary>? manifests = null;
        IReadOnlyList<string>? repoDigests = null;
        IReadOnlyList<string>? repoTags = null;
        long sharedSize = 0;
        long size = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Containers"u8)) { containers = json.Int64(); }
            else if (json.ValueTextEquals("Created"u8)) { created = json.Int64(); }
            else if (json.ValueTextEquals("Id"u8)) { id = json.Text(); }
            else if (json.ValueTextEquals("Labels"u8)) { labels = json.Map(JsonReading.CurrentText); }
            else if (json.ValueTextEquals("ParentId"u8)) { parentId = json.Text(); }
            else if (json.ValueTextEquals("Descriptor"u8)) { descriptor = json.Object(OciDescriptor); }
            else if (json.ValueTextEquals("Manifests"u8)) { manifests = json.List(ImageManifestSummary); }
            else if (json.ValueTextEquals("RepoDigests"u8)) { repoDigests = json.Texts(); }
            else if (json.ValueTextEquals("RepoTags"u8)) { repoTags = json.Texts(); }
            else if (json.ValueTextEquals("SharedSize"u8)) { sharedSize = json.Int64(); }
            else if (json.ValueTextEquals("Size"u8)) { size = json.Int64(); }
            else { json.SkipMember(); }
        }

        return new ImageSummary
        {
            Containers = containers,
            Created = created,
            Id = id!,
            Labels = labels,
            ParentId = parentId!,
            Descriptor = descriptor,
            Manifests = manifests,
            RepoDigests = repoDigests!,
            RepoTags = repoTags!,
            SharedSize = sharedSize,
            Size = size,
        };
    }

    public static OciDescriptor OciDescriptor(ref Utf8JsonReader json)
    {
        string? mediaType = null;
        string? digest = null;
        long size = 0;
        IReadOnlyList<string>? urls = null;
        IReadOnlyDictionary<string, string>? annotations = null;
        OciPlatform? platform = null;
        string? artifactType = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("mediaType"u8)) { mediaType = json.Text(); }
            else if (json.ValueTextEquals("digest"u8)) { digest = json.Text(); }
            else if (json.ValueTextEquals("size"u8)) { size = json.Int64(); }
            else if (json.ValueTextEquals("urls"u8)) { urls = json.Texts(); }
            else if (json.ValueTextEquals("annotations"u8)) { annotations = json.Map(JsonReading.CurrentText); }
            else if (json.ValueTextEquals("platform"u8)) { platform = json.Object(OciPlatform); }
            else if (json.ValueTextEquals("artifactType"u8)) { artifactType = json.Text(); }
            else { json.SkipMember(); }
        }

        return new OciDescriptor
        {
            MediaType = mediaType,
            Digest = digest,
            Size = size,
            Urls = urls,
            Annotations = annotations,
            Platform = platform,
            ArtifactType = artifactType,
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

    public static ImageManifestSummary ImageManifestSummary(ref Utf8JsonReader json)
    {
        string? id = null;
        OciDescriptor? descriptor = null;
        bool available = false;
        ImageManifestSize? size = null;
        string? kind = null;
        ImageManifestData? imageData = null;
        ImageAttestationData? attestationData = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("ID"u8)) { id = json.Text(); }
            else if (json.ValueTextEquals("Descriptor"u8)) { descriptor = json.Object(OciDescriptor); }
            else if (json.ValueTextEquals("Available"u8)) { available = json.Bool(); }
            else if (json.ValueTextEquals("Size"u8)) { size = json.Object(ImageManifestSize); }
            else if (json.ValueTextEquals("Kind"u8)) { kind = json.Text(); }
            else if (json.ValueTextEquals("ImageData"u8)) { imageData = json.Object(ImageManifestData); }
            else if (json.ValueTextEquals("AttestationData"u8)) { attestationData = json.Object(ImageAttestationData); }
            else { json.SkipMember(); }
        }

        return new ImageManifestSummary
        {
            ID = id!,
            Descriptor = descriptor!,
            Available = available,
            Size = size!,
            Kind = kind!,
            ImageData = imageData,
            AttestationData = attestationData,
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
