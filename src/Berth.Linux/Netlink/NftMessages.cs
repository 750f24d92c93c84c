using System.Buffers.Binary;
using System.Text;

namespace Berth.Linux;

/// <summary>
/// nf_tables messages (linux/netfilter/nf_tables.h): each adds one message to a batch; <see cref="Commit"/> sends it. Numbers on the wire are big-endian,
/// register contents are not.
/// </summary>
public static class NftMessages
{
    private const int NewTable = 0xa00, GetTable = 0xa01, DelTable = 0xa02, NewChain = 0xa03, GetChain = 0xa04, NewRule = 0xa06, GetRule = 0xa07;
    private const int DelRule = 0xa08, NewSet = 0xa09, NewElement = 0xa0c, GetElement = 0xa0d, DelElement = 0xa0e;
    private const int BatchBegin = 16, BatchEnd = 17, Subsystem = 10, ListElement = 1, DataValue = 1, SetIsMap = 8;

    /// <summary>What lies between this and <see cref="Commit"/> happens at once or not at all.</summary>
    public static NetlinkBatch BeginNft(this NetlinkBatch batch)
    {
        batch.Clear();
        return batch.Head("begin a change of nf_tables", BatchBegin, 0, 0, Subsystem);
    }

    /// <summary>The last real message is the one to acknowledge: its answer comes after the commit.</summary>
    public static void Commit(this NetlinkSocket socket, NetlinkBatch batch)
    {
        if (batch.Count < 2)
        {
            batch.Clear();
            return;
        }
        batch.Head("end a change of nf_tables", BatchEnd, 0, 0, Subsystem);
        socket.Send(batch, batch.Count - 2);
    }

    public static NetlinkBatch AddTable(this NetlinkBatch batch, NftFamily family, string table) =>
        batch.Head($"add table {table}", NewTable, NetlinkBatch.Create, family).Attribute(1, table);

    public static NetlinkBatch DeleteTable(this NetlinkBatch batch, NftFamily family, string table) =>
        batch.Head($"delete table {table}", DelTable, 0, family).Attribute(1, table);

    public static NetlinkBatch AddChain(this NetlinkBatch batch, NftFamily family, string table, string name) =>
        batch.Head($"add chain {table} {name}", NewChain, NetlinkBatch.Create, family).Attribute(1, table).Attribute(3, name);

    public static NetlinkBatch AddBaseChain(this NetlinkBatch batch, NftFamily family, string table, string name, string type, NftHook hook, int priority)
    {
        batch.AddChain(family, table, name).Attribute(7, type);
        using (batch.NestIn(4))   // NFTA_CHAIN_HOOK
        {
            batch.AttributeBig(1, (uint)hook).AttributeBig(2, (uint)priority);
        }
        return batch;
    }

    /// <summary>A hash of fixed-size keys, and of values if <paramref name="value"/> is given.</summary>
    public static NetlinkBatch AddSet(this NetlinkBatch batch, NftFamily family, string table, string name, NftType key, NftType? value = null)
    {
        batch.Head($"add set {table} {name}", NewSet, NetlinkBatch.Create, family).Attribute(1, table).Attribute(2, name)
            .AttributeBig(3, value is null ? 0u : SetIsMap).AttributeBig(4, key.Number).AttributeBig(5, (uint)key.Length);
        if (value is { } v)
        {
            batch.AttributeBig(6, v.Number).AttributeBig(7, (uint)v.Length);
        }
        return batch.AttributeBig(10, 1);   // NFTA_SET_ID: required, of use only within the batch
    }

    public static NetlinkBatch AddElement(
        this NetlinkBatch batch, NftFamily family, string table, string set, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value = default) =>
        batch.Element($"add an element to {table} {set}", NewElement, NetlinkBatch.Create | NetlinkBatch.Exclusive, family, table, set, key, value);

    public static NetlinkBatch DeleteElement(this NetlinkBatch batch, NftFamily family, string table, string set, ReadOnlySpan<byte> key) =>
        batch.Element($"delete an element of {table} {set}", DelElement, 0, family, table, set, key, default);

