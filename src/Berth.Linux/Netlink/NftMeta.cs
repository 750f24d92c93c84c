namespace Berth.Linux;

/// <summary>What the <c>meta</c> expression reads (linux/netfilter/nf_tables.h, NFT_META_…).</summary>
public enum NftMeta
{
    Mark = 3,
    InputName = 6,
    OutputName = 7,
    Protocol = 16,
    InputGroup = 21,
    OutputGroup = 22,
    InputKind = 26,
    OutputKind = 27,
}
