using System.Text.Json;
using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>Puts the members of <see cref="ContainerCreateRequest.Config"/> into the request's own object and takes them out of it.</summary>
internal sealed class ContainerCreateRequestConverter : JsonConverter<ContainerCreateRequest>
{
    public override ContainerCreateRequest? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // Each of the two readings ignores the other's members.
        var again = reader;
        var config = JsonSerializer.Deserialize(ref again, DockerJson.Wire.ContainerConfig);
        var rest = JsonSerializer.Deserialize(ref reader, ContainerCreateJson.Default.ContainerCreateRest);
        return new ContainerCreateRequest
        {
            Config = config!,
            HostConfig = rest?.HostConfig!,
            NetworkingConfig = rest?.NetworkingConfig!,
        };
    }

    public override void Write(Utf8JsonWriter writer, ContainerCreateRequest value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var member in JsonSerializer.SerializeToElement(value.Config, DockerJson.Wire.ContainerConfig).EnumerateObject())
        {
            member.WriteTo(writer);
        }

        writer.WritePropertyName("HostConfig");
        JsonSerializer.Serialize(writer, value.HostConfig, DockerJson.Wire.HostConfig);
        writer.WritePropertyName("NetworkingConfig");
        JsonSerializer.Serialize(writer, value.NetworkingConfig, DockerJson.Wire.NetworkingConfig);
        writer.WriteEndObject();
    }
}
