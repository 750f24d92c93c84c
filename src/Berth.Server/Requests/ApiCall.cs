using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Berth.Docker;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Berth.Server;

/// <summary>One request with what its handler needs: the engine, the parameters, the ways to answer.</summary>
internal sealed class ApiCall(HttpContext http, ApiServerOptions engine, ApiVersion version, string name)
{
    public HttpContext Http => http;

    public ApiServerOptions Engine => engine;

    public ApiVersion Version => version;

    /// <summary>The name in the path.</summary>
    public string Name => name;

    /// <summary>Fires when the client has gone.</summary>
    public CancellationToken Cancel => http.RequestAborted;

    /// <summary>A parameter; empty when it isn't there.</summary>
    public string Text(string key) => http.Request.Query[key] is [{ } value, ..] ? value : "";

    /// <summary>A parameter; null when it isn't there or empty.</summary>
    public string? TextOrNull(string key) => Text(key) is { Length: > 0 } value ? value : null;

    /// <summary>All values of a parameter that may come more than once.</summary>
    public IReadOnlyList<string> Texts(string key) => [.. http.Request.Query[key].OfType<string>()];

    public bool Has(string key) => http.Request.Query.ContainsKey(key);

    /// <summary>A truth: false when empty, 0, no, false or none.</summary>
    public bool Flag(string key) => Flag(key, byDefault: false);

    /// <summary>A truth with a default for when it isn't there.</summary>
    public bool Flag(string key, bool byDefault) => Has(key) ? Text(key).Trim().ToLowerInvariant() is not ("" or "0" or "no" or "false" or "none") : byDefault;

    /// <summary>A number; null when it isn't there or empty.</summary>
    public int? Int32(string key) => (int?)Int64(key, int.MinValue, int.MaxValue, "strconv.Atoi");

    /// <summary>A number; 0 when it isn't there or empty.</summary>
    public long Int64(string key) => Int64(key, long.MinValue, long.MaxValue, "strconv.ParseInt") ?? 0;

    /// <summary>A time in nanoseconds of Unix time; null when it isn't there, empty or 0.</summary>
    public long? Time(string key)
    {
        if (Text(key) is not { Length: > 0 } text)
        {
            return null;
        }

        return DockerTimestamps.TryParse(text, out var nanos)
            ? nanos == 0 ? null : nanos
            : throw Invalid($"strconv.ParseInt: parsing {Quoted(text)}: invalid syntax");
    }

    public Filters Filters() => Docker.Filters.Parse(TextOrNull("filters"));

    /// <summary>A platform that is given as JSON, as "os/architecture[/variant]"; null when it isn't there.</summary>
    public string? PlatformFromJson(string key = "platform")
    {
        if (TextOrNull(key) is not { } text)
        {
            return null;
        }

        OciPlatform? platform;
        try
        {
            platform = JsonSerializer.Deserialize(text, DockerJson.Wire.OciPlatform);
        }
        catch (JsonException e)
        {
            throw Invalid("failed to parse platform: " + e.Message);
        }

        return platform is not { Os.Length: > 0, Architecture.Length: > 0 }
            ? throw Invalid("both OS and Architecture must be provided")
            : platform.Variant is { Length: > 0 } variant ? $"{platform.Os}/{platform.Architecture}/{variant}" : $"{platform.Os}/{platform.Architecture}";
    }

