namespace Berth.Supervision;

/// <summary>A published port whose socket on the host the monitor holds: it reserves the port and relays what the packet filter can't carry.</summary>
/// <param name="Protocol"><c>tcp</c> (the socket listens) or <c>udp</c> (it is bound).</param>
/// <param name="TargetAddress">The container's address.</param>
/// <param name="TargetPort">The container's port.</param>
public sealed record HeldPort(string Protocol, string TargetAddress, int TargetPort);
