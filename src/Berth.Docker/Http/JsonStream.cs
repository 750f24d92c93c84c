using System.Text.Json;

namespace Berth.Docker;

/// <summary>Reads JSON values that follow one another in a stream.</summary>
internal sealed class JsonStream(Stream stream)
{
    private byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;

    /// <summary>The next value, as soon as it is there whole; null at the end.</summary>
    /// <exception cref="JsonException">What comes is no JSON.</exception>
    public async ValueTask<T?> NextAsync<T>(JsonReading.ReadValue<T> read, CancellationToken cancel)
        where T : class
    {
        while (true)
        {
            if (TryTake(read, out var value))
            {
                return value;
            }

            if (_start > 0)
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
            }

            if (_end == _buffer.Length)
            {
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }

            var count = await stream.ReadAsync(_buffer.AsMemory(_end), cancel).ConfigureAwait(false);
            if (count == 0)
            {
                return _end == 0 ? null : throw new JsonException("unexpected end of JSON input");
            }

            _end += count;
        }
    }

    private bool TryTake<T>(JsonReading.ReadValue<T> read, out T? value)
        where T : class
    {
        value = null;
        while (_start < _end && _buffer[_start] is (byte)' ' or (byte)'\r' or (byte)'\n' or (byte)'\t')
        {
            _start++;
        }

        var data = _buffer.AsSpan(_start, _end - _start);
        var probe = new Utf8JsonReader(data, isFinalBlock: false, default);
        if (!probe.Read() || !probe.TrySkip())
        {
            return false;
        }

        var reader = new Utf8JsonReader(data[..(int)probe.BytesConsumed]);
        reader.Read();
        value = read(ref reader);
        _start += (int)probe.BytesConsumed;
        return true;
    }
}
