using System.Buffers;
using System.Text.Json;
using Berth.Linux;
using Berth.Supervision;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>Listens for engines and tells those who watch what happens.</summary>
internal sealed class MonitorServer : IReady, IDisposable
{
    private readonly EventLoop _loop;
    private readonly SafeFileHandle _listener;
    private readonly MonitorLog _log;
    private readonly List<Connection> _connections = [];
    private readonly ArrayBufferWriter<byte> _encoded = new(2048);
    private readonly Utf8JsonWriter _writer;
    private readonly Watch _watch;
    private Action? _whenFlushed;

    public MonitorServer(EventLoop loop, SafeFileHandle listener, MonitorLog log)
    {
        _loop = loop;
        _listener = listener;
        _log = log;
        _writer = new Utf8JsonWriter(_encoded);
        _watch = loop.Add(listener, EpollEvents.In, this);
    }

    /// <summary>Does what is asked.</summary>
    public IRequestHandler? Handler { get; set; }

    /// <summary>Room for one packet, for whoever reads at the moment.</summary>
    internal byte[] Buffer { get; } = GC.AllocateUninitializedArray<byte>(MonitorPacket.MaxBytes);

    public void Ready(EpollEvents events)
    {
        while (UnixSocket.Accept(_listener) is { } socket)
        {
            var connection = new Connection(_loop, this, socket);
            _connections.Add(connection);
            connection.Open();
        }
    }

    /// <summary>Tells all who watch.</summary>
    public void Tell(MonitorEvent happening)
    {
        if (!_connections.Exists(c => c.Watches))
        {
            return;
        }
        _encoded.ResetWrittenCount();
        _writer.Reset(_encoded);
        MonitorMessageJson.Write(_writer, happening);
        _writer.Flush();
        foreach (Connection connection in _connections.ToArray())
        {
            if (connection.Watches)
            {
                connection.Send(_encoded.WrittenSpan, default);
            }
        }
    }

    /// <summary>Calls once all that was sent has been taken by the sockets.</summary>
    public void WhenFlushed(Action action)
    {
        _whenFlushed = action;
        Flushed();
    }

    /// <summary>Ends all connections, and takes no more.</summary>
    public void CloseAll()
    {
        _loop.Remove(_watch);
        foreach (Connection connection in _connections.ToArray())
        {
            connection.Close();
        }
    }

    public void Dispose()
    {
        CloseAll();
        _writer.Dispose();
        _listener.Dispose();
    }

    internal ReadOnlySpan<byte> Encode(MonitorReply reply)
    {
        _encoded.ResetWrittenCount();
        _writer.Reset(_encoded);
        MonitorMessageJson.Write(_writer, reply);
        _writer.Flush();
        return _encoded.WrittenSpan;
    }

    internal void Handle(PendingReply pending, MonitorRequest request, List<SafeFileHandle> files)
    {
        try
        {
            Handler!.Handle(pending, request, files);
        }
        catch (SetupException e)
        {
            pending.Failed(e.Error);
        }
        catch (LinuxException e)
        {
            pending.Failed(new MonitorError(MonitorErrorKind.Other, "", e.Errno, e.Message));
        }
    }

    internal void Report(string text) => _log.Write(text);

    internal void Closed(Connection connection)
    {
        _connections.Remove(connection);
        Flushed();
    }

    internal void Flushed()
    {
        if (_whenFlushed is { } action && !_connections.Exists(c => c.HasQueue))
        {
            _whenFlushed = null;
            action();
        }
    }
}
