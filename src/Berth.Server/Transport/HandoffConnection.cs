using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Berth.Server;

/// <summary>A connection over a stream that was taken over.</summary>
internal sealed class HandoffConnection(Stream stream, CancellationToken closed) : ConnectionContext
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>When Kestrel is done with it.</summary>
    public Task Done => _done.Task;

    public override string ConnectionId { get; set; } = "handoff";

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new ConnectionItems();

    public override IDuplexPipe Transport { get; set; } = new StreamDuplexPipe(stream);

    public override CancellationToken ConnectionClosed { get; set; } = closed;

    /// <inheritdoc/>
    public override void Abort(ConnectionAbortedException abortReason) => _done.TrySetResult();

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _done.TrySetResult();
        return base.DisposeAsync();
    }
}
