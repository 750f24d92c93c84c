using Berth.Docker;

namespace Berth.Server;

/// <summary>Containers: what stays open.</summary>
internal static class ContainerStreamRoutes
{
    private const string RawStream = "application/vnd.docker.raw-stream";
    private const string MultiplexedStream = "application/vnd.docker.multiplexed-stream";

    public static Route[] All =>
    [
        new("POST", "/containers/{name}/wait", WaitAsync),
        new("GET", "/containers/{name}/logs", LogsAsync),
        new("GET", "/containers/{name}/stats", StatsAsync),
        new("POST", "/containers/{name}/attach", AttachAsync, hijacks: true),
        new("GET", "/containers/{name}/attach/ws", AttachWebSocketAsync, hijacks: true),
    ];

    private static async Task WaitAsync(ApiCall call)
    {
        var condition = call.Text("condition") switch
        {
            "" or "not-running" => WaitCondition.NotRunning,
            "next-exit" => WaitCondition.NextExit,
            "removed" => WaitCondition.Removed,
            var other => throw ApiCall.Invalid("invalid condition: " + ApiCall.Quoted(other)),
        };
        using var wait = await call.Engine.Containers.WaitAsync(call.Name, condition, call.Cancel).ConfigureAwait(false);

        // The head tells the client that it may start the container now.
        await call.StartAsync("application/json").ConfigureAwait(false);
        ContainerWaitResponse response;
        try
        {
            response = await wait.Result.WaitAsync(call.Cancel).ConfigureAwait(false);
        }
        catch (DockerException e)
        {
            response = new ContainerWaitResponse { StatusCode = -1, Error = new ContainerWaitError { Message = e.Message } };
        }

        await call.LineAsync(response, DockerJson.Wire.ContainerWaitResponse).ConfigureAwait(false);
    }

    private static async Task LogsAsync(ApiCall call)
    {
        var options = new LogOptions
        {
            Stdout = call.Flag("stdout"),
            Stderr = call.Flag("stderr"),
            Follow = call.Flag("follow"),
            Timestamps = call.Flag("timestamps"),
            Details = call.Flag("details"),
            Since = call.Time("since"),
            Until = call.Time("until"),
            Tail = Tail(call.Text("tail")),
        };
        if (!options.Stdout && !options.Stderr)
        {
            throw ApiCall.Invalid("Bad parameters: you must choose at least one stream");
        }

        var output = await call.Engine.Containers.LogsAsync(call.Name, options, call.Cancel).ConfigureAwait(false);
        await using (output.ConfigureAwait(false))
        {
            await call.StartAsync(output.Multiplexed && call.Version >= new ApiVersion(1, 42) ? MultiplexedStream : RawStream).ConfigureAwait(false);
            await CopyAsync(output.Stream, call).ConfigureAwait(false);
        }
    }

    private static async Task StatsAsync(ApiCall call)
    {
        var stream = call.Flag("stream", byDefault: true);
        var oneShot = call.Version >= new ApiVersion(1, 41) && call.Flag("one-shot");
        if (stream && oneShot)
        {
            throw ApiCall.Invalid("cannot have stream=true and one-shot=true");
        }

        var readings = await call.Engine.Containers.StatsAsync(call.Name, stream, oneShot, call.Cancel).ConfigureAwait(false);
        await call.StartAsync("application/json").ConfigureAwait(false);
        await foreach (var stats in readings.WithCancellation(call.Cancel).ConfigureAwait(false))
        {
            await call.LineAsync(stats, DockerJson.Wire.ContainerStats).ConfigureAwait(false);
        }
    }

    private static async Task AttachAsync(ApiCall call)
    {
        var options = Options(call);
        var streams = await call.Engine.Containers.AttachAsync(call.Name, options, call.Cancel).ConfigureAwait(false);
        await AttachAnswer.RunAsync(call, streams, options.Stdin).ConfigureAwait(false);
    }

    private static async Task AttachWebSocketAsync(ApiCall call)
    {
        var key = call.Http.Request.Headers.SecWebSocketKey is [{ Length: > 0 } value, ..]
            ? value
            : throw ApiCall.Invalid("missing or bad upgrade");
        var options = Options(call);
        var streams = await call.Engine.Containers.AttachAsync(call.Name, options, call.Cancel).ConfigureAwait(false);
        await WebSocketAnswer.RunAsync(call, key, streams, options.Stdin).ConfigureAwait(false);
    }

    private static AttachOptions Options(ApiCall call) => new()
    {
        Stream = call.Flag("stream"),
        Stdin = call.Flag("stdin"),
        Stdout = call.Flag("stdout"),
        Stderr = call.Flag("stderr"),
        Logs = call.Flag("logs"),
        DetachKeys = call.TextOrNull("detachKeys"),
    };

    // Anything but a number of lines means all, as in Docker.
    private static long? Tail(string text) => long.TryParse(text, out var lines) && lines >= 0 ? lines : null;

    private static async Task CopyAsync(Stream source, ApiCall call)
    {
        var writer = call.Http.Response.BodyWriter;
        int count;
        while ((count = await source.ReadAsync(writer.GetMemory(16 * 1024), call.Cancel).ConfigureAwait(false)) > 0)
        {
            writer.Advance(count);
            await writer.FlushAsync(call.Cancel).ConfigureAwait(false);
        }
    }
}
