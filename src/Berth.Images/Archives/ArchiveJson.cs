using System.Text.Json.Serialization;

namespace Berth.Images;

/// <summary>Generated readers and writers of what image archives hold.</summary>
[JsonSourceGenerationOptions]
[JsonSerializable(typeof(List<ArchiveManifest>))]
[JsonSerializable(typeof(SortedDictionary<string, SortedDictionary<string, string>>))]
internal sealed partial class ArchiveJson : JsonSerializerContext;
