using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Berth.Server.Tests;

/// <summary>Bytes to and from a server.</summary>
public sealed class RawConnection : IDisposable
{
    private readonly Socket _socket;

    public RawConnection(EndPoint endPoint)
    {
        _socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Unspecified) { ReceiveTimeout = 10_000, SendTimeout = 10_000 };
        _socket.Connect(endPoint);
    }

    public void Send(string text) => _socket.Send(Encoding.UTF8.GetBytes(text));

    public void Send(byte[] data) => _socket.Send(data);

    public void CloseWrite() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Reads up to the empty line after a head.</summary>
    public string ReadHead()
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && _socket.Receive(one) > 0)
        {
            text.Append((char)one[0]);
        }

        return text.ToString();
    }

    public string Read(int count) => Encoding.UTF8.GetString(ReadBytes(count));

    public byte[] ReadBytes(int count)
    {
        var buffer = new byte[count];
        var length = 0;
        int read;
        while (length < count && (read = _socket.Receive(buffer.AsSpan(length))) > 0)
        {
            length += read;
        }

        return buffer[..length];
    }

    /// <summary>Reads to the end.</summary>
    public string ReadToEnd()
    {
        var all = new MemoryStream();
        var buffer = new byte[65536];
        int read;
        while ((read = _socket.Receive(buffer)) > 0)
        {
            all.Write(buffer, 0, read);
        }

        return Encoding.UTF8.GetString(all.GetBuffer(), 0, (int)all.Length);
    }

    /// <summary>Whether nothing comes, not even an end, for so long.</summary>
    public bool StaysQuiet(TimeSpan time) => !_socket.Poll(time, SelectMode.SelectRead);

    /// <summary>Sends a request that the server ends the connection after, and reads the answer.</summary>
    public string Ask(string method, string path, string? json = null, string headers = "")
    {
        var body = json is null ? "" : $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n";
        Send($"{method} {path} HTTP/1.1\r\nHost: d\r\nConnection: close\r\n{headers}{body}\r\n{json}");
        return ReadToEnd();
    }

    public void Dispose() => _socket.Dispose();
}
