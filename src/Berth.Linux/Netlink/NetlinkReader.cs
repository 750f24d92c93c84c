namespace Berth.Linux;

/// <summary>Takes one netlink message: its type and what follows the header.</summary>
internal delegate void NetlinkReader(int type, ReadOnlySpan<byte> payload);
