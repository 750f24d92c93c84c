using System.Text.Json.Serialization;

namespace Berth.Engine;

/// <summary>The files in which networks and containers' endpoints are kept.</summary>
[JsonSerializable(typeof(NetworkRecord))]
[JsonSerializable(typeof(ContainerNetworkRecord))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class NetworkingJson : JsonSerializerContext;
