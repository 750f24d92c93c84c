using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Berth.Images;

/// <summary>
/// Answers registries' challenges: trades credentials for bearer tokens (distribution specification, token authentication and its OAuth2
/// form) and keeps these as long as they last, so that a second pull needs no second trade.
/// </summary>
internal sealed class TokenSource(RegistryHttp http, TimeProvider time)
{
    private const int LongestAnswer = 1 << 20;
    private static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<(string Host, string Scope, RegistryCredential? Credential), (AuthenticationHeaderValue Header, DateTimeOffset Until)> known = new();

    /// <summary>The header that was good for a scope last time; null where there is none, or it is too old.</summary>
    public AuthenticationHeaderValue? Known(RegistryEndpoint endpoint, string scope, RegistryCredential? credential)
    {
        if (credential?.RegistryToken is { } token)
        {
            return new AuthenticationHeaderValue("Bearer", token);
        }

        return known.TryGetValue((endpoint.Host, scope, credential), out (AuthenticationHeaderValue Header, DateTimeOffset Until) found) && time.GetUtcNow() < found.Until ? found.Header : null;
    }

    /// <summary>Answers a challenge; null where it can't be answered: the request must go without.</summary>
    public async Task<AuthenticationHeaderValue> AnswerAsync(RegistryEndpoint endpoint, HttpResponseMessage refused, string scope, RegistryCredential? credential, CancellationToken cancel)
    {
        IReadOnlyList<AuthChallenge> challenges = [.. refused.Headers.WwwAuthenticate.SelectMany(h => AuthChallenge.Parse(h.ToString()))];
        (AuthenticationHeaderValue Header, DateTimeOffset Until) answer;
        if (challenges.FirstOrDefault(c => c.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)) is { } bearer)
        {
            answer = await TradeAsync(endpoint, bearer, scope, credential, cancel).ConfigureAwait(false);
        }
        else if (challenges.Any(c => c.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)))
        {
            string address = refused.RequestMessage!.RequestUri!.GetLeftPart(UriPartial.Path);
            answer = (Basic(credential) ?? throw new RegistryException(ImageErrorKind.Unauthorized, $"{refused.RequestMessage.Method.Method[..1]}{refused.RequestMessage.Method.Method[1..].ToLowerInvariant()} \"{address}\": no basic auth credentials", 401), DateTimeOffset.MaxValue);
        }
        else
        {
            throw await RegistryErrors.OfAsync(refused, http, cancel).ConfigureAwait(false);
        }

        known[(endpoint.Host, scope, credential)] = answer;
        return answer.Header;
    }

    /// <summary>Forgets what a registry no longer takes.</summary>
    public void Forget(RegistryEndpoint endpoint, string scope, RegistryCredential? credential) => known.TryRemove((endpoint.Host, scope, credential), out _);

    private async Task<(AuthenticationHeaderValue Header, DateTimeOffset Until)> TradeAsync(RegistryEndpoint endpoint, AuthChallenge challenge, string scope, RegistryCredential? credential, CancellationToken cancel)
    {
        if (!Uri.TryCreate(endpoint.Base, challenge["realm"], out Uri? realm) || realm.Scheme is not ("https" or "http"))
        {
            throw new RegistryException(ImageErrorKind.Unavailable, $"the registry {endpoint.Host} asks for a token but doesn't say where to get it");
        }

        if (realm.Scheme == "http" && !endpoint.IsInsecure && !RegistryEndpoint.IsLoopback(realm.Host))
        {
            throw new RegistryException(ImageErrorKind.Unavailable, $"the registry {endpoint.Host} asks for a token from \"{realm}\", which is not encrypted");
        }

        DateTimeOffset now = time.GetUtcNow();
        using HttpResponseMessage response = await http.SendAsync(endpoint, () => Request(realm, challenge, scope, credential), cancel).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw await RegistryErrors.OfAsync(response, http, cancel).ConfigureAwait(false);
        }

        (string token, int seconds) = await ReadTokenAsync(response, cancel).ConfigureAwait(false);
        TimeSpan life = TimeSpan.FromSeconds(seconds);
        life = life < ShortestLife ? ShortestLife : life;
        return (new AuthenticationHeaderValue("Bearer", token), now + life - TimeSpan.FromSeconds(10));
    }

    private static HttpRequestMessage Request(Uri realm, AuthChallenge challenge, string scope, RegistryCredential? credential)
    {
        string[] scopes = scope.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (credential?.IdentityToken is { } refresh)
        {
            return new HttpRequestMessage(HttpMethod.Post, realm)
            {
                Content = new FormUrlEncodedContent(
                [
                    new("grant_type", "refresh_token"),
                    new("service", challenge["service"] ?? ""),
                    new("client_id", "docker"),
                    new("scope", string.Join(' ', scopes)),
                    new("refresh_token", refresh),
                ]),
            };
        }

        var query = new List<string>();
        if (challenge["service"] is { Length: > 0 } service)
        {
            query.Add("service=" + Uri.EscapeDataString(service));
        }

        query.AddRange(scopes.Select(s => "scope=" + Uri.EscapeDataString(s)));
        if (credential?.Username is { Length: > 0 } user)
        {
            query.Add("account=" + Uri.EscapeDataString(user));
        }

        var address = new UriBuilder(realm);
        address.Query = string.Join('&', ((IEnumerable<string>)[address.Query.TrimStart('?'), .. query]).Where(q => q.Length > 0));
        var request = new HttpRequestMessage(HttpMethod.Get, address.Uri);
        request.Headers.Authorization = Basic(credential);
        return request;
    }

    private async Task<(string Token, int Seconds)> ReadTokenAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        byte[] body = await RepositoryClient.ReadBodyAsync(http, response, LongestAnswer, "the token server's answer", cancel).ConfigureAwait(false);
        try
        {
            using JsonDocument json = JsonDocument.Parse(body);
            string? token = Text(json.RootElement, "token") ?? Text(json.RootElement, "access_token");
            int seconds = json.RootElement.TryGetProperty("expires_in", out JsonElement life) && life.TryGetInt32(out int given) ? given : 0;
            return (token ?? throw new RegistryException(ImageErrorKind.Unauthorized, "authorization server did not include a token in the response"), seconds);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new RegistryException(ImageErrorKind.Unavailable, "unable to decode token response: " + e.Message, cause: e);
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static AuthenticationHeaderValue? Basic(RegistryCredential? credential) => credential?.Username is { } user
        ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{credential.Password}")))
        : null;
}
