using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Berth.Supervision;

namespace Berth.Monitor;

/// <summary>
/// Docker's json-file log: one object a line, <c>{"log":"text\n","stream":"stdout","attrs":{…},"time":"RFC 3339 with nanoseconds"}</c>, byte for byte
/// as Docker escapes it (HTML's characters and U+2028/2029 too, U+FFFD for a byte that is not UTF-8). Records gather in one buffer, made at start, and
/// are written when a batch ends: writing a line allocates nothing.
/// </summary>
internal sealed class JsonLog
{
    private const int BufferBytes = 32 * 1024;

    // What stops the copying of a text that is UTF-8, and of one that isn't.
    private static readonly SearchValues<byte> SpecialInText = SearchValues.Create(Special(0xE2, 0xE2));
    private static readonly SearchValues<byte> SpecialInBytes = SearchValues.Create(Special(0x80, 0xFF));

    private readonly ILogFile _file;
    private readonly TimeProvider _clock;
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferBytes);
    private readonly byte[] _outputTail;
    private readonly byte[] _errorTail;
    private readonly byte[] _time = new byte[Rfc3339.MaxBytes];
    private int _used;
    private int _timeLength;
    private bool _begun;
    private bool _broken;

    /// <param name="file">Where the records go.</param>
    /// <param name="attributes">A JSON object that each record carries, or empty.</param>
    /// <param name="clock">Gives the records' time.</param>
    public JsonLog(ILogFile file, string attributes, TimeProvider clock)
    {
        _file = file;
        _clock = clock;
        string attrs = attributes.Length == 0 ? "" : $"\"attrs\":{attributes},";
        _outputTail = Encoding.UTF8.GetBytes($"\",\"stream\":\"stdout\",{attrs}\"time\":\"");
        _errorTail = Encoding.UTF8.GetBytes($"\",\"stream\":\"stderr\",{attrs}\"time\":\"");
    }

    /// <summary>Begins a batch: the lines that follow have this moment's time.</summary>
    public void Begin()
    {
        DateTimeOffset now = _clock.GetUtcNow();
        _timeLength = Rfc3339.Format(now, _time);
    }

    /// <summary>Adds one line, or a piece of one.</summary>
    /// <param name="stream">The stream that it was written to.</param>
    /// <param name="line">The bytes without the line's end.</param>
    /// <param name="ended">The line ends here; a piece of a longer line does not.</param>
    public void Add(OutputStream stream, ReadOnlySpan<byte> line, bool ended)
    {
        if (_file.IsFull(_used))
        {
            Flush();
            _file.Rotate();
        }
        byte[] tail = stream == OutputStream.Output ? _outputTail : _errorTail;
        if (_used > 0 && _used + line.Length + tail.Length + _timeLength + 16 > BufferBytes)
        {
            Flush();   // a record is cut over two writes only where it is longer than the buffer
        }
        int start = _used;
        _begun = true;
        Put("{\"log\":\""u8);
        Escape(line);
        if (ended)
        {
            Put("\\n"u8);
        }
        Put(tail);
        Put(_time.AsSpan(0, _timeLength));
        Put("\"}\n"u8);
        _begun = false;
        if (_broken)
        {
            _broken = false;
            _used = Math.Min(start, _used);
        }
    }

    /// <summary>Writes what has gathered.</summary>
    public void Flush()
    {
        if (_used > 0)
        {
            bool written = !_broken && _file.Append(_buffer.AsSpan(0, _used), complete: !_begun);
            _broken |= _begun && !written;
            _used = 0;
        }
    }

    private void Escape(ReadOnlySpan<byte> line)
    {
        SearchValues<byte> special = Utf8.IsValid(line) ? SpecialInText : SpecialInBytes;
        while (!line.IsEmpty)
        {
            int at = line.IndexOfAny(special);
            if (at < 0)
            {
                Put(line);
                return;
            }
            Put(line[..at]);
            line = line[at..];
            line = line[EscapeFirst(line)..];
        }
    }

    /// <summary>Writes the first character in its escaped form and returns its length.</summary>
    private int EscapeFirst(ReadOnlySpan<byte> line)
    {
        byte first = line[0];
        switch (first)
        {
            case (byte)'\\':
                Put("\\\\"u8);
                return 1;
            case (byte)'"':
                Put("\\\""u8);
                return 1;
            case (byte)'\n':
                Put("\\n"u8);
                return 1;
            case (byte)'\r':
                Put("\\r"u8);
                return 1;
        }
        if (first < 0x80)
        {
            ReadOnlySpan<byte> digits = "0123456789abcdef"u8;
            Put("\\u00"u8);
            Put(digits.Slice(first >> 4, 1));
            Put(digits.Slice(first & 0xF, 1));
            return 1;
        }
        if (Rune.DecodeFromUtf8(line, out Rune rune, out int length) != OperationStatus.Done)
        {
            Put("\\ufffd"u8);
            return 1;   // one mark a byte, as Go decodes
        }
        if (rune.Value is 0x2028 or 0x2029)
        {
            Put(rune.Value == 0x2028 ? "\\u2028"u8 : "\\u2029"u8);
        }
        else
        {
            Put(line[..length]);
        }
        return length;
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > BufferBytes - _used)
        {
            int fits = BufferBytes - _used;
            bytes[..fits].CopyTo(_buffer.AsSpan(_used));
            _used = BufferBytes;
            bytes = bytes[fits..];
            Flush();
        }
        bytes.CopyTo(_buffer.AsSpan(_used));
        _used += bytes.Length;
    }

    private static byte[] Special(int from, int to)
    {
        var all = new List<byte>();
        for (int value = 0; value < 256; value++)
        {
            if (value < 0x20 || value is '"' or '\\' or '<' or '>' or '&' || (value >= from && value <= to))
            {
                all.Add((byte)value);
            }
        }
        return [.. all];
    }
}
