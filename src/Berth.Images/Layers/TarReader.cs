using System.Buffers;
using System.Buffers.Text;
using Berth.Linux;

namespace Berth.Images;

/// <summary>
/// Reads a tar archive forward and strictly: ustar, PAX, GNU long names, GNU and PAX sparse files, numbers of any form. Content is handed out
/// as slices of the reader's own buffer, so a file's bytes are copied only by the kernel. Throws nothing but <see cref="ImageException"/> of
/// kind <see cref="ImageErrorKind.Invalid"/>, and what the source throws.
/// </summary>
public sealed class TarReader : IDisposable
{
    private const int BufferBytes = 256 * 1024;
    private const int LongestHeader = 1 << 20;
    private const int MostPieces = 1 << 20;

    private readonly Stream source;
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private int start;
    private int end;
    private long contentLeft;
    private int padding;
    private List<TarPiece>? pieces;
    private int pieceIndex;
    private long pieceDone;

    /// <summary>Reads from <paramref name="source"/>, which stays the caller's.</summary>
    public TarReader(Stream source) => this.source = source;

    /// <summary>Bytes of <see cref="source"/> that were read so far.</summary>
    public long Position { get; private set; }

    /// <summary>The failure that a damaged archive is.</summary>
    public static ImageException Damaged(string what) => new(ImageErrorKind.Invalid, "damaged tar archive: " + what);

    /// <summary>A user or group number; those of the kernel have 32 bits, and all ones means none.</summary>
    public static uint ToId(long number) => number is >= 0 and < uint.MaxValue ? (uint)number : throw Damaged($"user or group number {number}");

    /// <summary>The next entry; null at the end of the archive. What was left of the entry before is passed over.</summary>
    public TarEntry? Next()
    {
        PaxRecords? pax = null;
        byte[]? longName = null, longLink = null;
        while (true)
        {
            Skip(contentLeft + padding);
            contentLeft = padding = 0;
            pieces = null;
            if (!ReadHeader(out ReadOnlySpan<byte> block))
            {
                return pax is null && longName is null && longLink is null ? null : throw Damaged("it ends after an extended header");
            }

            var header = new TarHeader(block);
            switch (header.Type)
            {
                case 'x' or 'X':
                    pax = PaxRecords.Read(ReadSpecial(header.Size));
                    break;
                case 'g':
                    ReadSpecial(header.Size); // of the whole archive: comments, in practice
                    break;
                case 'L':
                    longName = ReadSpecial(header.Size).TrimEnd((byte)0).ToArray();
                    break;
                case 'K':
                    longLink = ReadSpecial(header.Size).TrimEnd((byte)0).ToArray();
                    break;
                default:
                    return Entry(header, pax, longName, longLink);
            }
        }
    }

    /// <summary>
    /// The next bytes of the entry's content and where in the file they lie; empty at its end. The slice is good until the next call.
    /// </summary>
    public ReadOnlySpan<byte> Content(out long offset)
    {
        offset = 0;
        long most = contentLeft;
        if (pieces is not null)
        {
            while (pieceIndex < pieces.Count && pieceDone == pieces[pieceIndex].Length)
            {
                (pieceIndex, pieceDone) = (pieceIndex + 1, 0);
            }

            if (pieceIndex == pieces.Count)
            {
                return contentLeft == 0 ? default : throw Damaged("a sparse file has more data than its map");
            }

            most = Math.Min(most, pieces[pieceIndex].Length - pieceDone);
            offset = pieces[pieceIndex].Offset + pieceDone;
        }
        else
        {
            offset = pieceDone;
        }

        if (most == 0)
        {
            return pieces is null ? default : throw Damaged("a sparse file has less data than its map");
        }

        int count = (int)Math.Min(most, Available());
        ReadOnlySpan<byte> slice = buffer.AsSpan(start, count);
        start += count;
        contentLeft -= count;
        pieceDone += count;
        return slice;
    }

