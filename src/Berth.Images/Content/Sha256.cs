using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Berth.Images;

/// <summary>
/// SHA-256 (FIPS 180-4) that needs no library: short content is hashed here, so that no command loads OpenSSL for a digest, and machines
/// without OpenSSL can still load images. Long streams use OpenSSL where the machine has it, five times as fast: <see cref="StreamHash"/>.
/// </summary>
internal sealed class Sha256
{
    /// <summary>Bytes of a hash.</summary>
    public const int HashBytes = 32;

    private const int BlockBytes = 64;

    private static ReadOnlySpan<uint> RoundConstants =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    private readonly uint[] state = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
    private readonly byte[] pending = new byte[BlockBytes];
    private int pendingBytes;
    private long total;

    /// <summary>Hashes <paramref name="content"/> into <paramref name="hash"/>, <see cref="HashBytes"/> long.</summary>
    public static void Hash(ReadOnlySpan<byte> content, Span<byte> hash)
    {
        var sha = new Sha256();
        sha.Append(content);
        sha.Finish(hash);
    }

    /// <summary>Adds <paramref name="content"/> to what is hashed.</summary>
    public void Append(ReadOnlySpan<byte> content)
    {
        total += content.Length;
        if (pendingBytes > 0)
        {
            int take = Math.Min(BlockBytes - pendingBytes, content.Length);
            content[..take].CopyTo(pending.AsSpan(pendingBytes));
            pendingBytes += take;
            content = content[take..];
            if (pendingBytes < BlockBytes)
            {
                return;
            }

            Compress(pending);
            pendingBytes = 0;
        }

        int whole = content.Length / BlockBytes * BlockBytes;
        Compress(content[..whole]);
        content[whole..].CopyTo(pending);
        pendingBytes = content.Length - whole;
    }

    /// <summary>Writes the hash of all that was added; the object is spent.</summary>
    public void Finish(Span<byte> hash)
    {
        Span<byte> tail = stackalloc byte[2 * BlockBytes];
        tail.Clear();
        pending.AsSpan(0, pendingBytes).CopyTo(tail);
        tail[pendingBytes] = 0x80;
        int length = pendingBytes < BlockBytes - 8 ? BlockBytes : 2 * BlockBytes;
        BinaryPrimitives.WriteInt64BigEndian(tail[(length - 8)..], total * 8);
        Compress(tail[..length]);
        for (int i = 0; i < 8; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(hash[(4 * i)..], state[i]);
        }
    }

    private void Compress(ReadOnlySpan<byte> blocks)
    {
        Span<uint> w = stackalloc uint[64];
        ReadOnlySpan<uint> k = RoundConstants;
        for (; blocks.Length >= BlockBytes; blocks = blocks[BlockBytes..])
        {
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, uint>(blocks[..BlockBytes]), w);
            for (int i = 16; i < 64; i++)
            {
                uint x = w[i - 15], y = w[i - 2];
                uint s0 = BitOperations.RotateRight(x, 7) ^ BitOperations.RotateRight(x, 18) ^ (x >> 3);
                uint s1 = BitOperations.RotateRight(y, 17) ^ BitOperations.RotateRight(y, 19) ^ (y >> 10);
                w[i] = w[i - 16] + s0 + w[i - 7] + s1;
            }

            uint a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
            for (int i = 0; i < 64; i++)
            {
                uint t1 = h + (BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25))
                    + ((e & f) ^ (~e & g)) + k[i] + w[i];
                uint t2 = (BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22))
                    + ((a & b) ^ (a & c) ^ (b & c));
                h = g;
                g = f;
                f = e;
                e = d + t1;
                d = c;
                c = b;
                b = a;
                a = t1 + t2;
            }

            state[0] += a;
            state[1] += b;
            state[2] += c;
            state[3] += d;
            state[4] += e;
            state[5] += f;
            state[6] += g;
            state[7] += h;
        }
    }
}
