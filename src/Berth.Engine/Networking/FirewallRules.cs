using System.Net;
using System.Text;
using Berth.Linux;

namespace Berth.Engine;

/// <summary>
/// An engine's two tables, for IPv4 and for IPv6. Their rules are constant; sets and maps change (<see cref="FirewallElement"/>).
/// <para>
/// A port that is guarded is reached from outside only if the host's own INPUT rules accept the packet as if a process listened here. A connection's
/// first packet goes through INPUT; what comes out at the end of that hook goes round through the loop pair and is translated when it comes in again.
/// Later packets follow the connection. What is guarded stands in sets of its own: nft doesn't list a map lookup whose value nobody uses, and a listing
/// that is loaded again must mean the same.
/// </para>
/// </summary>
internal sealed class FirewallRules
{
    public const string Any = "any", One = "one", GuardedAny = "guarded_any", GuardedOne = "guarded_one", Same = "same", Plain = "plain", Gates = "gates";
    public const string Own = "own", Here = "here";

    // Registers of four bytes; a link's name or an IPv6 address takes four of them.
    private const uint A = 8, B = 12, C = 16, D = 20;
    private const uint RelatedOrEstablished = 2 | 4, TranslatedDestination = 0x20, LocalAddress = 2;

    private readonly NetlinkBatch _batch;
    private readonly NetworkNames _names;
    private readonly NftFamily _family;
    private readonly bool _six;
    private readonly int _size, _destination, _source;

    private FirewallRules(NetlinkBatch batch, NetworkNames names, NftFamily family)
    {
        (_batch, _names, _family, _six) = (batch, names, family, family == NftFamily.Ip6);
        (_size, _destination, _source) = _six ? (16, 24, 8) : (4, 16, 12);
    }

    /// <summary>Adds a family's table to a batch, in place of one that is there.</summary>
    /// <param name="batch">An open batch of nf_tables.</param>
    /// <param name="names">The engine's names.</param>
    /// <param name="family">IPv4 or IPv6.</param>
    /// <param name="way">The index of the loop's end, or null where the kernel has no <c>dup</c>: then no port can be guarded.</param>
    /// <param name="shut">Whether this engine switched forwarding on, and so closes what that opens.</param>
    public static void Add(NetlinkBatch batch, NetworkNames names, NftFamily family, int? way, bool shut)
    {
        var rules = new FirewallRules(batch, names, family);
        batch.AddTable(family, names.Table).DeleteTable(family, names.Table).AddTable(family, names.Table);
        rules.AddSets();
        rules.AddEarly();
        rules.AddPublish(way is not null);
        if (way is { } index)
        {
            rules.AddRound(index);
        }

        rules.AddForward();
        if (shut)
        {
            rules.AddShut();
        }

        rules.AddLeaving();
    }

    /// <summary>Only what keeps closed what switched-on forwarding would open, for a host that goes on forwarding without us.</summary>
    public static void AddShutOnly(NetlinkBatch batch, NetworkNames names, NftFamily family)
    {
        var rules = new FirewallRules(batch, names, family);
        batch.AddTable(family, names.Table).DeleteTable(family, names.Table).AddTable(family, names.Table);
        batch.AddSet(family, names.Table, Here, NftType.LinkName);
        rules.AddShut();
    }

    /// <summary>The rule for a filter chain of somebody else: what carries our mark is accepted, first of all.</summary>
    public static void AddLetThrough(NetlinkBatch batch, NetworkNames names, NftChain chain)
    {
        using (batch.Rule(chain.Family, chain.Table, chain.Name, names.Comment, first: true))
        {
            batch.Meta(NftMeta.Mark, A).Bits(A, names.Pass).Compare(A, names.Pass).Accept();
        }
    }

    private void AddSets()
    {
        var address = _six ? NftType.Ipv6 : NftType.Ipv4;
        var any = NftType.Protocol.Then(NftType.Service);
        var one = address.Then(any);
        var target = address.Then(NftType.Service);
        _batch.AddSet(_family, _names.Table, Any, any, target).AddSet(_family, _names.Table, GuardedAny, any);
        _batch.AddSet(_family, _names.Table, One, one, target).AddSet(_family, _names.Table, GuardedOne, one);
        _batch.AddSet(_family, _names.Table, Same, NftType.LinkName.Then(NftType.LinkName));
        _batch.AddSet(_family, _names.Table, Plain, NftType.LinkName).AddSet(_family, _names.Table, Here, NftType.LinkName);
        _batch.AddSet(_family, _names.Table, Gates, address).AddSet(_family, _names.Table, Own, NftType.LinkName.Then(address));
    }

