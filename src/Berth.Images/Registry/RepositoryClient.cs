using System.Net;
using System.Net.Http.Headers;

namespace Berth.Images;

/// <summary>One repository at one endpoint: manifests and blobs, there and back (OCI distribution specification 1.1).</summary>
internal sealed class RepositoryClient(RegistryServices services, RegistryEndpoint endpoint, string repository, RegistryCredential? credential, string actions)
{
    private const int LongestManifest = 4 << 20;

    private readonly RegistryHttp http = services.Http;
    private string scope = $"repository:{repository}:{actions}";

    /// <summary>The endpoint.</summary>
    public RegistryEndpoint Endpoint => endpoint;

    /// <summary>Asks for read access to another repository too, whose blobs are to be mounted.</summary>
    public void AlsoRead(string other)
    {
        string more = $"repository:{other}:pull";
        if (!scope.Contains(more, StringComparison.Ordinal))
        {
            scope += " " + more;
        }
    }

    /// <summary>The digest of a manifest; null where the registry doesn't say, or has none: asking for the manifest tells.</summary>
    public async Task<Digest?> HeadManifestAsync(string tagOrDigest, CancellationToken cancel)
    {
        using HttpResponseMessage response = await SendAsync(() => ManifestRequest(HttpMethod.Head, tagOrDigest), cancel).ConfigureAwait(false);
        return response.IsSuccessStatusCode ? DigestOf(response) : null;
    }

    /// <summary>A manifest, as bytes, proven by the digest asked for or told.</summary>
    public Task<(byte[] Content, Digest Digest)> GetManifestAsync(string tagOrDigest, CancellationToken cancel) => services.Retry.RunAsync(async again =>
    {
        using HttpResponseMessage response = await SendAsync(() => ManifestRequest(HttpMethod.Get, tagOrDigest), again).ConfigureAwait(false);
        await CheckAsync(response, again).ConfigureAwait(false);
        byte[] content = await ReadBodyAsync(http, response, LongestManifest, "a manifest", again).ConfigureAwait(false);
        Digest? wanted = Digest.TryParse(tagOrDigest, out Digest? asked) ? asked : DigestOf(response);
        Digest actual = wanted?.Of(content) ?? Digest.Of(content);
        return wanted is null || wanted == actual
            ? (content, actual)
            : throw new RegistryException(ImageErrorKind.Corrupt, $"manifest verification failed for digest {wanted}: its content has {actual}");
    }, cancel);

    /// <summary>A small blob, whole and proven.</summary>
    public Task<byte[]> GetBlobAsync(OciDescriptor descriptor, int most, CancellationToken cancel) => services.Retry.RunAsync(async again =>
    {
        (HttpResponseMessage response, _) = await OpenBlobAsync(Digest.Parse(descriptor.Digest), 0, again).ConfigureAwait(false);
        using (response)
        {
            byte[] content = await ReadBodyAsync(http, response, most, "blob " + descriptor.Digest, again).ConfigureAwait(false);
            Digest actual = Digest.Parse(descriptor.Digest).Of(content);
            return actual.Value == descriptor.Digest
                ? content
                : throw new RegistryException(ImageErrorKind.Corrupt, $"content of blob {descriptor.Digest} is damaged: {content.Length} bytes of digest {actual} came");
        }
    }, cancel);

