using System.Globalization;
using System.Text;

namespace Berth.Docker;

/// <summary>One connection to the engine: writes requests, reads ahead into one buffer.</summary>
internal sealed class HttpConnection(Stream stream) : IDisposable
{
    private const int MaxHead = 64 * 1024;

    private byte[] _buffer = new byte[8 * 1024];
    private int _start;
    private int _end;
    private bool _disposed;

    public Stream Stream => stream;

    /// <summary>Whether a request was answered on it before.</summary>
    public bool Used { get; set; }

    /// <summary>What was read and not yet taken.</summary>
    public ReadOnlySpan<byte> Ahead => _buffer.AsSpan(_start, _end - _start);

    public void Take(int count) => _start += count;

    /// <summary>Takes what was read ahead, as much as fits.</summary>
    public int Take(Span<byte> destination)
    {
        var count = Math.Min(destination.Length, _end - _start);
        Ahead[..count].CopyTo(destination);
        _start += count;
        return count;
    }

    /// <summary>Reads more into the buffer; false at the end.</summary>
    public bool Fill()
    {
        MakeRoom();
        var count = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += count;
        return count > 0;
    }

    /// <summary>Reads more into the buffer; false at the end.</summary>
    public async ValueTask<bool> FillAsync()
    {
        MakeRoom();
        var count = await stream.ReadAsync(_buffer.AsMemory(_end)).ConfigureAwait(false);
        _end += count;
        return count > 0;
    }

    /// <summary>Reads a response's head, passing over interim ones; null when the connection ends before its first byte.</summary>
    public async ValueTask<HttpHead?> ReadHeadAsync()
    {
        while (true)
        {
            var length = Ahead.IndexOf("\r\n\r\n"u8);
            if (length >= 0)
            {
                var head = HttpHead.Parse(Ahead[..(length + 4)]);
                Take(length + 4);
                if (head.Status is >= 200 or 101)
                {
                    return head;
                }

                continue;
            }

            if (Ahead.Length > MaxHead)
            {
                throw new InvalidDataException("the head of a response is too long");
            }

            if (!await FillAsync().ConfigureAwait(false))
            {
                return Ahead.IsEmpty ? null : throw new EndOfStreamException();
            }
        }
    }

    /// <summary>Sends a request's head, and its body when that is whole.</summary>
    public async ValueTask SendAsync(HttpRequest request, string version, DockerClientOptions options)
    {
        var bytes = Compose(request, version, options);
        await stream.WriteAsync(bytes).ConfigureAwait(false);
        await stream.FlushAsync().ConfigureAwait(false);
    }

    /// <summary>Sends a streamed body in chunks.</summary>
    public async Task SendContentAsync(Stream content, CancellationToken cancel)
    {
        // Room for the chunk's length before and its line end after the bytes, so that a chunk is one write.
        const int Before = 10;
        var buffer = new byte[Before + 64 * 1024 + 2];
        while (true)
        {
            var count = await content.ReadAsync(buffer.AsMemory(Before, buffer.Length - Before - 2), cancel).ConfigureAwait(false);
            if (count == 0)
            {
                break;
            }

            var length = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{count:X}\r\n"), buffer.AsSpan());
            buffer.AsSpan(0, length).CopyTo(buffer.AsSpan(Before - length));
            buffer[Before + count] = (byte)'\r';
            buffer[Before + count + 1] = (byte)'\n';
            await stream.WriteAsync(buffer.AsMemory(Before - length, length + count + 2), cancel).ConfigureAwait(false);
            await stream.FlushAsync(cancel).ConfigureAwait(false);
        }

        await stream.WriteAsync("0\r\n\r\n"u8.ToArray(), cancel).ConfigureAwait(false);
        await stream.FlushAsync(cancel).ConfigureAwait(false);
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            stream.Dispose();
        }
    }

    private static byte[] Compose(HttpRequest request, string version, DockerClientOptions options)
    {
        var text = new StringBuilder(256).Append(request.Method).Append(' ').Append(request.Unversioned ? "" : version).Append(request.Path)
            .Append(" HTTP/1.1\r\nHost: ").Append(options.Host).Append("\r\nUser-Agent: ").Append(options.UserAgent).Append("\r\n");
        foreach (var (name, value) in options.Headers)
        {
            text.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        if (request.Header is { } header)
        {
            text.Append(header.Key).Append(": ").Append(header.Value).Append("\r\n");
        }

        foreach (var (name, value) in request.MoreHeaders)
        {
            text.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        if (request.Upgrade)
        {
            text.Append("Connection: Upgrade\r\nUpgrade: tcp\r\n");
        }

        if (request.Content is not null)
        {
            text.Append("Content-Type: ").Append(request.ContentType).Append("\r\nTransfer-Encoding: chunked\r\n");
        }
        else if (!request.Json.IsEmpty)
        {
            text.Append(CultureInfo.InvariantCulture, $"Content-Type: application/json\r\nContent-Length: {request.Json.Length}\r\n");
        }
        else if (request.Method is "POST" or "PUT")
        {
            text.Append("Content-Length: 0\r\n");
        }

        var head = text.Append("\r\n").ToString();
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(head.Length) + request.Json.Length];
        var length = Encoding.UTF8.GetBytes(head, bytes);
        request.Json.Span.CopyTo(bytes.AsSpan(length));
        return bytes[..(length + request.Json.Length)];
    }

    private void MakeRoom()
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }
        else if (_end == _buffer.Length && _start > 0)
        {
            Ahead.CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        else if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
    }
}
