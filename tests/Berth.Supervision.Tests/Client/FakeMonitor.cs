using System.Buffers;
using System.Text.Json;
using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Supervision.Tests;

/// <summary>The other end of a client's connection, driven by a test.</summary>
internal sealed class FakeMonitor : IDisposable
{
    private readonly SafeFileHandle _listener;
    private readonly byte[] _buffer = new byte[MonitorPacket.MaxBytes];
    private SafeFileHandle? _connection;

    public FakeMonitor()
    {
        Folder = Directory.CreateTempSubdirectory("berth-client-").FullName;
        Directory.CreateDirectory(Path.GetDirectoryName(SocketPath)!);
        _listener = UnixSocket.Listen(SocketPath, UnixSocketKind.SequencedPacket, nonBlocking: false);
    }

    public string Folder { get; }

    public string SocketPath => Folder + "/" + new string('x', 120) + "/monitor.sock";

    public int Connection => (int)(_connection ??= UnixSocket.Accept(_listener, nonBlocking: false)!).DangerousGetHandle();

    public (MonitorRequest Request, long Number, List<SafeFileHandle> Files) Take()
    {
        var files = new List<SafeFileHandle>();
        Assert.Equal(1, MonitorPacket.Receive(Connection, _buffer, files, out ReadOnlySpan<byte> message));
        return (MonitorRequestJson.Parse(message, out long number, out _)!, number, files);
    }

    public void Send(MonitorReply reply, params int[] files) => Assert.Equal(0, MonitorPacket.Send(Connection, Bytes(w => MonitorMessageJson.Write(w, reply)), files));

    public void Send(MonitorEvent happening) => Assert.Equal(0, MonitorPacket.Send(Connection, Bytes(w => MonitorMessageJson.Write(w, happening)), default));

    public void Close()
    {
        _ = Connection;
        _connection!.Dispose();
    }

    public void Dispose()
    {
        _connection?.Dispose();
        _listener.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            write(writer);
        }
        return buffer.WrittenSpan.ToArray();
    }
}
