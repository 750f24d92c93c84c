using System.Net;

namespace Berth.Linux;

/// <summary>rtnetlink(7) messages for addresses, routes and routing rules (linux/if_addr.h, rtnetlink.h, fib_rules.h).</summary>
public static class RouteMessages
{
    private const int NewAddress = 20, DelAddress = 21, GetAddress = 22, NewRoute = 24, DelRoute = 25, GetRoute = 26, NewRule = 32, DelRule = 33, GetRule = 34;
    private const int RouteDestination = 1, RouteOutput = 4, RouteGateway = 5, RouteTable = 15;
    private const int RuleInput = 3, RuleGoto = 4, RulePriority = 6, RuleMark = 10, RuleMask = 16, RuleTable = 15;
    private const int MainTable = 254;

    /// <summary>An address, usable at once (IPv6's search for duplicates is left out).</summary>
    public static NetlinkBatch AddAddress(this NetlinkBatch batch, int link, IPAddress address, int prefix)
    {
        byte[] raw = address.GetAddressBytes();
        batch.Message($"add address {address}/{prefix}", NewAddress, NetlinkBatch.Create | NetlinkBatch.Exclusive)
            .U8(LinkMessages.FamilyOf(address)).U8(prefix).U8(2).U8(0).U32((uint)link);   // IFA_F_NODAD
        batch.Attribute(2, raw).Attribute(1, raw);   // IFA_LOCAL, IFA_ADDRESS
        if (raw.Length == 4 && prefix < 31)
        {
            batch.Attribute(4, Broadcast(raw, prefix));   // IFA_BROADCAST
        }
        return batch;
    }

    /// <summary>Takes an address away, and with it the route to its network.</summary>
    public static NetlinkBatch DeleteAddress(this NetlinkBatch batch, int link, IPAddress address, int prefix)
    {
        byte[] raw = address.GetAddressBytes();
        return batch.Message($"delete address {address}/{prefix}", DelAddress, 0)
            .U8(LinkMessages.FamilyOf(address)).U8(prefix).U8(0).U8(0).U32((uint)link).Attribute(2, raw).Attribute(1, raw);
    }

    /// <summary>The default route of the main table.</summary>
    public static NetlinkBatch AddDefaultRoute(this NetlinkBatch batch, IPAddress gateway, int link) =>
        batch.DefaultRoute(NewRoute, NetlinkBatch.Create | NetlinkBatch.Exclusive, gateway, link);

    /// <summary>Takes the default route by a gateway away.</summary>
    public static NetlinkBatch DeleteDefaultRoute(this NetlinkBatch batch, IPAddress gateway, int link) => batch.DefaultRoute(DelRoute, 0, gateway, link);

    /// <summary>
    /// The reverse path check asks for a route back to the sender, with the packet's mark, as if it had come in where it is to go out
    /// (net/ipv4/fib_frontend.c, __fib_validate_source). Marked packets find one by the loop; the way forward, which is looked up with the same mark,
    /// comes from the loop and skips that rule. Three messages; those that are there already are no error.
    /// </summary>
    public static NetlinkBatch AddReversePath(this NetlinkBatch batch, NftFamily family, ReversePath path, int link)
    {
        batch.Message($"default route of table {path.Table}", NewRoute, NetlinkBatch.Create)
            .U8((int)family).U8(0).U8(0).U8(0).U8(0).U8(3).U8(0).U8(1).U32(0).Attribute(RouteTable, (uint)path.Table).Attribute(RouteOutput, (uint)link)
            .Tolerate(Errno.EEXIST);
        return batch.ReversePathRules(NewRule, NetlinkBatch.Create | NetlinkBatch.Exclusive, family, path);
    }

    /// <summary>Takes the two rules of <see cref="AddReversePath"/> away; its route goes with its link.</summary>
    public static NetlinkBatch DeleteReversePath(this NetlinkBatch batch, NftFamily family, ReversePath path) =>
        batch.ReversePathRules(DelRule, 0, family, path);

    /// <summary>The routes of the main table, default routes apart.</summary>
    public static IReadOnlyList<RouteInfo> ListRoutes(this NetlinkSocket socket, NetlinkBatch batch)
    {
        var routes = new List<RouteInfo>();
        foreach (int family in (ReadOnlySpan<int>)[2, 10])
        {
            int from = routes.Count;
            socket.AskUntilWhole(
                batch,
                b => b.Message("list routes", GetRoute, NetlinkBatch.Dump).U8(family).U8(0).U8(0).U8(0).U8(MainTable).U8(0).U8(0).U8(0).U32(0),
                () => routes.RemoveRange(from, routes.Count - from),
                (_, message) =>
                {
                    if (ReadRoute(message) is { } route)
                    {
                        routes.Add(route);
                    }
                });
        }
        return routes;
    }

    /// <summary>The addresses of all links of the socket's namespace, those of a link alone (<c>fe80::</c>) apart.</summary>
    public static IReadOnlyList<LinkAddress> ListAddresses(this NetlinkSocket socket, NetlinkBatch batch)
    {
        const int universe = 0;
        var addresses = new List<LinkAddress>();
        socket.AskUntilWhole(
            batch, b => b.Message("list addresses", GetAddress, NetlinkBatch.Dump).U8(0).U8(0).U8(0).U8(0).U32(0), addresses.Clear,
            (_, message) =>
            {
                byte[] address = [], local = [];
                foreach (var attribute in new NetlinkAttributes(message[8..]))
                {
                    address = attribute.Type == 1 ? attribute.Value.ToArray() : address;
                    local = attribute.Type == 2 ? attribute.Value.ToArray() : local;
                }

                // Of a point-to-point link the first is the other end's; IPv6 has no second.
                byte[] own = local.Length > 0 ? local : address;
                if (message[3] == universe && own.Length is 4 or 16)
                {
                    addresses.Add(new LinkAddress((int)System.Runtime.InteropServices.MemoryMarshal.Read<uint>(message[4..]), new IPAddress(own), message[1]));
                }
            });
        return addresses;
    }