    /// <summary>Opens a blob at an offset; the answer begins there, or earlier where the registry knows no ranges.</summary>
    public async Task<(HttpResponseMessage Response, long Start)> OpenBlobAsync(Digest digest, long offset, CancellationToken cancel)
    {
        HttpResponseMessage response = await SendAsync(() =>
        {
            var request = new HttpRequestMessage(HttpMethod.Get, At($"blobs/{digest}"));
            request.Headers.Range = offset > 0 ? new RangeHeaderValue(offset, null) : null;
            return request;
        }, cancel).ConfigureAwait(false);
        try
        {
            await CheckAsync(response, cancel).ConfigureAwait(false);
            long start = response.StatusCode == HttpStatusCode.PartialContent ? response.Content.Headers.ContentRange?.From ?? 0 : 0;
            return start <= offset ? (response, start) : throw new RegistryException(ImageErrorKind.Unavailable, $"the registry sent blob {digest} from {start} on, not from {offset}");
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>Whether the repository has a blob.</summary>
    public async Task<bool> HasBlobAsync(Digest digest, CancellationToken cancel)
    {
        using HttpResponseMessage response = await SendAsync(() => new HttpRequestMessage(HttpMethod.Head, At($"blobs/{digest}")), cancel).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }

        await CheckAsync(response, cancel).ConfigureAwait(false);
        return true;
    }

    /// <summary>
    /// Begins an upload. Where <paramref name="mountFrom"/> names a repository of the same registry that has the blob, that one is
    /// used, and the result is null: there is nothing to send.
    /// </summary>
    public async Task<Uri?> BeginUploadAsync(Digest digest, string? mountFrom, CancellationToken cancel)
    {
        string query = mountFrom is null ? "" : $"?mount={Uri.EscapeDataString(digest.Value)}&from={Uri.EscapeDataString(mountFrom)}";
        using HttpResponseMessage response = await SendAsync(() => new HttpRequestMessage(HttpMethod.Post, At("blobs/uploads/" + query)) { Content = new ByteArrayContent([]) }, cancel).ConfigureAwait(false);
        await CheckAsync(response, cancel).ConfigureAwait(false);
        return response.StatusCode == HttpStatusCode.Created ? null : LocationOf(response);
    }

    /// <summary>Sends a blob's bytes to an upload and closes it.</summary>
    public async Task UploadAsync(Uri upload, Digest digest, Func<HttpContent> content, CancellationToken cancel)
    {
        using HttpResponseMessage sent = await SendAsync(() => new HttpRequestMessage(HttpMethod.Patch, upload) { Content = content() }, cancel).ConfigureAwait(false);
        await CheckAsync(sent, cancel).ConfigureAwait(false);
        var close = new UriBuilder(LocationOf(sent));
        close.Query = (close.Query.Length > 1 ? close.Query[1..] + "&" : "") + "digest=" + Uri.EscapeDataString(digest.Value);
        using HttpResponseMessage closed = await SendAsync(() => new HttpRequestMessage(HttpMethod.Put, close.Uri) { Content = new ByteArrayContent([]) }, cancel).ConfigureAwait(false);
        await CheckAsync(closed, cancel).ConfigureAwait(false);
    }

    /// <summary>Puts a manifest under a tag or digest.</summary>
    public Task<Digest> PutManifestAsync(string tagOrDigest, byte[] manifest, string mediaType, CancellationToken cancel) => services.Retry.RunAsync(async again =>
    {
        using HttpResponseMessage response = await SendAsync(() =>
        {
            var content = new ByteArrayContent(manifest);
            content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
            return new HttpRequestMessage(HttpMethod.Put, At("manifests/" + tagOrDigest)) { Content = content };
        }, again).ConfigureAwait(false);
        await CheckAsync(response, again).ConfigureAwait(false);
        return Digest.Of(manifest);
    }, cancel);

    /// <summary>The whole of an answer's body; an error where it is longer than <paramref name="most"/> bytes.</summary>
    public static async Task<byte[]> ReadBodyAsync(RegistryHttp http, HttpResponseMessage response, int most, string what, CancellationToken cancel)
    {
        using Stream body = await response.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        using var whole = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await http.ReadAsync(body, buffer, cancel).ConfigureAwait(false) is int read and > 0)
        {
            whole.Write(buffer, 0, read);
            if (whole.Length > most)
            {
                throw new RegistryException(ImageErrorKind.Invalid, $"{what} is longer than {most} bytes");
            }
        }

        return whole.ToArray();
    }

    // One request: with the token of last time, else as the registry asks; by the next scheme where the endpoint doesn't speak this one.
    private async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> make, CancellationToken cancel)
    {
        while (true)
        {
            Uri root = endpoint.Base;
            try
            {
                HttpResponseMessage response = await SendAuthorizedAsync(make, cancel).ConfigureAwait(false);
                if (!IsRefusalOfPlain(response, root) || !endpoint.TryNext(root))
                {
                    endpoint.Prove(root);
                    return response;
                }

                response.Dispose();
            }
            catch (RegistryException e) when ((e.WrongProtocol || e.NotConnected) && endpoint.TryNext(root))
            {
                if (e.NotConnected && endpoint.Base.Port == root.Port)
                {
                    throw; // nobody is there, whatever is spoken
                }
            }
        }
    }

    private async Task<HttpResponseMessage> SendAuthorizedAsync(Func<HttpRequestMessage> make, CancellationToken cancel)
    {
        AuthenticationHeaderValue? authorization = services.Tokens.Known(endpoint, scope, credential);
        HttpResponseMessage response = await http.SendAsync(endpoint, Authorized, cancel).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized || credential?.RegistryToken is not null)
        {
            return response;
        }

        using (response)
        {
            services.Tokens.Forget(endpoint, scope, credential);
            authorization = await services.Tokens.AnswerAsync(endpoint, response, scope, credential, cancel).ConfigureAwait(false);
        }

        return await http.SendAsync(endpoint, Authorized, cancel).ConfigureAwait(false);

        HttpRequestMessage Authorized()
        {
            HttpRequestMessage request = make();
            request.Headers.Authorization = authorization;
            return request;
        }
    }

    // What a TLS server says to plain HTTP.
    private static bool IsRefusalOfPlain(HttpResponseMessage response, Uri root) =>
        root.Scheme == "http" && response.StatusCode == HttpStatusCode.BadRequest && !response.Headers.Contains("Docker-Distribution-Api-Version");

    private HttpRequestMessage ManifestRequest(HttpMethod method, string tagOrDigest)
    {
        var request = new HttpRequestMessage(method, At("manifests/" + tagOrDigest));
        request.Headers.TryAddWithoutValidation("Accept", MediaTypes.AcceptedManifests);
        return request;
    }

    private Uri At(string path) => new(endpoint.Base, $"v2/{repository}/{path}");

    private static Digest? DigestOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Docker-Content-Digest", out IEnumerable<string>? values) && Digest.TryParse(values.FirstOrDefault(), out Digest? digest) ? digest : null;

    private Uri LocationOf(HttpResponseMessage response) => response.Headers.Location is { } location
        ? new Uri(endpoint.Base, location)
        : throw new RegistryException(ImageErrorKind.Unavailable, "the registry doesn't say where an upload goes on");

    private async Task CheckAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw await RegistryErrors.OfAsync(response, http, cancel).ConfigureAwait(false);
        }
    }
}
