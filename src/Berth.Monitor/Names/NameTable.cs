using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>The names of one network, from the file that the engine publishes (docs/networks.md, "Names"). It is read when it has changed; a lookup allocates nothing.</summary>
internal sealed class NameTable(string path)
{
    public const int FourLength = 4, SixLength = 16;

    private readonly string _path = path;
    private (ulong Inode, long Size, FileTime Time) _read;
    private byte[] _text = [];
    private Range _network;
    private Entry[] _entries = [];
    private byte[] _fours = [];
    private byte[] _sixes = [];

    public string Path => _path;

    /// <summary>The network's name.</summary>
    public ReadOnlySpan<byte> Network => _text.AsSpan(_network);

    /// <summary>Reads the file if it isn't the one that was read last. A file that can't be read leaves what there was; one that is gone leaves nothing.</summary>
    public void Refresh()
    {
        try
        {
            if (FileCalls.StatIfExists(FileCalls.WorkingFolder, _path, follow: true) is not { } found)
            {
                _read = default;
                Read([]);
            }
            else if ((found.Inode, found.Size, found.ModifyTime) is var now && now != _read)
            {
                Read(Contents(found.Size));
                _read = now;
            }
        }
        catch (LinuxException)
        {
            return;
        }
    }

    /// <summary>The number of a name's entry, letters' case aside; -1 where there is none.</summary>
    public int Find(ReadOnlySpan<byte> name)
    {
        for (int i = 0; i < _entries.Length; i++)
        {
            ReadOnlySpan<byte> known = NameOf(i);
            if (known.Length == name.Length && (known.SequenceEqual(name) || Ascii.EqualsIgnoreCase(known, name)))
            {
                return i;
            }
        }
        return -1;
    }

    /// <summary>The number of the first entry that has an address; -1 where there is none.</summary>
    public int FindAddress(ReadOnlySpan<byte> address)
    {
        for (int i = 0; i < _entries.Length; i++)
        {
            ReadOnlySpan<byte> addresses = AddressesOf(i, six: address.Length == SixLength);
            for (int at = 0; at < addresses.Length; at += address.Length)
            {
                if (addresses.Slice(at, address.Length).SequenceEqual(address))
                {
                    return i;
                }
            }
        }
        return -1;
    }

    /// <summary>An entry's name as the engine wrote it.</summary>
    public ReadOnlySpan<byte> NameOf(int entry) => _text.AsSpan(_entries[entry].Name);

    /// <summary>An entry's addresses of one family, 4 or 16 bytes each, one after another.</summary>
    public ReadOnlySpan<byte> AddressesOf(int entry, bool six) => six ? _sixes.AsSpan(_entries[entry].Sixes) : _fours.AsSpan(_entries[entry].Fours);

    /// <summary>Takes a file's contents. Lines that aren't as they should be are passed over.</summary>
    internal void Read(byte[] text)
    {
        _text = text;
        _network = default;
        var entries = new List<Entry>();
        var fours = new ArrayBufferWriter<byte>();
        var sixes = new ArrayBufferWriter<byte>();
        int start = 0;
        while (start < text.Length)
        {
            int length = text.AsSpan(start).IndexOf((byte)'\n');
            int end = length < 0 ? text.Length : start + length;
            if (start == 0)
            {
                if (!text.AsSpan(0, end).StartsWith("berth-names 1 "u8))
                {
                    break;
                }
                _network = "berth-names 1 ".Length..end;
            }
            else
            {
                ReadLine(start, end, entries, fours, sixes);
            }
            start = end + 1;
        }
        _entries = [.. entries];
        _fours = fours.WrittenSpan.ToArray();
        _sixes = sixes.WrittenSpan.ToArray();
    }

    private void ReadLine(int start, int end, List<Entry> entries, ArrayBufferWriter<byte> fours, ArrayBufferWriter<byte> sixes)
    {
        ReadOnlySpan<byte> line = _text.AsSpan(start, end - start);
        int nameLength = line.IndexOf((byte)' ');
        if (nameLength <= 0)
        {
            return;
        }
        (int firstFour, int firstSix) = (fours.WrittenCount, sixes.WrittenCount);
        ReadOnlySpan<byte> rest = line[(nameLength + 1)..];
        Span<char> address = stackalloc char[64];
        foreach (Range part in rest.Split((byte)' '))
        {
            ReadOnlySpan<byte> bytes = rest[part];
            if (bytes.Length is > 0 and <= 64 && Encoding.Latin1.GetChars(bytes, address) is int count && IPAddress.TryParse(address[..count], out IPAddress? parsed))
            {
                ArrayBufferWriter<byte> writer = parsed.AddressFamily == AddressFamily.InterNetwork ? fours : sixes;
                parsed.TryWriteBytes(writer.GetSpan(SixLength), out int written);
                writer.Advance(written);
            }
        }
        entries.Add(new Entry(start..(start + nameLength), firstFour..fours.WrittenCount, firstSix..sixes.WrittenCount));
    }

    private byte[] Contents(long size)
    {
        using SafeFileHandle file = FileCalls.Open(_path, OpenFlags.ReadOnly);
        var text = new byte[size];
        int length = 0;
        while (length < text.Length && FileCalls.Read(file, text.AsSpan(length)) is int read and > 0)
        {
            length += read;
        }
        return length == text.Length ? text : text[..length];
    }

    private readonly record struct Entry(Range Name, Range Fours, Range Sixes);
}
