using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>One platform of an image.</summary>
public sealed record ImageManifestSummary
{
    public string ID { get => field ?? ""; init; }

    public OciDescriptor Descriptor { get => field ??= new(); init; }

    /// <summary>Whether all its content is here.</summary>
    public bool Available { get; init; }

    public ImageManifestSize Size { get => field ??= new(); init; }

    /// <summary>image, attestation or unknown.</summary>
    public string Kind { get => field ?? ""; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImageManifestData? ImageData { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImageAttestationData? AttestationData { get; init; }
}
