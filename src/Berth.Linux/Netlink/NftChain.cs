namespace Berth.Linux;

/// <summary>A base chain as the kernel lists it: its type is <c>filter</c>, <c>nat</c> or <c>route</c>; what no rule decides it accepts, or drops.</summary>
public sealed record NftChain(NftFamily Family, string Table, string Name, string Type, NftHook Hook, int Priority, bool DropsByPolicy);
