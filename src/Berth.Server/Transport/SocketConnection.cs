using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Berth.Server;

/// <summary>
/// A connection of Kestrel over a socket. The end of what the client sends only ends the input; ConnectionClosed fires when
/// the client has gone in both directions, which the kernel tells of a unix socket whatever is being read.
/// </summary>
internal sealed class SocketConnection : ConnectionContext, IHijackFeature, IConnectionIdFeature, IConnectionItemsFeature,
    IConnectionLifetimeFeature, IConnectionTransportFeature
{
    private readonly CancellationTokenSource _closed = new();
    private readonly Lock _lock = new();
    private readonly Socket _socket;
    private readonly NetworkStream _raw;
    private readonly ConnectionGate _gate;
    private readonly Func<SafeHandle, bool, Action, IDisposable> _watchHangup;
    private IDisposable? _watch;
    private bool _disposed;

    private SocketConnection(Socket socket, string id, Func<SafeHandle, bool, Action, IDisposable> watchHangup)
    {
        ConnectionId = id;
        _socket = socket;
        _watchHangup = watchHangup;
        _raw = new NetworkStream(socket, ownsSocket: false);
        _gate = new ConnectionGate(_raw) { OnBroken = SignalClosed };
        Transport = new StreamDuplexPipe(_gate);
        ConnectionClosed = _closed.Token;
        Features.Set<IHijackFeature>(this);
        Features.Set<IConnectionIdFeature>(this);
        Features.Set<IConnectionItemsFeature>(this);
        Features.Set<IConnectionLifetimeFeature>(this);
        Features.Set<IConnectionTransportFeature>(this);
    }

    public override string ConnectionId { get; set; }

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new ConnectionItems();

    public override IDuplexPipe Transport { get; set; }

    public override CancellationToken ConnectionClosed { get; set; }

    private bool IsUnix => _socket.AddressFamily == AddressFamily.Unix;

    /// <summary>Takes a socket that was accepted.</summary>
    public static SocketConnection Start(Socket socket, string id, Func<SafeHandle, bool, Action, IDisposable> watchHangup)
    {
        var connection = new SocketConnection(socket, id, watchHangup);
        if (connection.IsUnix)
        {
            connection.Watch(halfCloseCounts: false);
        }
        else
        {
            socket.NoDelay = true;
        }

        return connection;
    }

    public void TakeHalfCloseAsGone()
    {
        if (!IsUnix)
        {
            Watch(halfCloseCounts: true);
        }
    }

    public HijackedStream Hijack()
    {
        _gate.Shut();
        byte[] ahead = [];
        if (Transport.Input.TryRead(out var read))
        {
            ahead = read.Buffer.ToArray();
            Transport.Input.AdvanceTo(read.Buffer.End);
        }

        return new HijackedStream(_socket, _raw, ahead);
    }

    public override void Abort(ConnectionAbortedException abortReason)
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The client has gone.
        }

        SignalClosed();
    }

    public override async ValueTask DisposeAsync()
    {
        await Transport.Input.CompleteAsync().ConfigureAwait(false);
        await Transport.Output.CompleteAsync().ConfigureAwait(false);
        lock (_lock)
        {
            _disposed = true;
            _watch?.Dispose();
        }

        _socket.Dispose();
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private void Watch(bool halfCloseCounts)
    {
        lock (_lock)
        {
            if (!_disposed)
            {
                _watch ??= _watchHangup(_socket.SafeHandle, halfCloseCounts, SignalClosed);
            }
        }
    }

    // Handlers' callbacks run on the pool: the watch's thread serves all connections. The source is never disposed, as this may come late.
    private void SignalClosed() => ThreadPool.UnsafeQueueUserWorkItem(static source => source.Cancel(), _closed, preferLocal: false);
}
