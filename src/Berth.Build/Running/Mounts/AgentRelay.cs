using System.Net.Sockets;
using Berth.Docker;

namespace Berth.Build;

/// <summary>
/// A socket of a step's own that leads to the caller's SSH agent. It is not the agent's own socket that is mounted: agents answer only root and the user who started them,
/// and the step may run as another one.
/// </summary>
internal sealed class AgentRelay : IAsyncDisposable
{
    private const int Backlog = 16;

    private readonly CancellationTokenSource _stop = new();
    private readonly Socket _listener;
    private readonly ISshAgent _agent;
    private readonly Task _accepting;

    private AgentRelay(Socket listener, ISshAgent agent)
    {
        (_listener, _agent) = (listener, agent);
        _accepting = AcceptAsync();
    }

    /// <summary>Opens it.</summary>
    /// <param name="path">Where the socket is made.</param>
    /// <param name="agent">The agent.</param>
    /// <exception cref="SocketException">It can't be made.</exception>
    public static AgentRelay Open(string path, ISshAgent agent)
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            listener.Bind(new UnixDomainSocketEndPoint(path));
            listener.Listen(Backlog);
            return new AgentRelay(listener, agent);
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptAsync(_stop.Token).ConfigureAwait(false);
                open.RemoveAll(t => t.IsCompleted);
                open.Add(ServeAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The step is over.
        }

        await Task.WhenAll(open).ConfigureAwait(false);
    }

    /// <summary>Carries one connection until either end closes it.</summary>
    private async Task ServeAsync(Socket client)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        try
        {
            await using var near = new NetworkStream(client, ownsSocket: true);
            await using var far = await _agent.OpenAsync(ended.Token).ConfigureAwait(false);
            var ways = new[] { near.CopyToAsync(far, ended.Token), far.CopyToAsync(near, ended.Token) };
            await Task.WhenAny(ways).ConfigureAwait(false);
            await ended.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(ways).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A connection that breaks is its program's to notice.
        }
    }
}
