using System.Text.Json;

namespace Berth.Docker;

// Reads the engine's other answers: one method a record, on the start of its object.
internal static partial class ApiReader
{
    public static DiskUsage DiskUsage(ref Utf8JsonReader json)
    {
        long layersSize = 0;
        IReadOnlyList<ImageSummary>? images = null;
        IReadOnlyList<ContainerSummary>? containers = null;
        IReadOnlyList<Volume>? volumes = null;
        IReadOnlyList<BuildCacheRecord>? buildCache = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("LayersSize"u8)) { layersSize = json.Int64(); }
            else if (json.ValueTextEquals("Images"u8)) { images = json.List(ImageSummary); }
            else if (json.ValueTextEquals("Containers"u8)) { containers = json.List(ContainerSummary); }
            else if (json.ValueTextEquals("Volumes"u8)) { volumes = json.List(Volume); }
            else if (json.ValueTextEquals("BuildCache"u8)) { buildCache = json.List(BuildCacheRecord); }
            else { json.SkipMember(); }
        }

        return new DiskUsage
        {
            LayersSize = layersSize,
            Images = images,
            Containers = containers,
            Volumes = volumes,
            BuildCache = buildCache,
        };
    }

    public static EventMessage EventMessage(ref Utf8JsonReader json)
    {
        string? status = null;
        string? id = null;
        string? from = null;
        string? type = null;
        string? action = null;
        EventActor? actor = null;
        string? scope = null;
        long time = 0;
        long timeNano = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("status"u8)) { status = json.Text(); }
            else if (json.ValueTextEquals("id"u8)) { id = json.Text(); }
            else if (json.ValueTextEquals("from"u8)) { from = json.Text(); }
            else if (json.ValueTextEquals("Type"u8)) { type = json.Text(); }
            else if (json.ValueTextEquals("Action"u8)) { action = json.Text(); }
            else if (json.ValueTextEquals("Actor"u8)) { actor = json.Object(EventActor); }
            else if (json.ValueTextEquals("scope"u8)) { scope = json.Text(); }
            else if (json.ValueTextEquals("time"u8)) { time = json.Int64(); }
            else if (json.ValueTextEquals("timeNano"u8)) { timeNano = json.Int64(); }
            else { json.SkipMember(); }
        }

        return new EventMessage
        {
            Status = status,
            Id = id,
            From = from,
            Type = type!,
            Action = action!,
            Actor = actor!,
            Scope = scope!,
            Time = time,
            TimeNano = timeNano,
        };
    }

    public static EventActor EventActor(ref Utf8JsonReader json)
    {
        string? id = null;
        IReadOnlyDictionary<string, string>? attributes = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("ID"u8)) { id = json.Text(); }
            else if (json.ValueTextEquals("Attributes"u8)) { attributes = json.Map(JsonReading.CurrentText); }
            else { json.SkipMember(); }
        }

        return new EventActor
        {
            ID = id!,
            Attributes = attributes!,
        };
    }

    public static AuthResponse AuthResponse(ref Utf8JsonReader json)
    {
        string? status = null;
        string? identityToken = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Status"u8)) { status = json.Text(); }
            else if (json.ValueTextEquals("IdentityToken"u8)) { identityToken = json.Text(); }
            else { json.SkipMember(); }
        }

        return new AuthResponse
        {
            Status = status!,
            IdentityToken = identityToken,
        };
    }
}
