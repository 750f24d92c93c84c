using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Berth.Build.Tests.Context;

/// <summary>Answers each request with the next of some contents.</summary>
internal sealed class OneAnswer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    /// <summary>A server of these.</summary>
    public OneAnswer(params byte[][] contents)
    {
        _listener.Start();
        Address = $"http://{_listener.LocalEndpoint}";
        _ = Task.Run(async () =>
        {
            foreach (byte[] content in contents)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await using var stream = client.GetStream();
                await stream.ReadAtLeastAsync(new byte[1024], 1);
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {content.Length}\r\nConnection: close\r\n\r\n"));
                await stream.WriteAsync(content);
            }
        });
    }

    /// <summary>Where it is.</summary>
    public string Address { get; }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();
}
