using System.Buffers.Binary;
using Berth.Linux;

namespace Berth.Monitor;

/// <summary>
/// Port 53 of 127.0.0.11 is really the server's port, so that the container may have a server of its own on port 53. The ports are rewritten packet by packet, before
/// anything is tracked: a translation would switch connection tracking on for everything in the container.
/// </summary>
internal static class NameServerRules
{
    private const string Table = "berth", Chain = "names";
    private const int Raw = -300, DestinationOffset = 16, SourceOffset = 12, Port = 53;
    private const uint Register = 8;
    private const byte Tcp = 6, Udp = 17;
    private const int TcpChecksum = 16, UdpChecksum = 6;

    private static ReadOnlySpan<byte> Address => [127, 0, 0, 11];

    /// <summary>Makes the rules in the calling thread's network namespace, in place of what was there of an earlier server.</summary>
    public static void Add(int udpPort, int tcpPort)
    {
        using var socket = new NetlinkSocket(NetlinkProtocol.Netfilter);
        var batch = new NetlinkBatch();
        batch.BeginNft().AddTable(NftFamily.Ip, Table).DeleteTable(NftFamily.Ip, Table).AddTable(NftFamily.Ip, Table)
            .AddBaseChain(NftFamily.Ip, Table, Chain, "filter", NftHook.Output, Raw);
        AddRewrite(batch, Udp, UdpChecksum, udpPort);
        AddRewrite(batch, Tcp, TcpChecksum, tcpPort);
        socket.Commit(batch);
    }

    /// <summary>Takes the rules out of the calling thread's network namespace.</summary>
    public static void Remove()
    {
        using var socket = new NetlinkSocket(NetlinkProtocol.Netfilter);
        var batch = new NetlinkBatch();
        socket.Commit(batch.BeginNft().AddTable(NftFamily.Ip, Table).DeleteTable(NftFamily.Ip, Table));
    }

    private static void AddRewrite(NetlinkBatch batch, byte protocol, int checksum, int port)
    {
        Span<byte> known = stackalloc byte[2], real = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(known, Port);
        BinaryPrimitives.WriteUInt16BigEndian(real, (ushort)port);
        using (batch.Rule(NftFamily.Ip, Table, Chain, "questions"))
        {
            batch.Network(DestinationOffset, Address.Length, Register).Compare(Register, Address).Meta(NftMeta.Protocol, Register).Compare(Register, [protocol])
                .Transport(2, 2, Register).Compare(Register, known).Immediate(Register, real).SetTransport(2, 2, Register, checksum);
        }
        using (batch.Rule(NftFamily.Ip, Table, Chain, "answers"))
        {
            batch.Network(SourceOffset, Address.Length, Register).Compare(Register, Address).Meta(NftMeta.Protocol, Register).Compare(Register, [protocol])
                .Transport(0, 2, Register).Compare(Register, real).Immediate(Register, known).SetTransport(0, 2, Register, checksum);
        }
    }
}
