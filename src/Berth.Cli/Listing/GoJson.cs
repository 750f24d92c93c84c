using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Berth.Cli;

/// <summary>JSON in the spelling of Go's encoder, which the docker command line's output has.</summary>
internal static class GoJson
{
    /// <summary>A value on one line; <c>&lt; &gt; &amp;</c> are escaped, as Go does for HTML's sake.</summary>
    public static string Line(object? value)
    {
        var json = TemplateFunctions.Json(value);
        return json.AsSpan().IndexOfAny("<>&\u2028\u2029") < 0
            ? json
            : json.Replace("<", "\\u003c", StringComparison.Ordinal).Replace(">", "\\u003e", StringComparison.Ordinal).Replace("&", "\\u0026", StringComparison.Ordinal)
                .Replace("\u2028", "\\u2028", StringComparison.Ordinal).Replace("\u2029", "\\u2029", StringComparison.Ordinal);
    }

    /// <summary>JSON indented by four spaces, as <c>inspect</c> prints it; empty objects and lists on one line.</summary>
    public static string Indent(JsonElement element, int width = 4)
    {
        using var buffer = new MemoryStream();
        var options = new JsonWriterOptions { Indented = true, IndentSize = width, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var writer = new Utf8JsonWriter(buffer, options))
            element.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
