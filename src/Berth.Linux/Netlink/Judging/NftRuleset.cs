namespace Berth.Linux;

/// <summary>
/// The host's whole rule set, read once, to be asked what would become of a packet (nft(8); net/netfilter/nf_tables_core.c). It sees what iptables-nft, ufw,
/// firewalld and nft load; not what iptables-legacy has.
/// </summary>
public sealed class NftRuleset
{
    private const int GetChain = 0xa04, GetRule = 0xa07, GetSet = 0xa0a, GetElement = 0xa0d;
    private const int SetHasIntervals = 4;
    internal const int MostJumps = 64;

    private readonly List<NftChain> _bases = [];
    private readonly Dictionary<(NftFamily Family, string Table, string Chain), List<byte[]>> _rules = [];
    private readonly Dictionary<(NftFamily Family, string Table, string Set), NftSet> _sets = [];

    private NftRuleset()
    {
    }

    /// <summary>Whether any chain sees packets that come in. Where none does, everything passes.</summary>
    public bool IsEmpty => _bases.Count == 0;

    /// <summary>Reads the rules of the network namespace that the socket is of.</summary>
    /// <param name="socket">A socket of <see cref="NetlinkProtocol.Netfilter"/>.</param>
    /// <param name="batch">To write requests into.</param>
    /// <param name="leaveOut">Tables that are not asked.</param>
    /// <exception cref="LinuxException">The kernel has no nf_tables, or the rules change without end.</exception>
    public static NftRuleset Read(NetlinkSocket socket, NetlinkBatch batch, Func<string, bool> leaveOut)
    {
        var ruleset = new NftRuleset();
        ruleset._bases.AddRange(socket.ListBaseChains(batch)
            .Where(c => c.Hook is NftHook.Prerouting or NftHook.Input && c.Type == "filter" && c.Family is NftFamily.Ip or NftFamily.Ip6 or NftFamily.Inet && !leaveOut(c.Table))
            .OrderBy(c => c.Hook).ThenBy(c => c.Priority));
        if (!ruleset.IsEmpty)
        {
            ruleset.ReadRules(socket, batch);
            ruleset.ReadSets(socket, batch);
        }

        return ruleset;
    }

    /// <summary>What becomes of a packet: each base chain on its way is asked, and the first that drops it decides.</summary>
    public FilterVerdict Judge(FirstPacket packet)
    {
        bool certain = true;
        foreach (var chain in _bases.Where(c => c.Family == NftFamily.Inet || c.Family == packet.Family))
        {
            var walk = new NftWalk(packet, name => _rules.GetValueOrDefault((chain.Family, chain.Table, name)) ?? [], name => _sets.GetValueOrDefault((chain.Family, chain.Table, name)));
            bool passes = walk.Passes(chain);
            certain &= walk.Certain;
            if (!passes)
            {
                return new FilterVerdict(false, certain, chain.Family, chain.Table, walk.Way);
            }
        }

        return new FilterVerdict(true, certain, packet.Family, "", []);
    }

    /// <summary>Whether a table has a chain with rules of this name.</summary>
    public bool HasChain(string table, string chain) => _rules.Keys.Any(k => k.Table == table && k.Chain == chain);

    private void ReadRules(NetlinkSocket socket, NetlinkBatch batch) =>
        socket.AskUntilWhole(batch, b => b.Head("list rules", GetRule, NetlinkBatch.Dump, 0), _rules.Clear, (_, message) =>
        {
            var key = ((NftFamily)message[0], NftMessages.TextOf(message, 1), NftMessages.TextOf(message, 2));
            byte[] expressions = [];
            foreach (var attribute in new NetlinkAttributes(message[4..]))
            {
                expressions = attribute.Type == 4 ? attribute.Value.ToArray() : expressions;
            }

            if (!_rules.TryGetValue(key, out var rules))
            {
                _rules[key] = rules = [];
            }

            rules.Add(expressions);
        });

    private void ReadSets(NetlinkSocket socket, NetlinkBatch batch)
    {
        var found = new List<(NftFamily Family, string Table, string Name, bool Intervals)>();
        socket.AskUntilWhole(batch, b => b.Head("list sets", GetSet, NetlinkBatch.Dump, 0), found.Clear, (_, message) =>
        {
            uint flags = 0;
            foreach (var attribute in new NetlinkAttributes(message[4..]))
            {
                flags = attribute.Type == 3 ? attribute.BigU32 : flags;
            }

            found.Add(((NftFamily)message[0], NftMessages.TextOf(message, 1), NftMessages.TextOf(message, 2), (flags & SetHasIntervals) != 0));
        });
        foreach (var (family, table, name, intervals) in found.Where(f => _bases.Any(b => b.Family == f.Family && b.Table == f.Table)))
        {
            var elements = new List<NftElement>();
            socket.AskUntilWhole(
                batch, b => b.Head($"list {table} {name}", GetElement, NetlinkBatch.Dump, family).Attribute(1, table).Attribute(2, name), elements.Clear,
                (_, message) => ReadElements(message, elements));
            _sets[(family, table, name)] = new NftSet(intervals, elements);
        }
    }

    private static void ReadElements(ReadOnlySpan<byte> message, List<NftElement> elements)
    {
        foreach (var attribute in new NetlinkAttributes(message[4..]))
        {
            if (attribute.Type != 3)   // NFTA_SET_ELEM_LIST_ELEMENTS
            {
                continue;
            }

            foreach (var element in attribute.Nested)
            {
                byte[] key = [];
                byte[]? end = null;
                uint flags = 0;
                NftData? value = null;
                foreach (var part in element.Nested)
                {
                    switch (part.Type)
                    {
                        case 1:
                            key = NftData.Read(part.Nested).Bytes;
                            break;
                        case 2:
                            value = NftData.Read(part.Nested);
                            break;
                        case 3:
                            flags = part.BigU32;
                            break;
                        case 10:   // NFTA_SET_ELEM_KEY_END
                            end = NftData.Read(part.Nested).Bytes;
                            break;
                        default:
                            break;
                    }
                }

                elements.Add(new NftElement(key, end, (flags & 1) != 0, (flags & 2) != 0, value));
            }
        }
    }
}
