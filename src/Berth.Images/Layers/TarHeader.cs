using System.Buffers.Binary;
using Berth.Linux;

namespace Berth.Images;

/// <summary>
/// A 512-byte tar header, in its three dialects (POSIX.1-1988 ustar, GNU, Schilling's star):
/// <code>
///   0 name[100]  100 mode[8]  108 uid[8]  116 gid[8]  124 size[12]  136 mtime[12]  148 checksum[8]  156 type  157 linkname[100]
/// 257 magic[6] 263 version[2] 265 uname[32] 297 gname[32] 329 major[8] 337 minor[8]
/// 345 prefix[155] (ustar), prefix[131] (star);  GNU: 386 sparse[4 of 24], 482 more follow, 483 real size[12]
/// </code>
/// Numbers are octal text, or big-endian two's complement where the first bit is set.
/// </summary>
internal readonly ref struct TarHeader(ReadOnlySpan<byte> block)
{
    /// <summary>Bytes of a block.</summary>
    public const int BlockBytes = 512;

    private readonly ReadOnlySpan<byte> block = block;

    public char Type => (char)block[156];

    public int Mode => (int)(Number(100, 8) & 0xFFF);

    public long User => Number(108, 8);

    public long Group => Number(116, 8);

    public long Size => Number(124, 12);

    public long Modified => Number(136, 12);

    public ReadOnlySpan<byte> LinkName => Text(157, 100);

    public DeviceNumber Device => new((uint)Number(329, 8), (uint)Number(337, 8));

    /// <summary>A sparse file's length with its holes (GNU).</summary>
    public long RealSize => Number(483, 12);

    public bool IsGnu => block.Slice(257, 8).SequenceEqual("ustar  \0"u8);

    private bool IsUstar => block.Slice(257, 6).SequenceEqual("ustar\0"u8);

    private bool IsStar => IsUstar && block.Slice(508, 4).SequenceEqual("tar\0"u8);

    /// <summary>Whether the sum in the header is that of its bytes; old programs summed signed ones.</summary>
    public bool ChecksumIsRight
    {
        get
        {
            long unsigned = 8 * ' ', signed = 8 * ' ';
            for (int i = 0; i < BlockBytes; i++)
            {
                if (i is < 148 or >= 156)
                {
                    unsigned += block[i];
                    signed += (sbyte)block[i];
                }
            }

            long said = Number(148, 8);
            return said == unsigned || said == signed;
        }
    }

    /// <summary>Prefix and name together, as bytes.</summary>
    public byte[] FullName()
    {
        ReadOnlySpan<byte> name = Text(0, 100);
        ReadOnlySpan<byte> prefix = IsStar ? Text(345, 131) : IsUstar ? Text(345, 155) : default;
        return prefix.IsEmpty ? name.ToArray() : [.. prefix, (byte)'/', .. name];
    }

    /// <summary>Adds the pieces of a GNU sparse header (four at most) to a list; says whether a block with more follows.</summary>
    public bool ReadSparse(List<TarPiece> pieces)
    {
        ReadPieces(block, 386, 4, pieces);
        return block[482] != 0;
    }

    /// <summary>Adds the pieces of a GNU sparse continuation block (twenty-one at most); says whether another follows.</summary>
    public static bool ReadMoreSparse(ReadOnlySpan<byte> block, List<TarPiece> pieces)
    {
        ReadPieces(block, 0, 21, pieces);
        return block[504] != 0;
    }

    private static void ReadPieces(ReadOnlySpan<byte> block, int at, int count, List<TarPiece> pieces)
    {
        var header = new TarHeader(block);
        for (int i = 0; i < count && block[at + (24 * i)] != 0; i++)
        {
            pieces.Add(new TarPiece(header.Number(at + (24 * i), 12), header.Number(at + (24 * i) + 12, 12)));
        }
    }

    private ReadOnlySpan<byte> Text(int at, int length)
    {
        ReadOnlySpan<byte> field = block.Slice(at, length);
        int end = field.IndexOf((byte)0);
        return end < 0 ? field : field[..end];
    }

    private long Number(int at, int length)
    {
        ReadOnlySpan<byte> field = block.Slice(at, length);
        if ((field[0] & 0x80) != 0)
        {
            return BigEndian(field);
        }

        field = Text(at, length).Trim((byte)' ');
        long value = 0;
        foreach (byte digit in field)
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                throw TarReader.Damaged("a header's number isn't octal");
            }

            value = (value << 3) | (uint)(digit - '0');
        }

        return value;
    }

    // The first bit says "binary", the second is the sign; what doesn't fit 64 bits is no size of anything.
    private static long BigEndian(ReadOnlySpan<byte> field)
    {
        bool negative = (field[0] & 0x40) != 0;
        Span<byte> wide = stackalloc byte[16];
        wide.Fill(negative ? (byte)0xFF : (byte)0);
        field.CopyTo(wide[(16 - field.Length)..]);
        wide[16 - field.Length] = (byte)(negative ? field[0] | 0x80 : field[0] & 0x7F);
        Int128 value = BinaryPrimitives.ReadInt128BigEndian(wide);
        return value <= long.MaxValue && value >= long.MinValue ? (long)value : throw TarReader.Damaged("a header's number is out of range");
    }
}