    private void AddEarly()
    {
        Chain("early", "filter", NftHook.Prerouting, -300);
        if (!_six)
        {
            using (Rule("early", "127.0.0.0/8 only from here, before it is translated"))
            {
                _batch.Meta(NftMeta.InputName, A).Compare(A, Name("lo"), not: true).Network(_destination, 1, A).Compare(A, [(byte)127]).Drop();
            }
        }

        using (Rule("early", "no network by another's bridge"))
        {
            FromUs().Network(_destination, _size, B).Lookup(Gates, B).Meta(NftMeta.InputName, A).Lookup(Own, A, not: true).Drop();
        }
    }

    private void AddPublish(bool guarded)
    {
        _batch.AddChain(_family, _names.Table, "publish");
        using (Rule("publish", "on one address"))
        {
            OneAddress().Lookup(One, A, C).TranslateDestination(_family, C, C + ((uint)_size / 4));
        }

        using (Rule("publish", "on all addresses"))
        {
            OurAddress().Lookup(Any, A, C).TranslateDestination(_family, C, C + ((uint)_size / 4));
        }

        Chain("arriving", "nat", NftHook.Prerouting, -100);
        if (guarded)
        {
            AddGuards();
        }

        using (Rule("arriving", "open to all"))
        {
            _batch.Goto("publish");
        }

        Chain("local", "nat", NftHook.Output, -100);
        if (_six)
        {
            using (Rule("local", "::1 means nothing to a container: a socket carries it"))
            {
                _batch.Network(_destination, _size, A).Compare(A, IPAddress.IPv6Loopback.GetAddressBytes()).Accept();
            }
        }

        using (Rule("local", "for this host's processes"))
        {
            _batch.Goto("publish");
        }
    }

    private void AddGuards()
    {
        using (Rule("arriving", "INPUT accepted it"))
        {
            _batch.Meta(NftMeta.InputName, A).Compare(A, Name(_names.Back)).Goto("publish");
        }

        using (Rule("arriving", "containers are inside the firewall"))
        {
            FromUs().Goto("publish");
        }

        using (Rule("arriving", "first to INPUT"))
        {
            OneAddress().Lookup(GuardedOne, A).Accept();
        }

        using (Rule("arriving", "first to INPUT"))
        {
            OurAddress().Lookup(GuardedAny, A).Accept();
        }
    }

    private void AddRound(int way)
    {
        _batch.AddChain(_family, _names.Table, "round");
        using (Rule("round", "once more from the start, as the loop's packet"))
        {
            byte[] nextHop = _six ? IPAddress.Parse("fe80::be").GetAddressBytes() : [169, 254, 190, 1];   // nobody's: the loop asks for no neighbour
            Mark(_names.Pass).Immediate(A, nextHop).Immediate(D, BitConverter.GetBytes(way)).Duplicate(A, D).Drop();
        }

        Chain("accepted", "filter", NftHook.Input, 1000);   // after every firewall, before conntrack confirms
        using (Rule("accepted", "local processes"))
        {
            _batch.Meta(NftMeta.InputName, A).Compare(A, Name("lo")).Accept();
        }

        using (Rule("accepted", "of a connection of our own"))
        {
            Answers().Accept();
        }

        using (Rule("accepted", "on one address"))
        {
            OneAddress().Lookup(GuardedOne, A).Goto("round");
        }

        using (Rule("accepted", "on all addresses"))
        {
            OurAddress().Lookup(GuardedAny, A).Goto("round");
        }
    }

    private void AddForward()
    {
        _batch.AddChain(_family, _names.Table, "pass");
        using (Rule("pass", "for the chains of others"))
        {
            Mark(_names.Pass).Accept();
        }

        Chain("forward", "filter", NftHook.Forward, -1);
        using (Rule("forward", "not ours"))
        {
            FromUs(not: true);
            ToUs(not: true).Accept();
        }

        using (Rule("forward", "answers"))
        {
            Answers().Goto("pass");
        }

        using (Rule("forward", "back into the network it came from, translated"))
        {
            WithinOne();
            Translated();
            Mark(_names.Hairpin);
        }

        using (Rule("forward", "within a network"))
        {
            WithinOne().Goto("pass");
        }

        using (Rule("forward", "no way out of an internal network"))
        {
            _batch.Meta(NftMeta.InputGroup, A).Compare(A, _names.Internal).Drop();
        }

        using (Rule("forward", "no way into an internal network"))
        {
            _batch.Meta(NftMeta.OutputGroup, A).Compare(A, _names.Internal).Drop();
        }

        using (Rule("forward", "published ports"))
        {
            Translated().Goto("pass");
        }

        using (Rule("forward", "unpublished ports, other networks"))
        {
            ToUs().Drop();
        }

        using (Rule("forward", "the way out"))
        {
            _batch.Goto("pass");
        }
    }

