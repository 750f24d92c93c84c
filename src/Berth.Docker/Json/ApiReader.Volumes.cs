using System.Text.Json;

namespace Berth.Docker;

// Reads volumes: one method a record, on the start of its object.
internal static partial class ApiReader
{
    public static Volume Volume(ref Utf8JsonReader json)
    {
        string? createdAt = null;
        string? driver = null;
        IReadOnlyDictionary<string, string>? labels = null;
        string? mountpoint = null;
        string? name = null;
        IReadOnlyDictionary<string, string>? options = null;
        string? scope = null;
        VolumeUsage? usageData = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("CreatedAt"u8)) { createdAt = json.Text(); }
            else if (json.ValueTextEquals("Driver"u8)) { driver = json.Text(); }
            else if (json.ValueTextEquals("Labels"u8)) { labels = json.Map(JsonReading.CurrentText); }
            else if (json.ValueTextEquals("Mountpoint"u8)) { mountpoint = json.Text(); }
            else if (json.ValueTextEquals("Name"u8)) { name = json.Text(); }
            else if (json.ValueTextEquals("Options"u8)) { options = json.Map(JsonReading.CurrentText); }
            else if (json.ValueTextEquals("Scope"u8)) { scope = json.Text(); }
            else if (json.ValueTextEquals("UsageData"u8)) { usageData = json.Object(VolumeUsage); }
            else { json.SkipMember(); }
        }

        return new Volume
        {
            CreatedAt = createdAt,
            Driver = driver!,
            Labels = labels,
            Mountpoint = mountpoint!,
            Name = name!,
            Options = options,
            Scope = scope!,
            UsageData = usageData,
        };
    }

    public static VolumeList VolumeList(ref Utf8JsonReader json)
    {
        IReadOnlyList<Volume>? volumes = null;
        IReadOnlyList<string>? warnings = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Volumes"u8)) { volumes = json.List(Volume); }
            else if (json.ValueTextEquals("Warnings"u8)) { warnings = json.Texts(); }
            else { json.SkipMember(); }
        }

        return new VolumeList
        {
            Volumes = volumes!,
            Warnings = warnings,
        };
    }

    public static VolumesPruneReport VolumesPruneReport(ref Utf8JsonReader json)
    {
        IReadOnlyList<string>? volumesDeleted = null;
        long spaceReclaimed = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("VolumesDeleted"u8)) { volumesDeleted = json.Texts(); }
            else if (json.ValueTextEquals("SpaceReclaimed"u8)) { spaceReclaimed = json.Int64(); }
            else { json.SkipMember(); }
        }

        return new VolumesPruneReport
        {
            VolumesDeleted = volumesDeleted,
            SpaceReclaimed = spaceReclaimed,
        };
    }

    public static VolumeUsage VolumeUsage(ref Utf8JsonReader json)
    {
        long refCount = 0;
        long size = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("RefCount"u8)) { refCount = json.Int64(); }
            else if (json.ValueTextEquals("Size"u8)) { size = json.Int64(); }
            else { json.SkipMember(); }
        }

        return new VolumeUsage
        {
            RefCount = refCount,
            Size = size,
        };
    }
}
