namespace Berth.Engine;

/// <summary>Ids of networks, endpoints and namespaces: 64 random hexadecimal digits, as Docker's.</summary>
internal static class NetworkIds
{
    private const int Bytes = 32, FromEach = 6;

    /// <summary>A new id. Version-4 identifiers come from the kernel's generator without a cryptographic library; their fixed bits are left out.</summary>
    public static string New()
    {
        Span<byte> random = stackalloc byte[Bytes + FromEach];
        Span<byte> one = stackalloc byte[16];
        for (int at = 0; at < Bytes; at += FromEach)
        {
            Guid.NewGuid().TryWriteBytes(one);
            one[..FromEach].CopyTo(random[at..]);
        }

        return Convert.ToHexStringLower(random[..Bytes]);
    }

    /// <summary>The same number for the same text, always (FNV-1a).</summary>
    public static ulong Hash(ReadOnlySpan<byte> text)
    {
        ulong hash = 14695981039346656037;
        foreach (byte b in text)
        {
            hash = (hash ^ b) * 1099511628211;
        }

        return hash;
    }
}
