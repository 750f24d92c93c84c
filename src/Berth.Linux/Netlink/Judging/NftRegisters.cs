using System.Buffers.Binary;

namespace Berth.Linux;

/// <summary>The registers of a rule: 64 bytes, of which some are not known.</summary>
internal sealed class NftRegisters
{
    private readonly byte[] _bytes = new byte[64];
    private readonly bool[] _known = new bool[16];

    /// <summary>Puts bytes in, filled up with zeros to four; null: they are not known.</summary>
    public void Set(uint register, ReadOnlySpan<byte> value, bool known = true)
    {
        int at = Offset(register);
        if (at < 0 || at + value.Length > _bytes.Length)
        {
            return;
        }

        int words = (value.Length + 3) / 4;
        _bytes.AsSpan(at, words * 4).Clear();
        value.CopyTo(_bytes.AsSpan(at));
        _known.AsSpan(at / 4, words).Fill(known);
    }

    /// <summary>A number of the machine's byte order.</summary>
    public void Set(uint register, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);   // both architectures are little-endian
        Set(register, bytes);
    }

    /// <summary>What is there can't be known.</summary>
    public void Forget(uint register, int length) => Set(register, new byte[Math.Clamp(length, 4, 64)], known: false);

    /// <summary>The bytes from a register on, or false where they aren't known.</summary>
    public bool TryGet(uint register, int length, out ReadOnlySpan<byte> value)
    {
        int at = Offset(register);
        bool fine = at >= 0 && length >= 0 && at + length <= _bytes.Length && _known.AsSpan(at / 4, (length + 3) / 4).IndexOf(false) < 0;
        value = fine ? _bytes.AsSpan(at, length) : default;
        return fine;
    }

    /// <summary>All bytes from a register to the end; those that aren't known are zeros.</summary>
    public ReadOnlySpan<byte> From(uint register) => Offset(register) is var at and >= 0 and < 64 ? _bytes.AsSpan(at) : default;

    // 1 to 4 are of sixteen bytes, 8 to 23 of four: the same 64 bytes.
    private static int Offset(uint register) => register is >= 1 and <= 4 ? ((int)register - 1) * 16 : register is >= 8 and < 24 ? ((int)register - 8) * 4 : -1;
}
