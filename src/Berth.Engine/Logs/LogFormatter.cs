using System.Text;
using Berth.Docker;

namespace Berth.Engine;

/// <summary>Turns a container's log lines into what <c>logs</c> sends: frames, or a terminal's bytes, with times and attributes where they are asked for.</summary>
/// <param name="options">What is asked for.</param>
/// <param name="frames">The output is in frames.</param>
internal sealed class LogFormatter(LogOptions options, bool frames)
{
    private readonly LogLine _line = new();
    private byte[] _output = new byte[128 * 1024];

    /// <summary>What was formatted and not yet taken.</summary>
    public Memory<byte> Output => _output.AsMemory(Taken, Length - Taken);

    /// <summary>How much of the output was taken.</summary>
    public int Taken { get; set; }

    /// <summary>The output has enough for now.</summary>
    public bool IsFull => Length >= 64 * 1024;

    private int Length { get; set; }

    /// <summary>Forgets the output, all of which was taken.</summary>
    public void Clear() => Taken = Length = 0;

    /// <summary>Adds a line; false where the line and those after it are past the end that was asked for.</summary>
    public bool Add(ReadOnlySpan<byte> line)
    {
        if (!_line.TryRead(line, options.Details))
        {
            return true;
        }

        if (options.Until is { } until && _line.Time > until)
        {
            return false;
        }

        bool wanted = _line.Stream == StdCopyStream.Stderr ? options.Stderr : options.Stdout;
        if (wanted && (options.Since is not { } since || _line.Time >= since))
        {
            Write();
        }

        return true;
    }

    private void Write()
    {
        var text = _line.Text;
        byte[] details = options.Details ? Encoding.UTF8.GetBytes(_line.Attributes + " ") : [];
        int prefix = (options.Timestamps ? LogTime.Length + 1 : 0) + details.Length;
        int total = prefix + text.Length;
        Reserve(StdCopy.HeaderLength + total);
        var free = _output.AsSpan(Length);
        if (frames)
        {
            StdCopy.WriteHeader(free, _line.Stream, total);
            free = free[StdCopy.HeaderLength..];
            Length += StdCopy.HeaderLength;
        }

        if (options.Timestamps)
        {
            LogTime.Write(free, _line.Time);
            free[LogTime.Length] = (byte)' ';
            free = free[(LogTime.Length + 1)..];
        }

        details.CopyTo(free);
        text.CopyTo(free[details.Length..]);
        Length += total;
    }

    private void Reserve(int more)
    {
        if (_output.Length - Length < more)
        {
            Array.Resize(ref _output, Math.Max(_output.Length * 2, Length + more));
        }
    }
}