    /// <summary>Open a rule, add expressions, dispose. First: before the rules that are there.</summary>
    public static NetlinkBatch.Nest Rule(this NetlinkBatch batch, NftFamily family, string table, string chain, string comment, bool first = false)
    {
        batch.Head($"add rule \"{comment}\" to {table} {chain}", NewRule, NetlinkBatch.Create | (first ? 0 : NetlinkBatch.Append), family)
            .Attribute(1, table).Attribute(2, chain);
        byte[] text = Encoding.UTF8.GetBytes(comment);
        batch.Attribute(7, [0, (byte)(text.Length + 1), .. text, 0]);   // NFTA_RULE_USERDATA, in the layout of nft's comments
        return batch.NestIn(4);
    }

    public static NetlinkBatch DeleteRule(this NetlinkBatch batch, NftRule rule)
    {
        Span<byte> handle = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(handle, rule.Handle);
        return batch.Head($"delete a rule of {rule.Table} {rule.Chain}", DelRule, 0, rule.Family).Attribute(1, rule.Table).Attribute(2, rule.Chain).Attribute(3, handle);
    }

    /// <summary>The families in which there is a table of a name.</summary>
    public static IReadOnlyList<NftFamily> FamiliesOfTable(this NetlinkSocket socket, NetlinkBatch batch, string table)
    {
        var families = new List<NftFamily>();
        socket.AskUntilWhole(batch, b => b.Head("list tables", GetTable, NetlinkBatch.Dump, 0), families.Clear, (_, message) =>
        {
            if (TextOf(message, 1) == table)
            {
                families.Add((NftFamily)message[0]);
            }
        });
        return families;
    }

    /// <summary>All base chains of IPv4, IPv6 or both.</summary>
    public static IReadOnlyList<NftChain> ListBaseChains(this NetlinkSocket socket, NetlinkBatch batch)
    {
        var chains = new List<NftChain>();
        socket.AskUntilWhole(batch, b => b.Head("list chains", GetChain, NetlinkBatch.Dump, 0), chains.Clear, (_, message) =>
        {
            if (ReadBaseChain(message) is { } chain)
            {
                chains.Add(chain);
            }
        });
        return chains;
    }

    /// <summary>
    /// The rules of all tables that carry a comment: as nft writes it, or as the iptables match that <c>iptables-restore</c> makes of it.
    /// </summary>
    public static IReadOnlyList<NftRule> ListRulesWith(this NetlinkSocket socket, NetlinkBatch batch, string comment)
    {
        var rules = new List<NftRule>();
        byte[] wanted = Encoding.UTF8.GetBytes(comment);
        string chain = "";
        socket.AskUntilWhole(batch, b => b.Head("list rules", GetRule, NetlinkBatch.Dump, 0), rules.Clear, (_, message) =>
        {
            string table = TextOf(message, 1), name = TextOf(message, 2), place = $"{message[0]} {table} {name}";
            if (Contains(message, wanted))
            {
                rules.Add(new NftRule((NftFamily)message[0], table, name, HandleOf(message), place != chain));
            }
            chain = place;
        });
        return rules;
    }

    /// <summary>The tables with a rule that asks by which link the way back to a packet's sender goes (<c>fib … oif</c>, or iptables' <c>rpfilter</c>).</summary>
    public static IReadOnlySet<(NftFamily Family, string Table)> ListReversePathChecks(this NetlinkSocket socket, NetlinkBatch batch)
    {
        var tables = new HashSet<(NftFamily, string)>();
        socket.AskUntilWhole(batch, b => b.Head("list rules", GetRule, NetlinkBatch.Dump, 0), tables.Clear, (_, message) =>
        {
            if (ChecksReversePath(message))
            {
                tables.Add(((NftFamily)message[0], TextOf(message, 1)));
            }
        });
        return tables;
    }

    /// <summary>The keys and values of a set's elements.</summary>
    public static IReadOnlyList<(byte[] Key, byte[] Value)> ListElements(this NetlinkSocket socket, NetlinkBatch batch, NftFamily family, string table, string set)
    {
        var elements = new List<(byte[], byte[])>();
        socket.AskUntilWhole(
            batch, b => b.Head($"list {table} {set}", GetElement, NetlinkBatch.Dump, family).Attribute(1, table).Attribute(2, set), elements.Clear,
            (_, message) =>
            {
                foreach (var attribute in new NetlinkAttributes(message[4..]))
                {
                    if (attribute.Type == 3)   // NFTA_SET_ELEM_LIST_ELEMENTS
                    {
                        foreach (var element in attribute.Nested)
                        {
                            elements.Add((DataOf(element.Nested, 1), DataOf(element.Nested, 2)));
                        }
                    }
                }
            });
        return elements;
    }

