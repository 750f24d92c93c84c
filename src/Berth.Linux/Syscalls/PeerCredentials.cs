namespace Berth.Linux;

/// <summary>Who connected to a unix socket, as of the moment of connecting (SO_PEERCRED).</summary>
public readonly record struct PeerCredentials(int ProcessId, uint User, uint Group);
