using System.Text.Json.Serialization;

namespace Berth.Images;

/// <summary>Generated readers and writers of the store's own files.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LayerInfo))]
[JsonSerializable(typeof(ImageRecord))]
[JsonSerializable(typeof(NameTable))]
[JsonSerializable(typeof(SnapshotRecord))]
internal sealed partial class StateJson : JsonSerializerContext;