    /// <summary>The indices of the links that default routes of the main table go out by.</summary>
    public static IReadOnlyList<int> ListDefaultLinks(this NetlinkSocket socket, NetlinkBatch batch)
    {
        var links = new List<int>();
        foreach (int family in (ReadOnlySpan<int>)[2, 10])
        {
            socket.AskUntilWhole(
                batch,
                b => b.Message("list routes", GetRoute, NetlinkBatch.Dump).U8(family).U8(0).U8(0).U8(0).U8(MainTable).U8(0).U8(0).U8(0).U32(0),
                () => { },
                (_, message) =>
                {
                    if (ReadRoute(message, isDefault: true) is { } route)
                    {
                        links.Add(route.Link);
                    }
                });
        }
        return [.. links.Distinct()];
    }

    /// <summary>The mark bits (mask) that routing rules ask for, those at <paramref name="except"/>'s priorities and marks apart.</summary>
    public static uint MarksInRules(this NetlinkSocket socket, NetlinkBatch batch, uint except)
    {
        uint marks = 0;
        foreach (int family in (ReadOnlySpan<int>)[2, 10])
        {
            socket.AskUntilWhole(
                batch, b => b.Message("list routing rules", GetRule, NetlinkBatch.Dump).U8(family).U8(0).U8(0).U8(0).U8(0).U8(0).U8(0).U8(0).U32(0), () => { },
                (_, message) =>
                {
                    uint mark = 0, mask = 0;
                    foreach (var attribute in new NetlinkAttributes(message[12..]))
                    {
                        mark = attribute.Type == RuleMark ? attribute.U32 : mark;
                        mask = attribute.Type == RuleMask ? attribute.U32 : mask;
                    }
                    marks |= mark == except && mask == except ? 0 : mask;
                });
        }
        return marks;
    }

    private static NetlinkBatch DefaultRoute(this NetlinkBatch batch, int type, int flags, IPAddress gateway, int link) =>
        batch.Message($"{(type == NewRoute ? "add" : "delete")} the default route by {gateway}", type, flags)
            .U8(LinkMessages.FamilyOf(gateway)).U8(0).U8(0).U8(0).U8(MainTable).U8(3).U8(0).U8(1).U32(0)   // protocol boot, universe, unicast
            .Attribute(RouteGateway, gateway.GetAddressBytes()).Attribute(RouteOutput, (uint)link);

    private static NetlinkBatch ReversePathRules(this NetlinkBatch batch, int type, int flags, NftFamily family, ReversePath path)
    {
        string act = type == NewRule ? "add" : "delete";
        batch.Message($"{act} the rule that skips table {path.Table}", type, flags)
            .U8((int)family).U8(0).U8(0).U8(0).U8(0).U8(0).U8(0).U8(2).U32(0);   // FR_ACT_GOTO
        batch.Attribute(RulePriority, (uint)path.Priority).Attribute(RuleInput, path.Back).Attribute(RuleGoto, 32766)   // to the main table's rule
            .Tolerate(Errno.EEXIST, Errno.ENOENT);
        batch.Message($"{act} the rule that asks table {path.Table}", type, flags)
            .U8((int)family).U8(0).U8(0).U8(0).U8(0).U8(0).U8(0).U8(1).U32(0);   // FR_ACT_TO_TBL
        return batch.Attribute(RulePriority, (uint)path.Priority + 1).Attribute(RuleTable, (uint)path.Table)
            .Attribute(RuleMark, path.Mark).Attribute(RuleMask, path.Mark).Tolerate(Errno.EEXIST, Errno.ENOENT);
    }

    // struct rtmsg: family, destination's length, source's length, tos, table, protocol, scope, type, flags.
    private static RouteInfo? ReadRoute(ReadOnlySpan<byte> message, bool isDefault = false)
    {
        const int unicast = 1;
        uint table = message[4], link = 0;
        int prefix = message[1];
        byte[] destination = message[0] == 10 ? new byte[16] : new byte[4];
        foreach (var attribute in new NetlinkAttributes(message[12..]))
        {
            switch (attribute.Type)
            {
                case RouteDestination when attribute.Value.Length == destination.Length:
                    attribute.Value.CopyTo(destination);
                    break;
                case RouteOutput:
                    link = attribute.U32;
                    break;
                case RouteTable:
                    table = attribute.U32;
                    break;
                default:
                    break;
            }
        }
        return table == MainTable && message[7] == unicast && prefix > 0 != isDefault
            ? new RouteInfo(new IPNetwork(new IPAddress(destination), prefix), (int)link)
            : null;
    }

    private static byte[] Broadcast(byte[] address, int prefix)
    {
        uint host = uint.MaxValue >> prefix;
        byte[] broadcast = [.. address];
        for (int i = 0; i < 4; i++)
        {
            broadcast[i] |= (byte)(host >> (24 - (8 * i)));
        }
        return broadcast;
    }
}
