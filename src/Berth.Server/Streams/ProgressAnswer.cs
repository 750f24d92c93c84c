using System.Threading.Channels;
using Berth.Docker;

namespace Berth.Server;

/// <summary>
/// Answers with a stream of progress. An error before the first message is the answer's status; after it the error is the
/// stream's last line, as the status has been sent.
/// </summary>
internal sealed class ProgressAnswer : IProgress<ProgressMessage>
{
    // A client that doesn't read holds the work up once so many messages wait for it.
    private const int MaxWaiting = 1024;

    private readonly Channel<ProgressMessage> _messages = Channel.CreateBounded<ProgressMessage>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    private readonly CancellationToken _cancel;

    private ProgressAnswer(CancellationToken cancel) => _cancel = cancel;

    /// <summary>Runs an operation and sends what it reports.</summary>
    public static async Task RunAsync(ApiCall call, Func<IProgress<ProgressMessage>, Task> operation)
    {
        var answer = new ProgressAnswer(call.Cancel);
        var work = answer.WorkAsync(operation);
        try
        {
            await answer.SendAsync(call, work).ConfigureAwait(false);
        }
        finally
        {
            // When the client has gone the operation still reads its request, until it notices.
            answer._messages.Writer.TryComplete();
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Report(ProgressMessage value)
    {
        if (_messages.Writer.TryWrite(value))
        {
            return;
        }

        try
        {
            _messages.Writer.WriteAsync(value, _cancel).AsTask().Wait(_cancel);
        }
        catch (Exception e) when (e is OperationCanceledException or AggregateException)
        {
            // Nobody reads any more, or the operation reports after its end.
        }
    }

    private async Task SendAsync(ApiCall call, Task work)
    {
        var started = false;
        await foreach (var message in _messages.Reader.ReadAllAsync(call.Cancel).ConfigureAwait(false))
        {
            if (!started)
            {
                started = true;
                await call.StartAsync("application/json").ConfigureAwait(false);
            }

            await call.LineAsync(message, DockerJson.Wire.ProgressMessage, carriageReturn: true).ConfigureAwait(false);
        }

        try
        {
            await work.ConfigureAwait(false);
            if (!started)
            {
                await call.StartAsync("application/json").ConfigureAwait(false);
            }
        }
        catch (Exception e) when (started && e is not OperationCanceledException)
        {
            var code = (e as DockerException)?.Code ?? 0;
            var error = new ProgressMessage { ErrorDetail = new ProgressError { Code = code, Message = e.Message }, Error = e.Message };
            await call.LineAsync(error, DockerJson.Wire.ProgressMessage, carriageReturn: true).ConfigureAwait(false);
            if (e is not DockerException)
            {
                call.Engine.OnError?.Invoke($"{call.Http.Request.Method} {call.Http.Request.Path}", e);
            }
        }
    }

    private async Task WorkAsync(Func<IProgress<ProgressMessage>, Task> operation)
    {
        try
        {
            await operation(this).ConfigureAwait(false);
        }
        finally
        {
            _messages.Writer.TryComplete();
        }
    }
}
