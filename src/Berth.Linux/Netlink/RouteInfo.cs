using System.Net;

namespace Berth.Linux;

/// <summary>A route as the kernel lists it.</summary>
/// <param name="Destination">The network that it leads to.</param>
/// <param name="Link">The index of the link that it goes out by; 0 where it has several or none.</param>
public readonly record struct RouteInfo(IPNetwork Destination, int Link);
