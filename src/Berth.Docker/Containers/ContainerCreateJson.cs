using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>The members of a create request that are not its configuration's, as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(ContainerCreateRest))]
internal sealed partial class ContainerCreateJson : JsonSerializerContext;
