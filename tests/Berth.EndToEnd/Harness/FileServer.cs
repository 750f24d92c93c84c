using System.Net;
using System.Text;

namespace Berth.EndToEnd;

/// <summary>A web server on loopback with a few texts.</summary>
internal sealed class FileServer : IDisposable
{
    private readonly HttpListener _listener = new();

    public FileServer(IReadOnlyDictionary<string, string> files)
    {
        Address = $"http://127.0.0.1:{TestRegistry.FreePort()}";
        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _ = Task.Run(async () =>
        {
            while (_listener.IsListening)
            {
                HttpListenerContext call;
                try
                {
                    call = await _listener.GetContextAsync();
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }

                bool found = files.TryGetValue(call.Request.Url!.AbsolutePath, out string? text);
                call.Response.StatusCode = found ? 200 : 404;
                call.Response.Close(Encoding.UTF8.GetBytes(text ?? ""), willBlock: false);
            }
        });
    }

    /// <summary>Its base address.</summary>
    public string Address { get; }

    /// <inheritdoc/>
    public void Dispose() => _listener.Close();
}
