using System.Net;
using System.Net.Sockets;

namespace Berth.Images;

/// <summary>Makes the connections of the HTTP client, so that failures name the address that was tried and what it said.</summary>
internal sealed class RegistryDialer(RegistryOptions options, TimeProvider time)
{
    /// <summary>Connects to a host; the first address that accepts wins.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        DnsEndPoint target = context.DnsEndPoint;
        string via = context.InitialRequestMessage.RequestUri?.IdnHost == target.Host ? "" : "proxyconnect tcp: ";
        DialException? first = null;
        foreach (IPAddress address in await LookUpAsync(target.Host, via, cancel).ConfigureAwait(false))
        {
            var end = new IPEndPoint(address, target.Port);
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                using var timeout = new CancellationTokenSource(options.ConnectTimeout, time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
                await socket.ConnectAsync(end, either.Token).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
            {
                socket.Dispose();
                first ??= new DialException($"{via}dial tcp {end}: {Text(e)}");
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw first!;
    }

    private static async Task<IPAddress[]> LookUpAsync(string host, string via, CancellationToken cancel)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address))
        {
            return [address];
        }

        try
        {
            return await Dns.GetHostAddressesAsync(host, cancel).ConfigureAwait(false) is { Length: > 0 } found
                ? found
                : throw new DialException($"{via}dial tcp: lookup {host}: no such host");
        }
        catch (SocketException e)
        {
            string what = e.SocketErrorCode == SocketError.TryAgain ? "server misbehaving" : "no such host";
            throw new DialException($"{via}dial tcp: lookup {host}: {what}");
        }
    }

    private static string Text(Exception e) => (e as SocketException)?.SocketErrorCode switch
    {
        null or SocketError.TimedOut => "i/o timeout",
        SocketError.ConnectionRefused => "connect: connection refused",
        SocketError.NetworkUnreachable or SocketError.NetworkDown => "connect: network is unreachable",
        SocketError.HostUnreachable or SocketError.HostDown => "connect: no route to host",
        var other => "connect: " + other,
    };
}
