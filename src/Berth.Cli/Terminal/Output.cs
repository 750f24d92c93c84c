using System.Text;
using Berth.Linux;

namespace Berth.Cli;

/// <summary>One of the two standard outputs: collects text and writes it with few calls. Not for use by several threads at once.</summary>
internal sealed class Output(int descriptor) : IDisposable
{
    private const int FlushAt = 16 * 1024;
    private byte[] _buffer = [];
    private int _count;

    /// <summary>The descriptor that it writes to.</summary>
    public int Descriptor => descriptor;

    /// <summary>Collects text.</summary>
    /// <exception cref="OutputClosedException">Nobody reads any more.</exception>
    public void Write(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var part = text.Length > FlushAt / 4 ? text[..(FlushAt / 4)] : text;
            if (part.Length < text.Length && char.IsHighSurrogate(part[^1]))
                part = part[..^1];
            Room(part.Length * 3);
            _count += Encoding.UTF8.GetBytes(part, _buffer.AsSpan(_count));
            text = text[part.Length..];
        }
    }

    /// <summary>Collects text and the end of a line.</summary>
    public void WriteLine(ReadOnlySpan<char> text)
    {
        Write(text);
        Write("\n");
    }

    /// <summary>Writes bytes as they are, after what was collected, at once.</summary>
    public void WriteThrough(ReadOnlySpan<byte> bytes)
    {
        Flush();
        Put(bytes);
    }

    /// <summary>Collects bytes.</summary>
    public void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > FlushAt)
        {
            WriteThrough(bytes);
            return;
        }
        Room(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_count));
        _count += bytes.Length;
    }

    /// <summary>Writes what was collected.</summary>
    public void Flush()
    {
        var count = _count;
        _count = 0;
        Put(_buffer.AsSpan(0, count));
    }

    /// <summary>Writes what was collected, whether anybody reads it or not.</summary>
    public void Dispose()
    {
        try
        {
            Flush();
        }
        catch (OutputClosedException)
        {
            // The reader went away: what is left has no place to go.
        }
    }

    private void Room(int bytes)
    {
        if (_buffer.Length == 0)
            _buffer = new byte[Math.Max(4 * 1024, bytes)];
        if (_count + bytes <= _buffer.Length)
            return;
        if (_buffer.Length < FlushAt)
        {
            Array.Resize(ref _buffer, Math.Max(FlushAt, _count + bytes));
            return;
        }
        Flush();
        if (bytes > _buffer.Length)
            _buffer = new byte[bytes];
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var written = RawIo.Write(descriptor, bytes);
            if (written == RawIo.NotReady)
            {
                RawIo.Poll(descriptor, EpollEvents.Out, -1);
                continue;
            }
            if (written < 0)
                throw new OutputClosedException(-written);
            bytes = bytes[written..];
        }
    }
}
