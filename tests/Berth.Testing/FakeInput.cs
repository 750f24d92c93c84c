using System.Threading.Channels;

namespace Berth.Testing;

/// <summary>The standard input of a fake process.</summary>
internal sealed class FakeInput
{
    private readonly Channel<byte[]> _data = Channel.CreateUnbounded<byte[]>();

    public void Write(ReadOnlySpan<byte> data) => _data.Writer.TryWrite(data.ToArray());

    public void Close() => _data.Writer.TryComplete();

    public IAsyncEnumerable<byte[]> ReadAllAsync(CancellationToken cancel) => _data.Reader.ReadAllAsync(cancel);
}
