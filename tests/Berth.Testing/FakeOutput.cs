using System.Threading.Channels;
using Berth.Docker;

namespace Berth.Testing;

/// <summary>The output of a fake process: what was written, and readers of what is being written, in wire form.</summary>
internal sealed class FakeOutput(bool tty, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<(long Nanos, StdCopyStream Stream, byte[] Data)> _log = [];
    private readonly List<(Channel<byte[]> Reader, bool Stdout, bool Stderr)> _readers = [];

    public bool Tty => tty;

    public void Write(StdCopyStream stream, byte[] data)
    {
        stream = tty ? StdCopyStream.Stdout : stream;
        lock (_lock)
        {
            _log.Add((DockerTimestamps.ToNanos(time.GetUtcNow()), stream, data));
            foreach (var (reader, stdout, stderr) in _readers)
            {
                if (stream == StdCopyStream.Stderr ? stderr : stdout)
                {
                    reader.Writer.TryWrite(Framed(stream, data));
                }
            }
        }
    }

    /// <summary>The process has ended: readers read an end.</summary>
    public void End()
    {
        lock (_lock)
        {
            _readers.ForEach(r => r.Reader.Writer.TryComplete());
            _readers.Clear();
        }
    }

    /// <summary>What is written from now on, and before it what was written that the options ask for.</summary>
    public FakeReader Read(LogOptions options, bool past, bool follow)
    {
        var channel = Channel.CreateUnbounded<byte[]>();
        lock (_lock)
        {
            var chosen = _log.Where(r => past
                && (r.Stream == StdCopyStream.Stderr ? options.Stderr : options.Stdout)
                && r.Nanos >= (options.Since ?? long.MinValue) && r.Nanos < (options.Until ?? long.MaxValue)).ToList();
            var skip = (int)Math.Max(0, chosen.Count - (options.Tail ?? chosen.Count));
            foreach (var (nanos, stream, data) in chosen.Skip(skip))
            {
                byte[] line = options.Timestamps ? [.. System.Text.Encoding.ASCII.GetBytes(DockerTimestamps.FormatFixed(nanos) + " "), .. data] : data;
                channel.Writer.TryWrite(Framed(stream, line));
            }

            if (follow)
            {
                _readers.Add((channel, options.Stdout, options.Stderr));
            }
            else
            {
                channel.Writer.Complete();
            }
        }

        return new FakeReader(channel.Reader, () => Remove(channel));
    }

    private void Remove(Channel<byte[]> channel)
    {
        lock (_lock)
        {
            _readers.RemoveAll(r => r.Reader == channel);
        }
    }

    private byte[] Framed(StdCopyStream stream, byte[] data)
    {
        if (tty)
        {
            return data;
        }

        var frame = new byte[StdCopy.HeaderLength + data.Length];
        StdCopy.WriteHeader(frame, stream, data.Length);
        data.CopyTo(frame, StdCopy.HeaderLength);
        return frame;
    }
}
