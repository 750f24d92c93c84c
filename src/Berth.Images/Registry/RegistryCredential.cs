using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Berth.Images;

/// <summary>What a client offers a registry: name and password, a refresh token, or a token to be used as it is.</summary>
public sealed record RegistryCredential
{
    /// <summary>The user's name.</summary>
    public string? Username { get; init; }

    /// <summary>The user's password or access token.</summary>
    public string? Password { get; init; }

    /// <summary>A refresh token, traded for access tokens (Docker's <c>identitytoken</c>).</summary>
    public string? IdentityToken { get; init; }

    /// <summary>A bearer token, sent as it is (Docker's <c>registrytoken</c>).</summary>
    public string? RegistryToken { get; init; }

    /// <summary>The registry it is for, as the client names it.</summary>
    public string? ServerAddress { get; init; }

    /// <summary>
    /// Reads the value of an <c>X-Registry-Auth</c> header: base64url of a JSON object. Null for an absent, empty or credential-free one;
    /// an <see cref="ImageException"/> of kind <see cref="ImageErrorKind.Invalid"/> for another.
    /// </summary>
    public static RegistryCredential? FromHeader(string? header)
    {
        if (string.IsNullOrEmpty(header))
        {
            return null;
        }

        try
        {
            byte[] json = Base64Url.DecodeFromChars(header.Replace('+', '-').Replace('/', '_').AsSpan().TrimEnd('='));
            return FromJson(json);
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            throw new ImageException(ImageErrorKind.Invalid, $"invalid X-Registry-Auth header: {e.Message}", e);
        }
    }

    /// <summary>Reads the JSON object of such a header, or of a member of <c>X-Registry-Config</c>.</summary>
    internal static RegistryCredential? FromJson(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var members = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (!reader.Read() || reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
            {
                members[name] = reader.GetString()!;
            }
            else
            {
                reader.Skip();
            }
        }

        return FromMembers(members);
    }

    private static RegistryCredential? FromMembers(Dictionary<string, string> members)
    {
        string? user = Get("username"), password = Get("password");
        if (user is null && Get("auth") is { } auth)
        {
            string[] pair = Encoding.UTF8.GetString(Convert.FromBase64String(auth)).TrimEnd('\0').Split(':', 2);
            (user, password) = (pair[0], pair.Length == 2 ? pair[1] : null);
        }

        var credential = new RegistryCredential
        {
            Username = user,
            Password = password,
            IdentityToken = Get("identitytoken"),
            RegistryToken = Get("registrytoken"),
            ServerAddress = Get("serveraddress"),
        };
        return user is null && credential.IdentityToken is null && credential.RegistryToken is null ? null : credential;

        string? Get(string name) => members.TryGetValue(name, out string? value) && value.Length > 0 ? value : null;
    }
}
