using System.Text.Json.Serialization;

namespace Berth.Images;

/// <summary>All names of images, full (<c>docker.io/library/nginx:latest</c>, <c>…@sha256:…</c>), with the image's id: <c>images/names.json</c>.</summary>
internal sealed record NameTable
{
    [JsonPropertyName("names")]
    public SortedDictionary<string, string> Names { get => field ?? []; init; }

    /// <summary>When images last got a name, by id.</summary>
    [JsonPropertyName("tagged")]
    public SortedDictionary<string, DateTimeOffset> Tagged { get => field ?? []; init; }
}
