namespace Berth.Linux;

/// <summary>A rule as the kernel lists it: its number in its table, and whether it is the first of its chain.</summary>
public sealed record NftRule(NftFamily Family, string Table, string Chain, ulong Handle, bool First);
