using System.Text;
using Berth.Docker;
using Microsoft.AspNetCore.Http.Features;

namespace Berth.Server;

/// <summary>Answers by taking the connection over and moving bytes between the client and a container's streams.</summary>
internal static class AttachAnswer
{
    private const int BufferSize = 32 * 1024;

    // How long a client that was told the end may take to close its half.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    /// <summary>Moves bytes until the output ends or the client has gone.</summary>
    /// <param name="call">The request; its body is read.</param>
    /// <param name="streams">The streams, which are disposed.</param>
    /// <param name="takesInput">Whether what the client sends is standard input.</param>
    public static async Task RunAsync(ApiCall call, AttachedStream streams, bool takesInput)
    {
        await using (streams.ConfigureAwait(false))
        {
            await DrainBodyAsync(call).ConfigureAwait(false);
            var upgrade = call.Http.Request.Headers.Upgrade is [{ Length: > 0 } protocol, ..] ? protocol : null;
            var client = call.Http.Features.GetRequiredFeature<IHijackFeature>().Hijack();
            try
            {
                await client.WriteAsync(Encoding.ASCII.GetBytes(Head(call, upgrade, streams.Multiplexed)), call.Cancel).ConfigureAwait(false);
                using var over = CancellationTokenSource.CreateLinkedTokenSource(call.Cancel);
                var input = InputAsync(client, streams, takesInput, over.Token);
                await OutputAsync(streams, client, call.Cancel).ConfigureAwait(false);

                // The end is sent alone first: closing with input unread would make the client's next read fail.
                client.CloseWrite();
                over.CancelAfter(Farewell);
                await input.ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
            {
                // The client has gone, which detaches it.
            }
        }
    }

    // What is left of the body would be taken for input.
    private static async Task DrainBodyAsync(ApiCall call)
    {
        if (!call.Http.Features.GetRequiredFeature<IHttpUpgradeFeature>().IsUpgradableRequest)
        {
            await call.Http.Request.Body.CopyToAsync(Stream.Null, call.Cancel).ConfigureAwait(false);
        }
    }

    private static string Head(ApiCall call, string? upgrade, bool multiplexed)
    {
        var contentType = upgrade is not null && multiplexed && call.Version >= new ApiVersion(1, 42)
            ? "application/vnd.docker.multiplexed-stream"
            : "application/vnd.docker.raw-stream";
        var head = new StringBuilder(upgrade is null ? "HTTP/1.1 200 OK\r\n" : "HTTP/1.1 101 UPGRADED\r\n")
            .Append("Content-Type: ").Append(contentType).Append("\r\n");
        if (upgrade is not null)
        {
            head.Append("Connection: Upgrade\r\nUpgrade: ").Append(upgrade).Append("\r\n");
        }

        foreach (var (name, values) in call.Http.Response.Headers)
        {
            head.Append(name).Append(": ").Append(values.ToString()).Append("\r\n");
        }

        return head.Append("\r\n").ToString();
    }

    private static async Task OutputAsync(AttachedStream streams, HijackedStream client, CancellationToken cancel)
    {
        var buffer = new byte[BufferSize];
        int count;
        while ((count = await streams.ReadAsync(buffer, cancel).ConfigureAwait(false)) > 0)
        {
            await client.WriteAsync(buffer.AsMemory(0, count), cancel).ConfigureAwait(false);
        }
    }

    private static async Task InputAsync(HijackedStream client, AttachedStream streams, bool takesInput, CancellationToken cancel)
    {
        var buffer = new byte[BufferSize];
        try
        {
            int count;
            while ((count = await client.ReadAsync(buffer, cancel).ConfigureAwait(false)) > 0)
            {
                if (takesInput)
                {
                    await streams.WriteAsync(buffer.AsMemory(0, count), cancel).ConfigureAwait(false);
                }
            }

            if (takesInput)
            {
                await streams.CloseWriteAsync(cancel).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The client has gone or was told the end; the output's loop decides what that means.
        }
    }
}
