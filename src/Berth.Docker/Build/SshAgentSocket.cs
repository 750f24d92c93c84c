using System.Net.Sockets;

namespace Berth.Docker;

/// <summary>An SSH agent by its socket.</summary>
/// <param name="path">The socket's absolute path on the engine's machine.</param>
public sealed class SshAgentSocket(string path) : ISshAgent
{
    /// <summary>The socket's absolute path on the engine's machine.</summary>
    public string Path => path;

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(CancellationToken cancel = default)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new IOException($"the SSH agent {path} can't be reached: {e.Message}", e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
