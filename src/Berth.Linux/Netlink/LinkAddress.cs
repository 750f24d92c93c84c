using System.Net;

namespace Berth.Linux;

/// <summary>An address of a link.</summary>
/// <param name="Link">The link's index.</param>
/// <param name="Address">The address.</param>
/// <param name="Prefix">How many bits of it name the network.</param>
public readonly record struct LinkAddress(int Link, IPAddress Address, int Prefix);
