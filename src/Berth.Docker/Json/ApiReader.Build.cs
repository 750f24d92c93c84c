using System.Text.Json;

namespace Berth.Docker;

// Reads the build cache: one method a record, on the start of its object.
internal static partial class ApiReader
{
    public static BuildCachePruneReport BuildCachePruneReport(ref Utf8JsonReader json)
    {
        IReadOnlyList<string>? cachesDeleted = null;
        long spaceReclaimed = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("CachesDeleted"u8)) { cachesDeleted = json.Texts(); }
            else if (json.ValueTextEquals("SpaceReclaimed"u8)) { spaceReclaimed = json.Int64(); }
            else { json.SkipMember(); }
        }

        return new BuildCachePruneReport
        {
            CachesDeleted = cachesDeleted,
            SpaceReclaimed = spaceReclaimed,
        };
    }

    public static BuildCacheRecord BuildCacheRecord(ref Utf8JsonReader json)
    {
        string? id = null;
        IReadOnlyList<string>? parents = null;
        string? type = null;
        string? description = null;
        bool inUse = false;
        bool shared = false;
        long size = 0;
        string? createdAt = null;
        string? lastUsedAt = null;
        int usageCount = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("ID"u8)) { id = json.Text(); }
            else if (json.ValueTextEquals("Parents"u8)) { parents = json.Texts(); }
            else if (json.ValueTextEquals("Type"u8)) { type = json.Text(); }
            else if (json.ValueTextEquals("Description"u8)) { description = json.Text(); }
            else if (json.ValueTextEquals("InUse"u8)) { inUse = json.Bool(); }
            else if (json.ValueTextEquals("Shared"u8)) { shared = json.Bool(); }
            else if (json.ValueTextEquals("Size"u8)) { size = json.Int64(); }
            else if (json.ValueTextEquals("CreatedAt"u8)) { createdAt = json.Text(); }
            else if (json.ValueTextEquals("LastUsedAt"u8)) { lastUsedAt = json.Text(); }
            else if (json.ValueTextEquals("UsageCount"u8)) { usageCount = json.Int32(); }
            else { json.SkipMember(); }
        }

        return new BuildCacheRecord
        {
            ID = id!,
            Parents = parents,
            Type = type!,
            Description = description!,
            InUse = inUse,
            Shared = shared,
            Size = size,
            CreatedAt = createdAt!,
            LastUsedAt = lastUsedAt,
            UsageCount = usageCount,
        };
    }
}
