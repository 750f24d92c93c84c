using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Berth.Docker;

/// <summary>Makes the JSON that requests carry.</summary>
internal static class ApiBody
{
    /// <summary>A record as an object.</summary>
    public static ReadOnlyMemory<byte> Of<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true }))
        {
            json.WriteStartObject();
            write(json, value);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Any value, as text for a query parameter.</summary>
    public static string Text<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            write(json, value);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Credentials as the X-Registry-Auth header carries them; none is an empty object.</summary>
    public static KeyValuePair<string, string> RegistryAuth(AuthConfig? auth) => new("X-Registry-Auth", Header(Of(auth ?? new AuthConfig(), ApiWriter.AuthConfig)));

    /// <summary>Base64 for URLs, with padding as Go writes it.</summary>
    public static string Header(ReadOnlyMemory<byte> json)
    {
        var text = Base64Url.EncodeToString(json.Span);
        return text.PadRight((text.Length + 3) / 4 * 4, '=');
    }
}
