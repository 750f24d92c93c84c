namespace Berth.Linux;

/// <summary>How a unix socket carries bytes.</summary>
public enum UnixSocketKind
{
    /// <summary>A stream of bytes.</summary>
    Stream = 1,

    /// <summary>Messages without a connection.</summary>
    Datagram = 2,

    /// <summary>Messages, in order, over a connection.</summary>
    SequencedPacket = 5,
}