    /// <summary>The rest of the entry's content as one array; an error where it is longer than <paramref name="most"/>.</summary>
    public byte[] ReadAll(int most)
    {
        if (contentLeft > most)
        {
            throw Damaged($"a member is longer than {most} bytes");
        }

        var all = new byte[contentLeft];
        int at = 0;
        for (ReadOnlySpan<byte> part = Content(out _); !part.IsEmpty; part = Content(out _))
        {
            part.CopyTo(all.AsSpan(at));
            at += part.Length;
        }

        return all;
    }

    /// <summary>Reads the source to its end, past the archive's: the padding there belongs to what a digest covers.</summary>
    public void Drain()
    {
        do
        {
            start = end = 0;
        }
        while (Fill());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        byte[] mine = buffer;
        buffer = [];
        if (mine.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(mine);
        }
    }

    private TarEntry Entry(TarHeader header, PaxRecords? pax, byte[]? longName, byte[]? longLink)
    {
        byte[] name = longName ?? header.FullName();
        var entry = new TarEntry
        {
            Name = PathText.Decode(name),
            Kind = ToKind(header.Type),
            Mode = header.Mode,
            User = pax is null ? ToId(header.User) : (uint)header.User,
            Group = pax is null ? ToId(header.Group) : (uint)header.Group,
            Size = header.Size,
            Modified = new FileTime(header.Modified, 0),
            LinkName = PathText.Decode(longLink ?? header.LinkName),
        };
        if (entry.Kind is TarEntryKind.CharacterDevice or TarEntryKind.BlockDevice)
        {
            entry.Device = header.Device;
        }

        pax?.Apply(entry);
        if (entry.Kind == TarEntryKind.File && entry.Name.EndsWith('/'))
        {
            entry.Kind = TarEntryKind.Folder; // as the oldest archives wrote folders
        }

        if (entry.Name.Contains('\0') || entry.LinkName.Contains('\0') || entry.Name.Length == 0)
        {
            throw Damaged("an entry's name is empty or holds a NUL");
        }

        if (entry.Size < 0)
        {
            throw Damaged("an entry's size is negative");
        }

        StartContent(entry, header, pax);
        return entry;
    }

    private void StartContent(TarEntry entry, TarHeader header, PaxRecords? pax)
    {
        if (entry.Kind != TarEntryKind.File)
        {
            entry.Size = 0; // links and folders have no content, whatever their size says
            return;
        }

        (contentLeft, pieceIndex, pieceDone) = (entry.Size, 0, 0);
        padding = (int)(-entry.Size & (TarHeader.BlockBytes - 1));
        if (header.Type == 'S')
        {
            long real = header.RealSize;
            List<TarPiece> map = ReadGnuMap(header);
            SetPieces(entry, map, real);
        }
        else if (pax is { MapIsInContent: true })
        {
            SetPieces(entry, ReadContentMap(), pax.RealSize ?? throw Damaged("a sparse file has no real size"));
        }
        else if (pax?.Pieces is { } map)
        {
            SetPieces(entry, map, pax.RealSize ?? throw Damaged("a sparse file has no real size"));
        }
    }

    private void SetPieces(TarEntry entry, List<TarPiece> map, long realSize)
    {
        TarPiece.Check(map, realSize, contentLeft);
        entry.Size = realSize;
        entry.Pieces = pieces = map;
    }

    private List<TarPiece> ReadGnuMap(TarHeader header)
    {
        var map = new List<TarPiece>();
        bool more = header.ReadSparse(map);
        while (more)
        {
            more = TarHeader.ReadMoreSparse(Take(TarHeader.BlockBytes), map);
            if (map.Count > MostPieces)
            {
                throw Damaged("a sparse file has too many pieces");
            }
        }

        return map;
    }

