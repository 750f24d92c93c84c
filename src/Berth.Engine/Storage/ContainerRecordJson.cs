using System.Text.Json;
using Berth.Docker;

namespace Berth.Engine;

/// <summary>The form of a container's <c>config.json</c>.</summary>
internal static class ContainerRecordJson
{
    private const int Version = 1;

    /// <summary>Writes a record.</summary>
    public static ReadOnlyMemory<byte> Write(ContainerRecord record) => JsonParts.Write(record, Members);

    /// <summary>Reads a record.</summary>
    /// <exception cref="JsonException">The text is not such a record, or of a newer form.</exception>
    public static ContainerRecord Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || JsonParts.Number(root, "version") is not Version)
        {
            throw new JsonException($"form {(root.ValueKind == JsonValueKind.Object ? JsonParts.Number(root, "version") : 0)} of a container's record is not known");
        }

        var mounts = new List<ContainerMount>();
        if (root.TryGetProperty("mounts", out var list))
        {
            foreach (var mount in list.EnumerateArray())
            {
                mounts.Add(ReadMount(mount));
            }
        }

        return new ContainerRecord
        {
            Id = Required(root, "id"),
            Name = Required(root, "name"),
            Created = JsonParts.Time(root, "created"),
            ImageId = JsonParts.Text(root, "imageId"),
            ImageManifest = JsonParts.Member(root, "imageManifest", DockerJson.Wire.OciDescriptor),
            SnapshotId = JsonParts.Text(root, "snapshot"),
            Config = JsonParts.Member(root, "config", DockerJson.Wire.ContainerConfig) ?? throw new JsonException("config is missing"),
            HostConfig = JsonParts.Member(root, "hostConfig", DockerJson.Wire.HostConfig) ?? throw new JsonException("hostConfig is missing"),
            Endpoints = ReadEndpoints(root),
            Mounts = mounts,
        };
    }

    private static void Members(Utf8JsonWriter writer, ContainerRecord record)
    {
        writer.WriteNumber("version", Version);
        writer.WriteString("id", record.Id);
        writer.WriteString("name", record.Name);
        writer.WriteString("created", record.Created);
        JsonParts.Text(writer, "imageId", record.ImageId);
        if (record.ImageManifest is { } manifest)
        {
            JsonParts.Member(writer, "imageManifest", manifest, DockerJson.Wire.OciDescriptor);
        }

        JsonParts.Text(writer, "snapshot", record.SnapshotId);
        JsonParts.Member(writer, "config", record.Config, DockerJson.Wire.ContainerConfig);
        JsonParts.Member(writer, "hostConfig", record.HostConfig, DockerJson.Wire.HostConfig);
        writer.WriteStartObject("endpoints");
        foreach (var (name, endpoint) in record.Endpoints)
        {
            JsonParts.Member(writer, name, endpoint, DockerJson.Wire.EndpointSettings);
        }

        writer.WriteEndObject();
        writer.WriteStartArray("mounts");
        foreach (var mount in record.Mounts)
        {
            WriteMount(writer, mount);
        }

        writer.WriteEndArray();
    }

    private static void WriteMount(Utf8JsonWriter writer, ContainerMount mount)
    {
        writer.WriteStartObject();
        writer.WriteString("type", mount.Type);
        JsonParts.Text(writer, "name", mount.Name);
        JsonParts.Text(writer, "source", mount.Source);
        writer.WriteString("destination", mount.Destination);
        JsonParts.Text(writer, "driver", mount.Driver);
        JsonParts.Text(writer, "mode", mount.Mode);
        JsonParts.Flag(writer, "readOnly", mount.ReadOnly);
        JsonParts.Text(writer, "propagation", mount.Propagation);
        JsonParts.Text(writer, "subpath", mount.Subpath);
        JsonParts.Flag(writer, "createSource", mount.CreateSource);
        JsonParts.Flag(writer, "noCopy", mount.NoCopy);
        JsonParts.Flag(writer, "nonRecursive", mount.NonRecursive);
        JsonParts.Flag(writer, "readOnlyTop", mount.ReadOnlyTop);
        JsonParts.Texts(writer, "options", mount.Options);
        writer.WriteEndObject();
    }

    private static ContainerMount ReadMount(JsonElement element) => new()
    {
        Type = Required(element, "type"),
        Name = JsonParts.Text(element, "name"),
        Source = JsonParts.Text(element, "source"),
        Destination = Required(element, "destination"),
        Driver = JsonParts.Text(element, "driver"),
        Mode = JsonParts.Text(element, "mode"),
        ReadOnly = JsonParts.Flag(element, "readOnly"),
        Propagation = JsonParts.Text(element, "propagation"),
        Subpath = JsonParts.Text(element, "subpath"),
        CreateSource = JsonParts.Flag(element, "createSource"),
        NoCopy = JsonParts.Flag(element, "noCopy"),
        NonRecursive = JsonParts.Flag(element, "nonRecursive"),
        ReadOnlyTop = JsonParts.Flag(element, "readOnlyTop"),
        Options = JsonParts.Texts(element, "options"),
    };

    private static Dictionary<string, EndpointSettings> ReadEndpoints(JsonElement root)
    {
        var endpoints = new Dictionary<string, EndpointSettings>(StringComparer.Ordinal);
        if (root.TryGetProperty("endpoints", out var members))
        {
            foreach (var member in members.EnumerateObject())
            {
                endpoints[member.Name] = member.Value.Deserialize(DockerJson.Wire.EndpointSettings) ?? new EndpointSettings();
            }
        }

        return endpoints;
    }

    private static string Required(JsonElement element, string name)
    {
        string text = JsonParts.Text(element, name);
        return text.Length > 0 ? text : throw new JsonException($"{name} is missing");
    }
}
