using System.Text.Json;

namespace Berth.Docker;

// Reads answers to what is done with containers: one method a record, on the start of its object.
internal static partial class ApiReader
{
    public static ContainerCreateResponse ContainerCreateResponse(ref Utf8JsonReader json)
    {
        string? id = null;
        IReadOnlyList<string>? warnings = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Id"u8)) { id = json.Text(); }
            else if (json.ValueTextEquals("Warnings"u8)) { warnings = json.Texts(); }
            else { json.SkipMember(); }
        }

        return new ContainerCreateResponse
        {
            Id = id!,
            Warnings = warnings!,
        };
    }

    public static ContainerUpdateResponse ContainerUpdateResponse(ref Utf8JsonReader json)
    {
        IReadOnlyList<string>? warnings = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Warnings"u8)) { warnings = json.Texts(); }
            else { json.SkipMember(); }
        }

        return new ContainerUpdateResponse
        {
            Warnings = warnings!,
        };
    }

    public static ContainerWaitResponse ContainerWaitResponse(ref Utf8JsonReader json)
    {
        long statusCode = 0;
        ContainerWaitError? error = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("StatusCode"u8)) { statusCode = json.Int64(); }
            else if (json.ValueTextEquals("Error"u8)) { error = json.Object(ContainerWaitError); }
            else { json.SkipMember(); }
        }

        return new ContainerWaitResponse
        {
            StatusCode = statusCode,
            Error = error,
        };
    }

    public static ContainerWaitError ContainerWaitError(ref Utf8JsonReader json)
    {
        string? message = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Message"u8)) { message = json.Text(); }
            else { json.SkipMember(); }
        }

        return new ContainerWaitError
        {
            Message = message!,
        };
    }

    public static ContainerTopResponse ContainerTopResponse(ref Utf8JsonReader json)
    {
        IReadOnlyList<string>? titles = null;
        IReadOnlyList<IReadOnlyList<string>>? processes = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Titles"u8)) { titles = json.Texts(); }
            else if (json.ValueTextEquals("Processes"u8)) { processes = json.List(JsonReading.CurrentTexts); }
            else { json.SkipMember(); }
        }

        return new ContainerTopResponse
        {
            Titles = titles!,
            Processes = processes!,
        };
    }

    public static FilesystemChange FilesystemChange(ref Utf8JsonReader json)
    {
        string? path = null;
        int kind = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Path"u8)) { path = json.Text(); }
            else if (json.ValueTextEquals("Kind"u8)) { kind = json.Int32(); }
            else { json.SkipMember(); }
        }

        return new FilesystemChange
        {
            Path = path!,
            Kind = kind,
        };
    }

    public static ContainersPruneReport ContainersPruneReport(ref Utf8JsonReader json)
    {
        IReadOnlyList<string>? containersDeleted = null;
        long spaceReclaimed = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("ContainersDeleted"u8)) { containersDeleted = json.Texts(); }
            else if (json.ValueTextEquals("SpaceReclaimed"u8)) { spaceReclaimed = json.Int64(); }
            else { json.SkipMember(); }
        }

        return new ContainersPruneReport
        {
            ContainersDeleted = containersDeleted,
            SpaceReclaimed = spaceReclaimed,
        };
    }

    public static ContainerPathStat ContainerPathStat(ref Utf8JsonReader json)
    {
        string? name = null;
        long size = 0;
        uint mode = 0;
        string? mtime = null;
        string? linkTarget = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("name"u8)) { name = json.Text(); }
            else if (json.ValueTextEquals("size"u8)) { size = json.Int64(); }
            else if (json.ValueTextEquals("mode"u8)) { mode = json.UInt32(); }
            else if (json.ValueTextEquals("mtime"u8)) { mtime = json.Text(); }
            else if (json.ValueTextEquals("linkTarget"u8)) { linkTarget = json.Text(); }
            else { json.SkipMember(); }
        }

        return new ContainerPathStat
        {
            Name = name!,
            Size = size,
            Mode = mode,
            Mtime = mtime!,
            LinkTarget = linkTarget!,
        };
    }
}
