using System.Text.Json;
using Berth.Docker;

namespace Berth.Engine;

/// <summary>The form of a volume's <c>volume.json</c>.</summary>
internal static class VolumeRecordJson
{
    /// <summary>Writes a record.</summary>
    public static ReadOnlyMemory<byte> Write(VolumeRecord record) => JsonParts.Write(record, static (writer, volume) =>
    {
        writer.WriteString("name", volume.Name);
        writer.WriteString("created", volume.Created);
        if (volume.Labels is { } labels)
        {
            JsonParts.Member(writer, "labels", labels, DockerJson.Wire.StringMap);
        }

        if (volume.Options is { } options)
        {
            JsonParts.Member(writer, "options", options, DockerJson.Wire.StringMap);
        }
    });

    /// <summary>Reads a record.</summary>
    /// <exception cref="JsonException">The text is none.</exception>
    public static VolumeRecord Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || JsonParts.Text(root, "name") is not { Length: > 0 } name)
        {
            throw new JsonException("no volume");
        }

        return new VolumeRecord
        {
            Name = name,
            Created = JsonParts.Time(root, "created"),
            Labels = JsonParts.Member(root, "labels", DockerJson.Wire.StringMap),
            Options = JsonParts.Member(root, "options", DockerJson.Wire.StringMap),
        };
    }
}
