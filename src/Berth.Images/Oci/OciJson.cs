using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Berth.Images;

/// <summary>Generated readers and writers of manifests and configurations.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OciImage))]
[JsonSerializable(typeof(OciManifest))]
[JsonSerializable(typeof(SearchAnswer))]
internal sealed partial class OciJson : JsonSerializerContext
{
    private static readonly Lazy<OciJson> PlainText = new(MakePlainText);

    /// <summary>Reads <paramref name="json"/>; an <see cref="ImageException"/> that names <paramref name="what"/> where it isn't of that form.</summary>
    public static T Read<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type, string what)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new ImageException(ImageErrorKind.Invalid, $"{what}: is null");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new ImageException(ImageErrorKind.Invalid, $"{what}: {e.Message}", e);
        }
    }

    /// <summary>Reads an image configuration.</summary>
    public static OciImage ReadImage(ReadOnlySpan<byte> json, string what) => Read(json, Default.OciImage, what);

    /// <summary>Reads a manifest or an index.</summary>
    public static OciManifest ReadManifest(ReadOnlySpan<byte> json, string what) => Read(json, Default.OciManifest, what);

    /// <summary>Writes an image configuration.</summary>
    public static byte[] Write(OciImage image) => JsonSerializer.SerializeToUtf8Bytes(image, PlainText.Value.OciImage);

    /// <summary>Writes a manifest or an index.</summary>
    public static byte[] Write(OciManifest manifest) => JsonSerializer.SerializeToUtf8Bytes(manifest, PlainText.Value.OciManifest);

    // As Go writes: non-ASCII text stands as it is.
    private static OciJson MakePlainText() => new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
