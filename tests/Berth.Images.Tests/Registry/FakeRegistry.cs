using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Berth.Images.Tests;

/// <summary>A registry on loopback that does what a test tells it: right answers unless it is told to fail.</summary>
internal sealed class FakeRegistry : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new(); // without a timer there is nothing to dispose
    private readonly Task accepting;
    private readonly ConcurrentDictionary<string, (string Type, byte[] Content)> manifests = new();
    private readonly ConcurrentDictionary<string, byte[]> blobs = new();
    private readonly ConcurrentQueue<FakeRequest> log = new();
    private int uploads;

    public FakeRegistry()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public string Host => "127.0.0.1:" + ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Answers in the registry's place; null: the registry does.</summary>
    public Func<FakeRequest, FakeReply?>? Intercept { get; set; }

    public IReadOnlyList<string> Log => [.. log.Select(r => r.Method + " " + r.Path)];

    public IReadOnlyList<FakeRequest> Requests => [.. log];

    public IReadOnlyDictionary<string, byte[]> Blobs => blobs;

    /// <summary>Puts an image in; gives its manifest's digest.</summary>
    public Digest Add(string repository, string tag, ImageArchive archive, Func<byte[], byte[]>? compress = null, bool index = false)
    {
        object[] layers = [.. archive.Layers.Select(l => Put(compress is null ? l : compress(l), MediaTypes.DockerLayerGzip))];
        object config = Put(archive.Config, MediaTypes.DockerConfig);
        byte[] manifest = JsonSerializer.SerializeToUtf8Bytes(new { schemaVersion = 2, mediaType = MediaTypes.DockerManifest, config, layers });
        Digest digest = Digest.Of(manifest);
        manifests[$"{repository}/{digest}"] = (MediaTypes.DockerManifest, manifest);
        if (index)
        {
            object Entry(string d, string architecture) => new { mediaType = MediaTypes.DockerManifest, digest = d, size = manifest.Length, platform = new { os = "linux", architecture } };
            byte[] list = JsonSerializer.SerializeToUtf8Bytes(new { schemaVersion = 2, mediaType = MediaTypes.OciIndex, manifests = new[] { Entry(Digest.Of("x"u8).Value, "s390x"), Entry(digest.Value, OciPlatform.Host.Architecture) } });
            digest = Digest.Of(list);
            manifests[$"{repository}/{digest}"] = (MediaTypes.OciIndex, list);
            manifest = list;
        }

        manifests[$"{repository}/{tag}"] = (index ? MediaTypes.OciIndex : MediaTypes.DockerManifest, manifest);
        return digest;

        object Put(byte[] content, string mediaType)
        {
            string d = Digest.Of(content).Value;
            blobs[d] = content;
            return new { mediaType, size = content.Length, digest = d };
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await listener.AcceptTcpClientAsync(stop.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
        }

        await Task.WhenAll(connections);
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                while (await ReadAsync(stream) is { } request)
                {
                    log.Enqueue(request);
                    if (!await ReplyAsync(stream, request, Intercept?.Invoke(request) ?? Answer(request)))
                    {
                        return;
                    }
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
            {
            }
        }
    }

    private async Task<bool> ReplyAsync(NetworkStream stream, FakeRequest request, FakeReply reply)
    {
        if (reply.Hangs)
        {
            await Task.Delay(Timeout.Infinite, stop.Token);
        }

        bool isHead = request.Method == "HEAD";
        var head = new StringBuilder($"HTTP/1.1 {reply.Status} X\r\nContent-Length: {reply.Body.Length}\r\n");
        foreach ((string name, string value) in reply.Headers)
        {
            head.Append($"{name}: {value}\r\n");
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), stop.Token);
        if (reply.HangsInBody)
        {
            await Task.Delay(Timeout.Infinite, stop.Token);
        }

        await stream.WriteAsync(reply.Body.AsMemory(0, isHead ? 0 : reply.CutAfter ?? reply.Body.Length), stop.Token);
        return reply.CutAfter is null;
    }

    private FakeReply Answer(FakeRequest request)
    {
        string path = request.Path["/v2/".Length..];
        int manifest = path.IndexOf("/manifests/", StringComparison.Ordinal), blob = path.IndexOf("/blobs/", StringComparison.Ordinal);
        if (manifest > 0)
        {
            return Manifest(request, path[..manifest], path[(manifest + "/manifests/".Length)..]);
        }

        string name = path[(blob + "/blobs/".Length)..];
        if (name.StartsWith("uploads/", StringComparison.Ordinal))
        {
            return Upload(request, name["uploads/".Length..]);
        }

        if (!blobs.TryGetValue(name, out byte[]? content))
        {
            return FakeReply.Error(404, "BLOB_UNKNOWN", "blob unknown to registry");
        }

        if (request["Range"] is { } range)
        {
            int from = int.Parse(range["bytes=".Length..].TrimEnd('-'));
            return new FakeReply(206, content[from..], ("Content-Range", $"bytes {from}-{content.Length - 1}/{content.Length}"));
        }

        return new FakeReply(200, content);
    }

    private FakeReply Manifest(FakeRequest request, string repository, string reference)
    {
        if (request.Method == "PUT")
        {
            Digest put = Digest.Of(request.Body);
            manifests[$"{repository}/{reference}"] = manifests[$"{repository}/{put}"] = (request["Content-Type"]!, request.Body);
            return new FakeReply(201, [], ("Docker-Content-Digest", put.Value));
        }

        return manifests.TryGetValue($"{repository}/{reference}", out (string Type, byte[] Content) found)
            ? new FakeReply(200, found.Content, ("Content-Type", found.Type), ("Docker-Content-Digest", Digest.Of(found.Content).Value))
            : FakeReply.Error(404, "MANIFEST_UNKNOWN", "manifest unknown");
    }

    private FakeReply Upload(FakeRequest request, string id)
    {
        switch (request.Method)
        {
            case "POST":
                string number = Interlocked.Increment(ref uploads).ToString();
                blobs["upload-" + number] = [];
                return new FakeReply(202, [], ("Location", request.Path + number));
            case "PATCH":
                blobs["upload-" + id] = [.. blobs["upload-" + id], .. request.Body];
                return new FakeReply(202, [], ("Location", request.Path + "?state=1"));
            default:
                blobs.TryRemove("upload-" + id, out byte[]? whole);
                string wanted = Uri.UnescapeDataString(request.Query.Split("digest=")[1]);
                if (Digest.Of(whole).Value != wanted)
                {
                    return FakeReply.Error(400, "DIGEST_INVALID", "provided digest did not match uploaded content");
                }

                blobs[wanted] = whole!;
                return new FakeReply(201, []);
        }
    }

    private async Task<FakeRequest?> ReadAsync(NetworkStream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (head.Count < 4 || !head[^4..].SequenceEqual("\r\n\r\n"u8.ToArray()))
        {
            if (await stream.ReadAsync(one, stop.Token) == 0)
            {
                return null;
            }

            head.Add(one[0]);
            if (head is [0x16]) // a TLS handshake
            {
                await stream.WriteAsync("HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTPS request to an HTTP server.\n"u8.ToArray(), stop.Token);
                return null;
            }
        }

        string[] lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach (string line in lines[1..])
        {
            string[] pair = line.Split(": ", 2);
            headers[pair[0]] = pair.Length > 1 ? pair[1] : "";
        }

        var body = new byte[headers.TryGetValue("Content-Length", out string? length) ? int.Parse(length) : 0];
        await stream.ReadExactlyAsync(body, stop.Token);
        string[] first = lines[0].Split(' ');
        string[] target = first[1].Split('?', 2);
        return new FakeRequest(first[0], Uri.UnescapeDataString(target[0]), target.Length > 1 ? target[1] : "", headers, body);
    }
}
