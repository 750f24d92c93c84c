namespace Berth.Docker;

/// <summary>Tells an archive, which is a build's context, from a Dockerfile alone.</summary>
public static class ContextArchive
{
    /// <summary>How many bytes decide.</summary>
    public const int HeaderLength = 512;

    private const int SumAt = 148;
    private const int SumLength = 8;

    /// <summary>The bytes begin a tar archive, plain or compressed by gzip, bzip2, xz or zstd.</summary>
    public static bool IsArchive(ReadOnlySpan<byte> start) => start switch
    {
        [0x1F, 0x8B, 0x08, ..] or [(byte)'B', (byte)'Z', (byte)'h', ..] or [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, ..] or [0x28, 0xB5, 0x2F, 0xFD, ..] => true,
        _ => start.Length >= HeaderLength && HasSum(start[..HeaderLength]),
    };

    /// <summary>A header's sum counts its own place as blanks (POSIX pax, "ustar Interchange Format").</summary>
    private static bool HasSum(ReadOnlySpan<byte> header)
    {
        long sum = SumLength * ' ', given = 0;
        for (int i = 0; i < header.Length; i++)
        {
            if (i is < SumAt or >= SumAt + SumLength) sum += header[i];
        }

        foreach (byte digit in header.Slice(SumAt, SumLength))
        {
            if (digit is >= (byte)'0' and <= (byte)'7') given = (given * 8) + (digit - '0');
        }

        return given == sum;
    }
}
