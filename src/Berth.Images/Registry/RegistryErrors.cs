using System.Net;
using System.Text.Json;

namespace Berth.Images;

/// <summary>Turns a registry's refusals into failures in Docker's words (distribution specification, error codes).</summary>
internal static class RegistryErrors
{
    private const int LongestBody = 64 * 1024;

    /// <summary>The failure that an answer is.</summary>
    public static async Task<RegistryException> OfAsync(HttpResponseMessage response, RegistryHttp http, CancellationToken cancel)
    {
        int status = (int)response.StatusCode;
        byte[] body = await ReadBodyAsync(response, http, cancel).ConfigureAwait(false);
        (string? code, string? message) = Parse(body);
        bool insufficient = response.Headers.WwwAuthenticate.Any(h => h.ToString().Contains("insufficient_scope", StringComparison.Ordinal));
        if (status == 403 || (status == 401 && insufficient))
        {
            (code, message) = ("DENIED", "requested access to the resource is denied");
        }

        TimeSpan? wait = response.Headers.RetryAfter?.Delta;
        string text = code is not null ? $"{Words(code)}: {message ?? Words(code)}" : Fallback(response, body);
        if (code == "TOOMANYREQUESTS" && wait is { } pause)
        {
            text += $" (the registry asks to wait {pause.TotalSeconds:0} seconds)";
        }

        return new RegistryException(Kind(status, code), text, status, code)
        {
            RetryAfter = wait,
            MayPass = status >= 500 || status == 408 || (status == 429 && message?.Contains("pull rate limit", StringComparison.Ordinal) != true),
        };
    }

    /// <summary>What a failed pull of a name is to its user.</summary>
    public static RegistryException ForPull(RegistryException e, ImageReference name) => e.Code switch
    {
        "DENIED" => Prefixed(e, ImageErrorKind.NotFound, $"pull access denied for {name.FamiliarName}, repository does not exist or may require 'docker login'"),
        "MANIFEST_UNKNOWN" => Prefixed(e, ImageErrorKind.NotFound, $"manifest for {name.Familiar} not found"),
        "NAME_UNKNOWN" => Prefixed(e, ImageErrorKind.NotFound, $"repository {name.FamiliarName} not found"),
        _ => e,
    };

    private static RegistryException Prefixed(RegistryException e, ImageErrorKind kind, string prefix) => new(kind, $"{prefix}: {e.Message}", e.Status, e.Code, e);

    private static ImageErrorKind Kind(int status, string? code) => (status, code) switch
    {
        (401 or 403, _) => ImageErrorKind.Unauthorized,
        (404, _) => ImageErrorKind.NotFound,
        (429 or >= 500, _) => ImageErrorKind.Unavailable,
        _ => ImageErrorKind.Failed,
    };

    private static string Words(string code) => code.Replace('_', ' ').ToLowerInvariant();

    private static string Fallback(HttpResponseMessage response, byte[] body)
    {
        int status = (int)response.StatusCode;
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            return "unauthorized: authentication required";
        }

        string shown = body.Length is 0 or > 512 ? "" : ": " + System.Text.Encoding.UTF8.GetString(body).Trim().ReplaceLineEndings(" ");
        return $"received unexpected HTTP status: {status} {response.ReasonPhrase}{shown}";
    }

    private static (string? Code, string? Message) Parse(byte[] body)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(body);
            JsonElement root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return default;
            }

            if (root.TryGetProperty("errors", out JsonElement errors) && errors.ValueKind == JsonValueKind.Array && errors.GetArrayLength() > 0)
            {
                return (Text(errors[0], "code"), Text(errors[0], "message"));
            }

            // Token servers answer in a form of their own.
            return Text(root, "details") is { } details ? ("UNAUTHORIZED", details) : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static async Task<byte[]> ReadBodyAsync(HttpResponseMessage response, RegistryHttp http, CancellationToken cancel)
    {
        try
        {
            using Stream body = await response.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
            var buffer = new byte[LongestBody];
            int length = 0;
            while (length < buffer.Length && await http.ReadAsync(body, buffer.AsMemory(length), cancel).ConfigureAwait(false) is int read and > 0)
            {
                length += read;
            }

            return buffer[..length];
        }
        catch (RegistryException)
        {
            return []; // the status says enough
        }
    }
}