    /// <summary>A parameter that is JSON; null when it isn't there.</summary>
    public T? Json<T>(string key, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return TextOrNull(key) is { } text ? JsonSerializer.Deserialize(text, type) : null;
        }
        catch (JsonException e)
        {
            throw Invalid($"error reading {key}: {e.Message}");
        }
    }

    /// <summary>The credentials of the request's header; null when there are none or they can't be read.</summary>
    public AuthConfig? RegistryAuth() => Header("X-Registry-Auth", DockerJson.Wire.AuthConfig);

    /// <summary>A header that is JSON in base64 for URLs; null when it isn't there or can't be read, as Docker does.</summary>
    public T? Header<T>(string key, JsonTypeInfo<T> type)
        where T : class
    {
        if (http.Request.Headers[key] is not [{ Length: > 0 } text, ..])
        {
            return null;
        }

        try
        {
            var json = Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : Convert.FromBase64String(text);
            return JsonSerializer.Deserialize(json, type);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>The JSON value that is the body; null when there is no body.</summary>
    public async Task<T?> BodyAsync<T>(JsonTypeInfo<T> type)
        where T : class
    {
        if (http.Request.ContentLength == 0 || !CanHaveBody())
        {
            return null;
        }

        CheckContentType();
        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer, Cancel).ConfigureAwait(false);
        return Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length), type);
    }

    /// <summary>The JSON value that is the body; an error when there is none.</summary>
    public async Task<T> RequiredBodyAsync<T>(JsonTypeInfo<T> type)
        where T : class =>
        await BodyAsync(type).ConfigureAwait(false) ?? throw Invalid("invalid JSON: got EOF while reading request body");

    /// <summary>Answers with a JSON value.</summary>
    public async Task JsonAsync<T>(T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK)
    {
        var json = Serialize(value, type, "\n"u8);
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = json.Length;
        await http.Response.Body.WriteAsync(json, Cancel).ConfigureAwait(false);
    }

    /// <summary>Answers without a body.</summary>
    public Task StatusAsync(int status)
    {
        http.Response.StatusCode = status;
        if (status is not (StatusCodes.Status204NoContent or StatusCodes.Status304NotModified))
        {
            http.Response.ContentLength = 0;
        }

        return Task.CompletedTask;
    }

    /// <summary>Sends the head of the answer now.</summary>
    public async Task StartAsync(string contentType)
    {
        http.Response.ContentType = contentType;
        await http.Response.Body.FlushAsync(Cancel).ConfigureAwait(false);
    }

    /// <summary>Writes a JSON value and a line's end, and sends them now.</summary>
    public async Task LineAsync<T>(T value, JsonTypeInfo<T> type, bool carriageReturn = false)
    {
        await http.Response.Body.WriteAsync(Serialize(value, type, carriageReturn ? "\r\n"u8 : "\n"u8), Cancel).ConfigureAwait(false);
        await http.Response.Body.FlushAsync(Cancel).ConfigureAwait(false);
    }

    /// <summary>An error for a request that makes no sense.</summary>
    public static DockerException Invalid(string message) => new(DockerErrorKind.InvalidParameter, message);

    /// <summary>A text in quotes as Go writes it.</summary>
    public static string Quoted(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    private static ReadOnlyMemory<byte> Serialize<T>(T value, JsonTypeInfo<T> type, ReadOnlySpan<byte> end)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = DockerJson.Wire.Options.Encoder, SkipValidation = true }))
        {
            JsonSerializer.Serialize(writer, value, type);
        }

        buffer.Write(end);
        return buffer.WrittenMemory;
    }

    private static T? Parse<T>(ReadOnlySpan<byte> body, JsonTypeInfo<T> type)
        where T : class
    {
        if (body.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            throw Invalid("invalid JSON: got EOF while reading request body");
        }

        try
        {
            var reader = new Utf8JsonReader(body);
            var value = JsonSerializer.Deserialize(ref reader, type);
            return body[(int)reader.BytesConsumed..].IndexOfAnyExcept(" \t\r\n"u8) < 0 ? value : throw Invalid("unexpected content after JSON");
        }
        catch (JsonException e)
        {
            throw Invalid("invalid JSON: " + e.Message);
        }
    }

    private void CheckContentType()
    {
        var given = http.Request.ContentType ?? "";
        var type = given.AsSpan();
        var semicolon = type.IndexOf(';');
        type = (semicolon < 0 ? type : type[..semicolon]).Trim();
        if (!type.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            throw Invalid($"unsupported Content-Type header ({type}): must be 'application/json'");
        }
    }

    private bool CanHaveBody() => http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true;

    private long? Int64(string key, long min, long max, string function)
    {
        if (Text(key) is not { Length: > 0 } text)
        {
            return null;
        }

        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            throw Invalid($"{function}: parsing {Quoted(text)}: invalid syntax");
        }

        return number >= min && number <= max ? number : throw Invalid($"{function}: parsing {Quoted(text)}: value out of range");
    }
}
