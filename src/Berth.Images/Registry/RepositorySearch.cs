using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Berth.Images;

/// <summary>Searches repositories: Docker Hub's, or those of a registry that still has the search of the first registry API (<c>GET /v1/search</c>).</summary>
internal static class RepositorySearch
{
    private const string HubHost = "index.docker.io";
    private const int LongestAnswer = 4 << 20;

    /// <summary>Searches.</summary>
    /// <param name="registry">The way to registries.</param>
    /// <param name="term">What to look for; before a slash the registry's host may stand.</param>
    /// <param name="limit">The most results.</param>
    /// <param name="credential">The login; null for none.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="ImageException">The registry can't be asked, or has no search.</exception>
    public static async Task<IReadOnlyList<FoundRepository>> FindAsync(RegistryServices registry, string term, int limit, RegistryCredential? credential, CancellationToken cancel)
    {
        (string host, string words) = Split(term);
        RegistryEndpoint endpoint = host.Length > 0 ? registry.Endpoints.Registry(host) : new RegistryEndpoint(HubHost, false, false, new Uri($"https://{HubHost}/"));
        string query = string.Create(CultureInfo.InvariantCulture, $"v1/search?q={Uri.EscapeDataString(words)}&n={limit}");
        using HttpResponseMessage response = await registry.Http.SendAsync(endpoint, () => Request(new Uri(endpoint.Base, query), credential), cancel).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw new ImageException(ImageErrorKind.Unavailable, $"Unexpected status code {(int)response.StatusCode}{(host.Length > 0 ? $": {host} has no search, as most registries" : "")}");
        }

        byte[] body = await RepositoryClient.ReadBodyAsync(registry.Http, response, LongestAnswer, "the answer to a search", cancel).ConfigureAwait(false);
        return OciJson.Read(body, OciJson.Default.SearchAnswer, "the answer to a search").Results;
    }

    // A first part with a dot or port, or "localhost", is a host.
    private static (string Host, string Words) Split(string term)
    {
        int slash = term.IndexOf('/', StringComparison.Ordinal);
        string first = slash < 0 ? "" : term[..slash];
        bool isHost = first.AsSpan().IndexOfAny('.', ':') >= 0 || first == "localhost";
        bool isHub = !isHost || first is ImageReference.DefaultDomain or HubHost;
        string words = isHost ? term[(slash + 1)..] : term;
        return isHub ? ("", words.StartsWith("library/", StringComparison.Ordinal) ? words["library/".Length..] : words) : (first, words);
    }

    private static HttpRequestMessage Request(Uri address, RegistryCredential? credential)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (credential is { Username.Length: > 0 })
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.Username}:{credential.Password}")));
        }

        return request;
    }
}
