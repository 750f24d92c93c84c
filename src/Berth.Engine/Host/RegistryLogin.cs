using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Berth.Docker;

namespace Berth.Engine;

/// <summary>Tries credentials at a registry, as <c>login</c> does.</summary>
internal static class RegistryLogin
{
    private const string DefaultServer = "https://index.docker.io/v1/";

    /// <summary>Completes where the registry takes the credentials.</summary>
    /// <exception cref="DockerException">Unauthorized, or the registry can't be reached.</exception>
    public static async Task TryAsync(EngineParts parts, AuthConfig auth, CancellationToken cancel)
    {
        string server = auth.ServerAddress is { Length: > 0 } given && given != DefaultServer ? given : "registry-1.docker.io";
        string host = server.Contains("://", StringComparison.Ordinal) ? new Uri(server).Authority : server.Split('/')[0];
        string scheme = server.StartsWith("http://", StringComparison.Ordinal) || IsPlain(host, parts.Options.InsecureRegistries) ? "http" : "https";
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        try
        {
            var basic = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{auth.Username}:{auth.Password}")));
            using var first = await SendAsync(client, new Uri($"{scheme}://{host}/v2/"), basic, cancel).ConfigureAwait(false);
            if (first.IsSuccessStatusCode)
            {
                return;
            }

            // A registry with tokens names who gives them; whoever takes the credentials gives one.
            if (first.StatusCode == HttpStatusCode.Unauthorized && TokenAddress(first, auth.Username) is { } realm)
            {
                using var token = await SendAsync(client, realm, basic, cancel).ConfigureAwait(false);
                if (token.IsSuccessStatusCode)
                {
                    return;
                }
            }

            throw new DockerException(DockerErrorKind.Unauthorized, $"login attempt to {scheme}://{host}/v2/ failed with status: {(int)first.StatusCode} {first.ReasonPhrase}");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            throw new DockerException(DockerErrorKind.System, $"Get \"{scheme}://{host}/v2/\": {e.Message}", e);
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, Uri address, AuthenticationHeaderValue basic, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = basic;
        return await client.SendAsync(request, cancel).ConfigureAwait(false);
    }

    private static Uri? TokenAddress(HttpResponseMessage response, string? user)
    {
        foreach (var challenge in response.Headers.WwwAuthenticate)
        {
            if (!challenge.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) || Part(challenge.Parameter, "realm") is not { } realm)
            {
                continue;
            }

            string query = $"?service={Uri.EscapeDataString(Part(challenge.Parameter, "service") ?? "")}&account={Uri.EscapeDataString(user ?? "")}";
            return Uri.TryCreate(realm + query, UriKind.Absolute, out var address) ? address : null;
        }

        return null;
    }

    private static string? Part(string? parameters, string name)
    {
        int start = parameters?.IndexOf(name + "=\"", StringComparison.Ordinal) ?? -1;
        if (start < 0)
        {
            return null;
        }

        start += name.Length + 2;
        int end = parameters!.IndexOf('"', start);
        return end < 0 ? null : parameters[start..end];
    }

    private static bool IsPlain(string host, IReadOnlyList<string> insecure)
    {
        string name = host.Split(':')[0];
        return name == "localhost" || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address)) || insecure.Contains(host) || insecure.Contains(name);
    }
}
