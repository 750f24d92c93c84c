using System.Text;
using Berth.Docker;

namespace Berth.Compose;

/// <summary>The last lines of a program's output, for an error's text.</summary>
internal sealed class TailBuffer
{
    private const int MostBytes = 4096, MostLines = 10;
    private readonly List<byte> _bytes = [];

    /// <summary>Takes all that a stream gives.</summary>
    public async Task FillAsync(AttachedStream stream, CancellationToken cancel)
    {
        var frames = default(StdCopyReader);
        var buffer = new byte[16384];
        for (int n; (n = await stream.ReadAsync(buffer, cancel).ConfigureAwait(false)) > 0;) Take(ref frames, buffer.AsMemory(0, n), stream.Multiplexed);
    }

    /// <summary>Takes all that a log gives.</summary>
    public async Task FillAsync(ContainerOutput output, CancellationToken cancel)
    {
        var frames = default(StdCopyReader);
        var buffer = new byte[16384];
        for (int n; (n = await output.Stream.ReadAsync(buffer, cancel).ConfigureAwait(false)) > 0;) Take(ref frames, buffer.AsMemory(0, n), output.Multiplexed);
    }

    /// <summary>The lines, each indented on a line of its own, to stand after an error's first line; or nothing.</summary>
    public string AsQuotation()
    {
        var lines = Encoding.UTF8.GetString([.. _bytes]).Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(MostLines).ToList();
        return lines.Count == 0 ? "" : "\n    " + string.Join("\n    ", lines.Select(l => l.TrimEnd('\r')));
    }

    private void Take(ref StdCopyReader frames, ReadOnlyMemory<byte> data, bool multiplexed)
    {
        if (!multiplexed) Add(data);
        else while (frames.TryRead(ref data, out _, out var content)) Add(content);
    }

    private void Add(ReadOnlyMemory<byte> content)
    {
        _bytes.AddRange(content.Span);
        if (_bytes.Count > MostBytes) _bytes.RemoveRange(0, _bytes.Count - MostBytes);
    }
}
