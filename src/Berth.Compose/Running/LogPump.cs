using Berth.Docker;

namespace Berth.Compose;

/// <summary>Carries a container's output to a sink, line by line.</summary>
internal sealed class LogPump(LogSource source, ILogSink sink, Lock gate)
{
    private readonly Partial _out = new(), _error = new();

    /// <summary>Until an attached stream ends.</summary>
    public async Task RunAsync(AttachedStream stream, CancellationToken cancel) => await PumpAsync(stream.ReadAsync, stream.Multiplexed, cancel).ConfigureAwait(false);

    /// <summary>Until a log ends.</summary>
    public async Task RunAsync(ContainerOutput output, CancellationToken cancel) => await PumpAsync(output.Stream.ReadAsync, output.Multiplexed, cancel).ConfigureAwait(false);

    private async Task PumpAsync(Func<Memory<byte>, CancellationToken, ValueTask<int>> read, bool multiplexed, CancellationToken cancel)
    {
        var frames = default(StdCopyReader);
        var buffer = new byte[32768];
        try
        {
            for (int n; (n = await read(buffer, cancel).ConfigureAwait(false)) > 0;)
            {
                ReadOnlyMemory<byte> data = buffer.AsMemory(0, n);
                if (!multiplexed) Take(_out, data.Span, isError: false);
                else while (frames.TryRead(ref data, out var stream, out var content)) Take(stream == StdCopyStream.Stderr ? _error : _out, content.Span, stream == StdCopyStream.Stderr);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Nobody wants more.
        }

        Flush(_out, isError: false);
        Flush(_error, isError: true);
    }

    private void Take(Partial partial, ReadOnlySpan<byte> data, bool isError)
    {
        lock (gate)
        {
            for (int end; (end = data.IndexOf((byte)'\n')) >= 0; data = data[(end + 1)..])
            {
                if (partial.Length == 0)
                {
                    sink.Line(source, TrimReturn(data[..end]), isError);
                    continue;
                }

                partial.Add(data[..end]);
                sink.Line(source, TrimReturn(partial.Bytes), isError);
                partial.Clear();
            }

            partial.Add(data);
        }
    }

    private void Flush(Partial partial, bool isError)
    {
        lock (gate)
        {
            if (partial.Length > 0) sink.Line(source, TrimReturn(partial.Bytes), isError);
            partial.Clear();
        }
    }

    private static ReadOnlySpan<byte> TrimReturn(ReadOnlySpan<byte> line) => line.EndsWith("\r"u8) ? line[..^1] : line;

    /// <summary>A line whose end has not come yet.</summary>
    private sealed class Partial
    {
        private byte[] _bytes = [];

        public int Length { get; private set; }

        public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

        public void Add(ReadOnlySpan<byte> data)
        {
            if (Length + data.Length > _bytes.Length) Array.Resize(ref _bytes, Math.Max(Length + data.Length, 2 * _bytes.Length));
            data.CopyTo(_bytes.AsSpan(Length));
            Length += data.Length;
        }

        public void Clear() => Length = 0;
    }
}
