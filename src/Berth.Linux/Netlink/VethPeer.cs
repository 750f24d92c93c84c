using System.Net.NetworkInformation;
using System.Runtime.InteropServices;

namespace Berth.Linux;

/// <summary>The end of a veth pair that lies in a container.</summary>
/// <param name="Namespace">Its network namespace.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Index">Its index there, or 0 for any.</param>
/// <param name="Address">Its hardware address.</param>
public readonly record struct VethPeer(SafeHandle Namespace, string Name, int Index, PhysicalAddress Address);
