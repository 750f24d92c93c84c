using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;

namespace Berth.Images;

/// <summary>
/// HTTP as registries need it: one connection pool a host, time-outs of connection, answer and silence, redirects followed without handing
/// the credentials on, failures in Docker's words.
/// </summary>
internal sealed class RegistryHttp(RegistryOptions options, TimeProvider time) : IDisposable
{
    private const int MostRedirects = 10;

    private readonly ConcurrentDictionary<(string Host, bool Insecure), HttpMessageInvoker> pools = new();
    private readonly RegistryDialer dialer = new(options, time);

    /// <summary>
    /// Sends a request that <paramref name="make"/> makes, again for each redirect, and gives the answer when its head is there. Throws
    /// <see cref="RegistryException"/> where there is none.
    /// </summary>
    public async Task<HttpResponseMessage> SendAsync(RegistryEndpoint endpoint, Func<HttpRequestMessage> make, CancellationToken cancel)
    {
        using HttpRequestMessage first = make();
        Uri start = first.RequestUri!;
        HttpResponseMessage response = await SendOnceAsync(endpoint, first, cancel).ConfigureAwait(false);
        Uri at = start;
        for (int i = 0; i < MostRedirects && Target(response, at) is { } next && first.Content is null; i++)
        {
            response.Dispose();
            if (next.Scheme == "http" && at.Scheme == "https" && !endpoint.IsInsecure)
            {
                throw new RegistryException(ImageErrorKind.Unavailable, $"{Verb(first)} \"{start}\": refused a redirect from https to \"{next}\"");
            }

            using HttpRequestMessage again = make();
            again.RequestUri = at = next;
            if (!SameOrigin(start, next))
            {
                again.Headers.Authorization = null; // the credential is the registry's, not the store's that it sends us to
            }

            response = await SendOnceAsync(endpoint, again, cancel).ConfigureAwait(false);
        }

        return response;
    }

    /// <summary>Guards the reading of an answer's body: silence is a failure.</summary>
    public async Task<int> ReadAsync(Stream body, Memory<byte> buffer, CancellationToken cancel)
    {
        using var silence = new CancellationTokenSource(options.StallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, silence.Token);
        try
        {
            return await body.ReadAsync(buffer, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new RegistryException(ImageErrorKind.Unavailable, $"no data came for {options.StallTimeout.TotalSeconds:0} seconds") { MayPass = true };
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw new RegistryException(ImageErrorKind.Unavailable, "unexpected end of data", cause: e) { MayPass = true };
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (HttpMessageInvoker pool in pools.Values)
        {
            pool.Dispose();
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(RegistryEndpoint endpoint, HttpRequestMessage request, CancellationToken cancel)
    {
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("berth", "0.1"));
        HttpMessageInvoker pool = pools.GetOrAdd((request.RequestUri!.Authority, endpoint.IsInsecure), MakePool);
        using var timeout = new CancellationTokenSource(options.ResponseTimeout + options.ConnectTimeout, time);
        if (request.Content is BlobContent upload)
        {
            upload.Moved = () => timeout.CancelAfter(options.ResponseTimeout); // the answer comes after the body, however long that is
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            return await pool.SendAsync(request, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw new RegistryException(ImageErrorKind.Unavailable,
                $"{Verb(request)} \"{Shown(request)}\": net/http: timeout awaiting response headers (nothing came for {options.ResponseTimeout.TotalSeconds:0} seconds)", cause: e);
        }
        catch (HttpRequestException e)
        {
            throw Fault(e, request);
        }
    }

    private HttpMessageInvoker MakePool((string Host, bool Insecure) key) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = !RegistryEndpoint.IsLoopback(new Uri("http://" + key.Host).Host), // as Go has it: no proxy reaches this machine's loopback
        ConnectTimeout = Timeout.InfiniteTimeSpan, // the dialer's, an address
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = dialer.ConnectAsync,
        SslOptions = RegistryTrust.OptionsFor(key.Host, key.Insecure, options.CertificatesFolder),
    });

    private static RegistryException Fault(HttpRequestException e, HttpRequestMessage request)
    {
        string act = $"{Verb(request)} \"{Shown(request)}\"";
        for (Exception? cause = e; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case DialException:
                    // Which of a registry's addresses couldn't be asked is of no interest.
                    string root = request.RequestUri!.AbsolutePath.StartsWith("/v2/", StringComparison.Ordinal) ? $"Get \"{request.RequestUri.GetLeftPart(UriPartial.Authority)}/v2/\"" : act;
                    return new RegistryException(ImageErrorKind.Unavailable, $"{root}: {cause.Message}", cause: e) { NotConnected = true };
                case AuthenticationException when cause.Message.StartsWith("tls:", StringComparison.Ordinal):
                    return new RegistryException(ImageErrorKind.Unavailable, $"{act}: {cause.Message}", cause: e);
                case AuthenticationException or IOException when cause.Message.Contains("frame", StringComparison.OrdinalIgnoreCase):
                    return new RegistryException(ImageErrorKind.Unavailable, $"{act}: http: server gave HTTP response to HTTPS client", cause: e) { WrongProtocol = true };
                case AuthenticationException:
                    return new RegistryException(ImageErrorKind.Unavailable, $"{act}: tls: handshake failure: {cause.Message}", cause: e) { WrongProtocol = true };
            }
        }

        string text = e.HttpRequestError == HttpRequestError.InvalidResponse ? "malformed HTTP response" : "EOF";
        return new RegistryException(ImageErrorKind.Unavailable, $"{act}: {text}", cause: e) { MayPass = true, WrongProtocol = true };
    }

    private static Uri? Target(HttpResponseMessage response, Uri from) =>
        response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
        && response.Headers.Location is { } location
            ? new Uri(from, location)
            : null;

    private static bool SameOrigin(Uri a, Uri b) => a.Scheme == b.Scheme && a.Authority == b.Authority;

    private static string Verb(HttpRequestMessage request) => request.Method.Method[..1] + request.Method.Method[1..].ToLowerInvariant();

    // What is behind the question mark may be a secret.
    private static string Shown(HttpRequestMessage request) => request.RequestUri!.GetLeftPart(UriPartial.Path);
}