    // GNU.sparse 1.0: the content begins with the count of pieces, then offset and length of each, one decimal number a line, padded to a block.
    private List<TarPiece> ReadContentMap()
    {
        var map = new List<TarPiece>();
        long read = 0;
        long count = ReadLine(ref read);
        if (count > MostPieces)
        {
            throw Damaged("a sparse file has too many pieces");
        }

        for (long i = 0; i < count; i++)
        {
            long offset = ReadLine(ref read);
            map.Add(new TarPiece(offset, ReadLine(ref read)));
        }

        long rest = -read & (TarHeader.BlockBytes - 1);
        if (contentLeft < rest)
        {
            throw Damaged("a sparse file's map is cut short");
        }

        Skip(rest);
        contentLeft -= rest;
        return map;
    }

    private long ReadLine(ref long read)
    {
        Span<byte> digits = stackalloc byte[20];
        for (int length = 0; length <= digits.Length && contentLeft > 0; length++)
        {
            byte next = Take(1)[0];
            contentLeft--;
            read++;
            if (next == '\n')
            {
                return Utf8Parser.TryParse(digits[..length], out long number, out int used) && used == length && number >= 0
                    ? number
                    : throw Damaged("a sparse file's map isn't numbers");
            }

            if (length == digits.Length)
            {
                break;
            }

            digits[length] = next;
        }

        throw Damaged("a sparse file's map is cut short");
    }

    private static TarEntryKind ToKind(char type) => type switch
    {
        '0' or '\0' or '7' or 'S' => TarEntryKind.File,
        '1' => TarEntryKind.HardLink,
        '2' => TarEntryKind.SymbolicLink,
        '3' => TarEntryKind.CharacterDevice,
        '4' => TarEntryKind.BlockDevice,
        '5' => TarEntryKind.Folder,
        '6' => TarEntryKind.Pipe,
        _ => throw Damaged($"unhandled tar header type {(int)type}"),
    };

    /// <summary>Reads a header; false at the end: two blocks of zeros, or the end of the source between entries.</summary>
    private bool ReadHeader(out ReadOnlySpan<byte> block)
    {
        block = default;
        if (start == end && !Fill())
        {
            return false;
        }

        block = Take(TarHeader.BlockBytes);
        if (block.ContainsAnyExcept((byte)0))
        {
            return new TarHeader(block).ChecksumIsRight ? true : throw Damaged("a header's checksum is wrong");
        }

        if ((start < end || Fill()) && Take(TarHeader.BlockBytes).ContainsAnyExcept((byte)0))
        {
            throw Damaged("there is a header after a block of zeros");
        }

        return false;
    }

    // The content of an extended header, whole.
    private ReadOnlySpan<byte> ReadSpecial(long size)
    {
        if (size is < 0 or > LongestHeader)
        {
            throw Damaged("an extended header is too long");
        }

        padding = (int)(-size & (TarHeader.BlockBytes - 1));
        if (size <= buffer.Length)
        {
            return Take((int)size);
        }

        var whole = new byte[size];
        for (int at = 0; at < whole.Length;)
        {
            int count = Math.Min(whole.Length - at, Available());
            buffer.AsSpan(start, count).CopyTo(whole.AsSpan(at));
            start += count;
            at += count;
        }

        return whole;
    }

    // The next bytes in one piece; they stay good until more is read.
    private ReadOnlySpan<byte> Take(int count)
    {
        while (end - start < count)
        {
            if (!Fill())
            {
                throw Damaged("it ends too early");
            }
        }

        start += count;
        return buffer.AsSpan(start - count, count);
    }

    private void Skip(long count)
    {
        while (count > 0)
        {
            int step = (int)Math.Min(count, Available());
            start += step;
            count -= step;
        }
    }

    private int Available() => start < end || Fill() ? end - start : throw Damaged("it ends too early");

    private bool Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        int read = source.Read(buffer, end, buffer.Length - end);
        end += read;
        Position += read;
        return read > 0;
    }
}
