using System.Net.NetworkInformation;

namespace Berth.Linux;

/// <summary>Tries what container networks are made of, in a network namespace of its own that is gone afterwards.</summary>
internal static class NetworkProbe
{
    /// <summary>Tries bridges, pairs of links and rule tables.</summary>
    public static IReadOnlyList<MachineFinding> Run()
    {
        try
        {
            using (NetworkNamespace.Create(Inside, out IReadOnlyList<MachineFinding> findings))
            {
                return findings;
            }
        }
        catch (LinuxException e)
        {
            return [new MachineFinding("networks", MachineCheckState.Limited, $"no network namespace can be made: {e.Message}", "boot a kernel with CONFIG_NET_NS", "containers with --network host")];
        }
    }

    /// <summary>Base chains at forward, of others, that drop what no rule decides.</summary>
    public static IReadOnlyList<string> DroppingChains()
    {
        try
        {
            using var socket = new NetlinkSocket(NetlinkProtocol.Netfilter);
            return [.. socket.ListBaseChains(new NetlinkBatch()).Where(c => c is { Hook: NftHook.Forward, DropsByPolicy: true }).Select(c => $"{c.Family} {c.Table} {c.Name}".ToLowerInvariant())];
        }
        catch (LinuxException)
        {
            return [];   // without nftables there are none
        }
    }

    private static IReadOnlyList<MachineFinding> Inside() =>
    [
        Try("bridge", "boot a kernel with bridge support, or: modprobe bridge", "containers with --network none or host", () =>
        {
            using var socket = new NetlinkSocket(NetlinkProtocol.Route);
            socket.Send(new NetlinkBatch().AddBridge("probe0", 0, new PhysicalAddress([2, 0, 0, 0, 0, 1]), 1500));
        }),
        Try("nftables", "boot a kernel with nf_tables, or: modprobe nf_tables", "containers without published ports and without a way out", () =>
        {
            using var socket = new NetlinkSocket(NetlinkProtocol.Netfilter);
            socket.Commit(new NetlinkBatch().BeginNft().AddTable(NftFamily.Ip, "probe").AddBaseChain(NftFamily.Ip, "probe", "forward", "filter", NftHook.Forward, 0));
        }),
    ];

    private static MachineFinding Try(string subject, string fix, string anyway, Action act)
    {
        try
        {
            act();
            return MachineFinding.Good(subject, "works");
        }
        catch (LinuxException e)
        {
            return new MachineFinding(subject, MachineCheckState.Limited, e.Message, fix, anyway);
        }
    }
}
