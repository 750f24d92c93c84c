using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Berth.Daemon;

/// <summary>
/// The role <c>dial</c>: carries a stream socket, to a TCP port and back, with TLS where asked for.
/// The command line keeps sockets and TLS out of its own executable so. The first line that it reads says <c>connected</c>, or why not.
/// </summary>
internal static class DialRole
{
    /// <summary>The first line after success.</summary>
    public const string Connected = "connected\n";

    /// <summary>Connects, then carries bytes both ways until both ends have closed.</summary>
    /// <param name="arguments">What <see cref="DialOptions.Read"/> takes.</param>
    /// <param name="socket">The caller's end.</param>
    /// <returns>The exit status.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Socket socket)
    {
        await using var caller = new NetworkStream(socket);
        Stream? engine = null;
        string said;
        try
        {
            engine = await ConnectAsync(DialOptions.Read(arguments)).ConfigureAwait(false);
            said = Connected;
        }
        catch (Exception e) when (e is OptionException or SocketException or IOException or AuthenticationException or CryptographicException or UnauthorizedAccessException)
        {
            said = Reason(e) + "\n";
        }

        await caller.WriteAsync(Encoding.UTF8.GetBytes(said)).ConfigureAwait(false);
        if (engine is null)
        {
            return 1;
        }

        await using (engine)
        {
            await Task.WhenAll(
                CopyAsync(caller, engine, () => CloseWritingAsync(engine)),
                CopyAsync(engine, caller, () => CloseWritingAsync(caller))).ConfigureAwait(false);
        }

        return 0;
    }

    private static string Reason(Exception e) => e is AuthenticationException { InnerException: { } inner } ? inner.Message : e.Message;

    private static async Task<Stream> ConnectAsync(DialOptions options)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            await socket.ConnectAsync(options.Host, options.Port).ConfigureAwait(false);
            var plain = new NetworkStream(socket, ownsSocket: true);
            if (!options.Tls)
            {
                return plain;
            }

            var encrypted = new SslStream(plain);
            await encrypted.AuthenticateAsClientAsync(Authentication(options)).ConfigureAwait(false);
            return encrypted;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static SslClientAuthenticationOptions Authentication(DialOptions options)
    {
        var authentication = new SslClientAuthenticationOptions { TargetHost = options.Host };
        if (options is { Certificate: { } certificate, Key: { } key })
        {
            authentication.ClientCertificates = [X509Certificate2.CreateFromPemFile(certificate, key)];
        }

        if (!options.Verify)
        {
            // The caller asked for TLS without verification, as docker's --tls without --tlsverify is.
            authentication.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null;
        }
        else if (options.Authority is { } authority)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(authority);
            authentication.CertificateChainPolicy = policy;
        }

        return authentication;
    }

    // One way. An end that is gone ends that way as its close would: the other end then learns of it.
    private static async Task CopyAsync(Stream from, Stream to, Func<Task> closeWriting)
    {
        try
        {
            await from.CopyToAsync(to).ConfigureAwait(false);
        }
        catch (IOException)
        {
        }

        try
        {
            await closeWriting().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
        }
    }

    private static Task CloseWritingAsync(Stream stream)
    {
        if (stream is SslStream encrypted)
        {
            return encrypted.ShutdownAsync();
        }

        ((NetworkStream)stream).Socket.Shutdown(SocketShutdown.Send);
        return Task.CompletedTask;
    }
}
