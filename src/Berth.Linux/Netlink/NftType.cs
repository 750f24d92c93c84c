namespace Berth.Linux;

/// <summary>The data type of a set's key or of a map's value: nft's numbers, only for who lists it, and the length in bytes.</summary>
public readonly record struct NftType(uint Number, int Length)
{
    public static readonly NftType Ipv4 = new(7, 4), Ipv6 = new(8, 16), Protocol = new(12, 4), Service = new(13, 4), LinkName = new(41, 16);

    /// <summary>This, then that, each in whole registers of four bytes.</summary>
    public NftType Then(NftType next) => new((Number << 6) | next.Number, Length + next.Length);
}
