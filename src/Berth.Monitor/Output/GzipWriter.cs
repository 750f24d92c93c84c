using System.Buffers.Binary;

namespace Berth.Monitor;

/// <summary>
/// Compresses into gzip's form (RFC 1951 and 1952): matches of at least three bytes within 32 KiB, found by a hash of their first three bytes, and blocks with
/// Huffman codes of their own. Berth's own because the library's would be a tenth of the monitor's executable, which a process a container pays for.
/// </summary>
internal sealed class GzipWriter
{
    private const int WindowBytes = 32 * 1024;
    private const int HashBits = 15;
    private const int ShortestMatch = 3;
    private const int LongestMatch = 258;
    private const int MostTries = 64;
    private const int LookAhead = LongestMatch + ShortestMatch;

    private readonly BitWriter _output;
    private readonly DeflateBlock _block;
    private readonly uint[] _crcTable = MakeCrcTable();
    private readonly byte[] _window = new byte[4 * WindowBytes];
    private readonly int[] _heads = new int[1 << HashBits];       // by hash: the last place of such three bytes, -1 for none
    private readonly int[] _before = new int[4 * WindowBytes];    // by place: the place before it with the same hash
    private int _at;
    private int _end;
    private uint _crc = uint.MaxValue;
    private uint _length;

    public GzipWriter(Action<ReadOnlyMemory<byte>> write)
    {
        _output = new BitWriter(write);
        _block = new DeflateBlock(_output);
        _heads.AsSpan().Fill(-1);
        _output.Write([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]);   // deflate, no name, no time, made under Unix
    }

    /// <summary>Compresses further bytes.</summary>
    public void Write(ReadOnlySpan<byte> data)
    {
        foreach (byte value in data)
        {
            _crc = _crcTable[(byte)(_crc ^ value)] ^ (_crc >> 8);
        }
        _length += (uint)data.Length;
        while (!data.IsEmpty)
        {
            if (_end == _window.Length)
            {
                Slide();
            }
            int taken = Math.Min(data.Length, _window.Length - _end);
            data[..taken].CopyTo(_window.AsSpan(_end));
            _end += taken;
            data = data[taken..];
            Compress(keep: LookAhead);
        }
    }

    /// <summary>Writes the rest and gzip's end.</summary>
    public void Finish()
    {
        Compress(keep: 0);
        _block.Write(last: true);
        _output.Align();
        Span<byte> end = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(end, ~_crc);
        BinaryPrimitives.WriteUInt32LittleEndian(end[4..], _length);
        _output.Write(end);
        _output.Flush();
    }

    private void Compress(int keep)
    {
        while (_end - _at > keep)
        {
            int length = FindMatch(out int distance);
            if (length >= ShortestMatch)
            {
                _block.AddMatch(length, distance);
            }
            else
            {
                length = 1;
                _block.AddLiteral(_window[_at]);
            }
            for (int i = 0; i < length; i++)
            {
                Remember(_at++);
            }
            if (_block.IsFull)
            {
                _block.Write(last: false);
            }
        }
    }

    private int FindMatch(out int distance)
    {
        distance = 0;
        int best = ShortestMatch - 1;
        int most = Math.Min(LongestMatch, _end - _at);
        if (most < ShortestMatch)
        {
            return 0;
        }
        ReadOnlySpan<byte> here = _window.AsSpan(_at, most);
        int place = _heads[Hash(_at)];
        for (int tries = 0; place >= 0 && _at - place <= WindowBytes && tries < MostTries && best < most; tries++)
        {
            if (_window[place + best] == here[best])
            {
                int length = here.CommonPrefixLength(_window.AsSpan(place, most));
                if (length > best)
                {
                    (best, distance) = (length, _at - place);
                }
            }
            place = _before[place];
        }
        return best >= ShortestMatch ? best : 0;
    }

    private void Remember(int place)
    {
        if (place + ShortestMatch <= _end)
        {
            int hash = Hash(place);
            _before[place] = _heads[hash];
            _heads[hash] = place;
        }
    }

    private int Hash(int place) => (int)((uint)((_window[place] << 16) | (_window[place + 1] << 8) | _window[place + 2]) * 2654435761u >> (32 - HashBits));

    // Keeps what matches may still reach, and moves all places.
    private void Slide()
    {
        int by = _at - WindowBytes;
        _window.AsSpan(by, _end - by).CopyTo(_window);
        _before.AsSpan(by, _end - by).CopyTo(_before);
        _at -= by;
        _end -= by;
        Move(_heads, by);
        Move(_before.AsSpan(0, _end), by);
    }

    private static void Move(Span<int> places, int by)
    {
        foreach (ref int place in places)
        {
            place = place >= by ? place - by : -1;
        }
    }

    private static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (uint value = 0; value < 256; value++)
        {
            uint crc = value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
            table[value] = crc;
        }
        return table;
    }
}
