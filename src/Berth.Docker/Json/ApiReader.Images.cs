using System.Text.Json;

namespace Berth.Docker;

// Reads answers to what is done with images: one method a record, on the start of its object.
internal static partial class ApiReader
{
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
}
