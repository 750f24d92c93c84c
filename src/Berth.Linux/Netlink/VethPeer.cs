using System.Net.NetworkInformation;
using System.Runtime.InteropServices;

namespace Berth.Linux;

/// <summary>The end of a veth pair that lies in a container. In a new namespace the kernel numbers links from 2 on, as they are made.</summary>
/// <param name="Namespace">Its network namespace.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Address">Its hardware address.</param>
public readonly record struct VethPeer(SafeHandle Namespace, string Name, PhysicalAddress Address);
