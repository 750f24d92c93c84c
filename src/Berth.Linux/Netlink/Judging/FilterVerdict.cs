namespace Berth.Linux;

/// <summary>What a host's packet filter does with a packet.</summary>
/// <param name="Passes">Whether it lets the packet in.</param>
/// <param name="Certain">Whether every rule that was asked could be read: false where one asks for what can't be known here (a rate, a time, a process).</param>
/// <param name="Family">The family of the table that decided; of the last one asked where it passes.</param>
/// <param name="Table">The table that decided against it; empty where it passes.</param>
/// <param name="Chains">The chains of that table that were asked, the base chain first; empty where it passes.</param>
public sealed record FilterVerdict(bool Passes, bool Certain, NftFamily Family, string Table, IReadOnlyList<string> Chains);