    // The last word at forward: new connections between links that were there when forwarding was off. A bridge that came later belongs to somebody who
    // knows that it forwards (docker0, virbr0) and who found the switch on.
    private void AddShut()
    {
        Chain("shut", "filter", NftHook.Forward, 2000);
        using (Rule("shut", "approved"))
        {
            _batch.Meta(NftMeta.Mark, A).Bits(A, _names.Pass).Compare(A, _names.Pass).Accept();
        }

        using (Rule("shut", "answers"))
        {
            Answers().Accept();
        }

        using (Rule("shut", "from a later bridge"))
        {
            _batch.Meta(NftMeta.InputKind, A).Compare(A, Name("bridge")).Meta(NftMeta.InputName, A).Lookup(Here, A, not: true).Accept();
        }

        using (Rule("shut", "to a later bridge"))
        {
            _batch.Meta(NftMeta.OutputKind, A).Compare(A, Name("bridge")).Meta(NftMeta.OutputName, A).Lookup(Here, A, not: true).Accept();
        }

        using (Rule("shut", "this host was no router"))
        {
            _batch.Drop();
        }
    }

    private void AddLeaving()
    {
        Chain("leaving", "nat", NftHook.Postrouting, 100);
        if (!_six)
        {
            using (Rule("leaving", "a loopback address means nothing to a container"))
            {
                _batch.Network(_source, 1, A).Compare(A, [(byte)127]);
                ToUs().Masquerade();
            }
        }

        using (Rule("leaving", "the answer must come back through here"))   // br_netfilter gives postrouting no iif
        {
            _batch.Meta(NftMeta.Mark, A).Bits(A, _names.Hairpin).Compare(A, _names.Hairpin).Masquerade();
        }

        using (Rule("leaving", "with its own address"))
        {
            _batch.Meta(NftMeta.InputName, A).Lookup(Plain, A).Accept();
        }

        using (Rule("leaving", "the way out"))
        {
            FromUs();
            ToUs(not: true).Masquerade();
        }
    }

    private void Chain(string name, string type, NftHook hook, int priority) => _batch.AddBaseChain(_family, _names.Table, name, type, hook, priority);

    private NetlinkBatch.Nest Rule(string chain, string why) => _batch.Rule(_family, _names.Table, chain, why);

    private NetlinkBatch Mark(uint bit) => _batch.Meta(NftMeta.Mark, A).Bits(A, ~bit, bit).SetMark(A);

    private NetlinkBatch Answers() => _batch.TrackedState(A).Bits(A, RelatedOrEstablished).Compare(A, 0, not: true);

    private NetlinkBatch Translated() => _batch.TrackedStatus(A).Bits(A, TranslatedDestination).Compare(A, 0, not: true);

    private NetlinkBatch WithinOne() => _batch.Meta(NftMeta.InputName, A).Meta(NftMeta.OutputName, B).Lookup(Same, A);

    private NetlinkBatch FromUs(bool not = false) => _batch.Meta(NftMeta.InputGroup, A).Bits(A, ~1u).Compare(A, _names.Bridges, not);

    private NetlinkBatch ToUs(bool not = false) => _batch.Meta(NftMeta.OutputGroup, A).Bits(A, ~1u).Compare(A, _names.Bridges, not);

    private NetlinkBatch OneAddress() => ProtocolAndPort(_batch.Network(_destination, _size, A), A + ((uint)_size / 4));

    private NetlinkBatch OurAddress() => ProtocolAndPort(_batch.DestinationType(A).Compare(A, LocalAddress), A);

    private static NetlinkBatch ProtocolAndPort(NetlinkBatch batch, uint register) => batch.Meta(NftMeta.Protocol, register).Transport(2, 2, register + 1);

    private static byte[] Name(string name)
    {
        byte[] bytes = new byte[16];
        Encoding.ASCII.GetBytes(name, bytes);
        return bytes;
    }
}
