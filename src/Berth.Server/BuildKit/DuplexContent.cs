using System.Net;

namespace Berth.Server;

/// <summary>A request's body that is written while the answer is read.</summary>
internal sealed class DuplexContent : HttpContent
{
    private readonly TaskCompletionSource<Stream> _stream = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Where the body is written to, once the request is on its way.</summary>
    public Task<Stream> Stream => _stream.Task;

    /// <summary>The body is whole.</summary>
    public void End() => _end.TrySetResult();

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.FlushAsync().ConfigureAwait(false);
        _stream.TrySetResult(stream);
        await _end.Task.ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
