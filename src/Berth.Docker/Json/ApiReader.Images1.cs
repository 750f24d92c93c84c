using System.Text.Json;

namespace Berth.Docker;

// Reads images: one method a record, on the start of its object.
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

    public static ImageHistoryItem ImageHistoryItem(ref Utf8JsonReader json)
    {
        string? id = null;
        long created = 0;
        string? createdBy = null;
        IReadOnlyList<string>? tags = null;
        long size = 0;
        string? comment = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Id"u8)) { id = json.Text(); }
            else if (json.ValueTextEquals("Created"u8)) { created = json.Int64(); }
            else if (json.ValueTextEquals("CreatedBy"u8)) { createdBy = json.Text(); }
            else if (json.ValueTextEquals("Tags"u8)) { tags = json.Texts(); }
            else if (json.ValueTextEquals("Size"u8)) { size = json.Int64(); }
            else if (json.ValueTextEquals("Comment"u8)) { comment = json.Text(); }
            else { json.SkipMember(); }
        }

        return new ImageHistoryItem
        {
            Id = id!,
            Created = created,
            CreatedBy = createdBy!,
            Tags = tags,
            Size = size,
            Comment = comment!,
        };
    }

    public static ImageDeleteItem ImageDeleteItem(ref Utf8JsonReader json)
    {
        string? untagged = null;
        string? deleted = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Untagged"u8)) { untagged = json.Text(); }
            else if (json.ValueTextEquals("Deleted"u8)) { deleted = json.Text(); }
            else { json.SkipMember(); }
        }

        return new ImageDeleteItem
        {
            Untagged = untagged,
            Deleted = deleted,
        };
    }

    public static ImagesPruneReport ImagesPruneReport(ref Utf8JsonReader json)
    {
        IReadOnlyList<ImageDeleteItem>? imagesDeleted = null;
        long spaceReclaimed = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("ImagesDeleted"u8)) { imagesDeleted = json.List(ImageDeleteItem); }
            else if (json.ValueTextEquals("SpaceReclaimed"u8)) { spaceReclaimed = json.Int64(); }
            else { json.SkipMember(); }
        }

        return new ImagesPruneReport
        {
            ImagesDeleted = imagesDeleted,
            SpaceReclaimed = spaceReclaimed,
        };
    }

    public static ImageSearchResult ImageSearchResult(ref Utf8JsonReader json)
    {
        int starCount = 0;
        bool isOfficial = false;
        string? name = null;
        bool isAutomated = false;
        string? description = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("star_count"u8)) { starCount = json.Int32(); }
            else if (json.ValueTextEquals("is_official"u8)) { isOfficial = json.Bool(); }
            else if (json.ValueTextEquals("name"u8)) { name = json.Text(); }
            else if (json.ValueTextEquals("is_automated"u8)) { isAutomated = json.Bool(); }
            else if (json.ValueTextEquals("description"u8)) { description = json.Text(); }
            else { json.SkipMember(); }
        }

        return new ImageSearchResult
        {
            StarCount = starCount,
            IsOfficial = isOfficial,
            Name = name!,
            IsAutomated = isAutomated,
            Description = description!,
        };
    }

    public static ImageCommitResponse ImageCommitResponse(ref Utf8JsonReader json)
    {
        string? id = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Id"u8)) { id = json.Text(); }
            else { json.SkipMember(); }
        }

        return new ImageCommitResponse
        {
            Id = id!,
        };
    }

    public static DistributionInspect DistributionInspect(ref Utf8JsonReader json)
    {
        OciDescriptor? descriptor = null;
        IReadOnlyList<OciPlatform>? platforms = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Descriptor"u8)) { descriptor = json.Object(OciDescriptor); }
            else if (json.ValueTextEquals("Platforms"u8)) { platforms = json.List(OciPlatform); }
            else { json.SkipMember(); }
        }

        return new DistributionInspect
        {
            Descriptor = descriptor!,
            Platforms = platforms!,
        };
    }

    public static ProgressMessage ProgressMessage(ref Utf8JsonReader json)
    {
        string? stream = null;
        string? status = null;
        ProgressDetail? progressDetail = null;
        string? progress = null;
        string? id = null;
        ProgressError? errorDetail = null;
        string? error = null;
        JsonElement? aux = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("stream"u8)) { stream = json.Text(); }
            else if (json.ValueTextEquals("status"u8)) { status = json.Text(); }
            else if (json.ValueTextEquals("progressDetail"u8)) { progressDetail = json.Object(ProgressDetail); }
            else if (json.ValueTextEquals("progress"u8)) { progress = json.Text(); }
            else if (json.ValueTextEquals("id"u8)) { id = json.Text(); }
            else if (json.ValueTextEquals("errorDetail"u8)) { errorDetail = json.Object(ProgressError); }
            else if (json.ValueTextEquals("error"u8)) { error = json.Text(); }
            else if (json.ValueTextEquals("aux"u8)) { aux = json.Element(); }
            else { json.SkipMember(); }
        }

        return new ProgressMessage
        {
            Stream = stream,
            Status = status,
            ProgressDetail = progressDetail,
            Progress = progress,
            Id = id,
            ErrorDetail = errorDetail,
            Error = error,
            Aux = aux,
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
}
