using System.Globalization;
using System.Text;
using Berth.Docker;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Berth.Server;

/// <summary>One gRPC call that is served.</summary>
internal sealed class GrpcCall(HttpContext http)
{
    public HttpContext Http => http;

    /// <summary>Fires when the caller has gone.</summary>
    public CancellationToken Cancel => http.RequestAborted;

    /// <summary>Serves a call: the handler's end is the call's, its failure too.</summary>
    public static async Task ServeAsync(HttpContext http, Func<GrpcCall, Task> handler)
    {
        http.Response.ContentType = "application/grpc";
        var (status, message) = (GrpcStatus.Ok, "");
        try
        {
            await handler(new GrpcCall(http)).ConfigureAwait(false);
        }
        catch (GrpcException e)
        {
            (status, message) = (e.Status, e.Message);
        }
        catch (OperationCanceledException)
        {
            (status, message) = (GrpcStatus.Cancelled, "context canceled");
        }
        catch (Exception e) when (e is DockerException or InvalidDataException or IOException)
        {
            (status, message) = (GrpcStatus.Unknown, e.Message);
        }

        var trailers = http.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers;
        trailers["grpc-status"] = ((int)status).ToString(CultureInfo.InvariantCulture);
        if (message.Length > 0)
        {
            trailers["grpc-message"] = Escape(message);
        }
    }

    /// <summary>The request of a call that has one.</summary>
    public async Task<byte[]> RequestAsync() =>
        await GrpcFrames.ReadAsync(http.Request.Body, Cancel).ConfigureAwait(false) ?? throw new GrpcException(GrpcStatus.InvalidArgument, "the call has no request");

    /// <summary>Sends a message to the caller.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> message)
    {
        await http.Response.Body.WriteAsync(GrpcFrames.Frame(message.Span), Cancel).ConfigureAwait(false);
        await http.Response.Body.FlushAsync(Cancel).ConfigureAwait(false);
    }

    // Percent encoding of all that is not printable ASCII, of the percent sign itself too.
    private static string Escape(string message)
    {
        var text = new StringBuilder(message.Length);
        foreach (var part in Encoding.UTF8.GetBytes(message))
        {
            text.Append(part is >= 0x20 and <= 0x7E and not (byte)'%' ? ((char)part).ToString() : "%" + part.ToString("X2", CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