    /// <summary>The text of an attribute of an nf_tables message; empty where it isn't there.</summary>
    internal static string TextOf(ReadOnlySpan<byte> message, int type)
    {
        foreach (var attribute in new NetlinkAttributes(message[4..]))
        {
            if (attribute.Type == type)
            {
                return attribute.Text;
            }
        }
        return "";
    }

    // struct nfgenmsg: family, version, resource.
    internal static NetlinkBatch Head(this NetlinkBatch batch, string step, int type, int flags, NftFamily family, int resource = 0) =>
        batch.Message(step, type, flags).U8((int)family).U8(0).BigU16(resource);

    private static NetlinkBatch Element(
        this NetlinkBatch batch, string step, int type, int flags, NftFamily family, string table, string set, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        batch.Head(step, type, flags, family).Attribute(1, table).Attribute(2, set);
        using (batch.NestIn(3))
        using (batch.NestIn(ListElement))
        {
            using (batch.NestIn(1))
            {
                batch.Attribute(DataValue, key);
            }
            if (!value.IsEmpty)
            {
                using (batch.NestIn(2))
                {
                    batch.Attribute(DataValue, value);
                }
            }
        }
        return batch;
    }

    private static NftChain? ReadBaseChain(ReadOnlySpan<byte> message)
    {
        string table = "", name = "", type = "";
        int hook = -1, priority = 0;
        uint policy = 1;
        foreach (var attribute in new NetlinkAttributes(message[4..]))
        {
            switch (attribute.Type)
            {
                case 1:
                    table = attribute.Text;
                    break;
                case 3:
                    name = attribute.Text;
                    break;
                case 4:
                    (hook, priority) = ReadHook(attribute.Nested);
                    break;
                case 5:
                    policy = attribute.BigU32;
                    break;
                case 7:
                    type = attribute.Text;
                    break;
                default:
                    break;
            }
        }
        return hook < 0 ? null : new NftChain((NftFamily)message[0], table, name, type, (NftHook)hook, priority, policy == (uint)NftVerdict.Drop);
    }

    private static (int Hook, int Priority) ReadHook(NetlinkAttributes attributes)
    {
        int hook = -1, priority = 0;
        foreach (var attribute in attributes)
        {
            hook = attribute.Type == 1 ? (int)attribute.BigU32 : hook;
            priority = attribute.Type == 2 ? (int)attribute.BigU32 : priority;
        }
        return (hook, priority);
    }

    private static bool Contains(ReadOnlySpan<byte> message, ReadOnlySpan<byte> wanted)
    {
        foreach (var attribute in new NetlinkAttributes(message[4..]))
        {
            if (attribute.Type is 4 or 7 && attribute.Value.IndexOf(wanted) >= 0)   // expressions, user data
            {
                return true;
            }
        }
        return false;
    }

    private static bool ChecksReversePath(ReadOnlySpan<byte> message)
    {
        const uint link = 1, linkName = 2;
        foreach (var attribute in new NetlinkAttributes(message[4..]))
        {
            if (attribute.Type != 4)   // NFTA_RULE_EXPRESSIONS
            {
                continue;
            }
            foreach (var expression in attribute.Nested)
            {
                string name = "";
                foreach (var part in expression.Nested)
                {
                    name = part.Type == 1 ? part.Text : name;
                    if (part.Type != 2 || name is not ("fib" or "match"))
                    {
                        continue;
                    }
                    foreach (var field in part.Nested)
                    {
                        if (name == "fib" ? field.Type == 2 && field.BigU32 is link or linkName : field.Type == 1 && field.Text == "rpfilter")
                        {
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }

    private static ulong HandleOf(ReadOnlySpan<byte> message)
    {
        foreach (var attribute in new NetlinkAttributes(message[4..]))
        {
            if (attribute.Type == 3)
            {
                return attribute.BigU64;
            }
        }
        return 0;
    }

    private static byte[] DataOf(NetlinkAttributes element, int type)
    {
        foreach (var attribute in element)
        {
            if (attribute.Type == type)
            {
                foreach (var data in attribute.Nested)
                {
                    if (data.Type == DataValue)
                    {
                        return data.Value.ToArray();
                    }
                }
            }
        }
        return [];
    }
}
