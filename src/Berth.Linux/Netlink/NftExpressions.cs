using System.Runtime.InteropServices;

namespace Berth.Linux;

/// <summary>
/// The expressions of nf_tables rules (linux/netfilter/nf_tables.h), added to an open rule. Registers are of four bytes, from 8 on; longer data takes
/// several, one after another.
/// </summary>
public static class NftExpressions
{
    private const int ListElement = 1, DataValue = 1, DataVerdict = 2;

    public static NetlinkBatch Meta(this NetlinkBatch batch, NftMeta key, uint register) => batch.Expression("meta", 1, register, 2, (uint)key);

    public static NetlinkBatch SetMark(this NetlinkBatch batch, uint register) => batch.Expression("meta", 2, (uint)NftMeta.Mark, 3, register);

    /// <summary>Bytes of the network header.</summary>
    public static NetlinkBatch Network(this NetlinkBatch batch, int offset, int length, uint register) =>
        batch.Expression("payload", 1, register, 2, 1, 3, (uint)offset, 4, (uint)length);

    /// <summary>Bytes of the transport header.</summary>
    public static NetlinkBatch Transport(this NetlinkBatch batch, int offset, int length, uint register) =>
        batch.Expression("payload", 1, register, 2, 2, 3, (uint)offset, 4, (uint)length);

    /// <summary>Writes into the transport header and mends the checksum, if there is one to mend (net/netfilter/nft_payload.c).</summary>
    public static NetlinkBatch SetTransport(this NetlinkBatch batch, int offset, int length, uint register, int checksum) =>
        batch.Expression("payload", 5, register, 2, 2, 3, (uint)offset, 4, (uint)length, 6, 1, 7, (uint)checksum);

    public static NetlinkBatch TrackedState(this NetlinkBatch batch, uint register) => batch.Expression("ct", 1, register, 2, 0);

    public static NetlinkBatch TrackedStatus(this NetlinkBatch batch, uint register) => batch.Expression("ct", 1, register, 2, 2);

    /// <summary>The address type of the destination.</summary>
    public static NetlinkBatch DestinationType(this NetlinkBatch batch, uint register) => batch.Expression("fib", 1, register, 2, 3, 3, 2);

    public static NetlinkBatch TranslateDestination(this NetlinkBatch batch, NftFamily family, uint address, uint port) =>
        batch.Expression("nat", 1, 1, 2, (uint)family, 3, address, 5, port);

    public static NetlinkBatch Masquerade(this NetlinkBatch batch) => batch.Expression("masq");

    public static NetlinkBatch Duplicate(this NetlinkBatch batch, uint address, uint device) => batch.Expression("dup", 1, address, 2, device);

    public static NetlinkBatch Compare(this NetlinkBatch batch, uint register, ReadOnlySpan<byte> value, bool not = false)
    {
        using (batch.NestIn(ListElement))
        {
            batch.Attribute(1, "cmp");
            using (batch.NestIn(2))
            {
                batch.AttributeBig(1, register).AttributeBig(2, not ? 1u : 0);
                using (batch.NestIn(3))
                {
                    batch.Attribute(DataValue, value);
                }
            }
        }
        return batch;
    }

    public static NetlinkBatch Compare(this NetlinkBatch batch, uint register, uint value, bool not = false) =>
        batch.Compare(register, MemoryMarshal.AsBytes(new ReadOnlySpan<uint>(in value)), not);

    /// <summary>register = register &amp; and ^ xor</summary>
    public static NetlinkBatch Bits(this NetlinkBatch batch, uint register, uint and, uint xor = 0)
    {
        using (batch.NestIn(ListElement))
        {
            batch.Attribute(1, "bitwise");
            using (batch.NestIn(2))
            {
                batch.AttributeBig(1, register).AttributeBig(2, register).AttributeBig(3, sizeof(uint));
                using (batch.NestIn(4))
                {
                    batch.Attribute(DataValue, and);
                }
                using (batch.NestIn(5))
                {
                    batch.Attribute(DataValue, xor);
                }
            }
        }
        return batch;
    }

    /// <summary>Goes on with the rule only if the key is there. A map must be given a register for the value, also if nobody wants it (before Linux 6.9).</summary>
    public static NetlinkBatch Lookup(this NetlinkBatch batch, string set, uint key, uint? value = null, bool not = false)
    {
        using (batch.NestIn(ListElement))
        {
            batch.Attribute(1, "lookup");
            using (batch.NestIn(2))
            {
                batch.Attribute(1, set).AttributeBig(2, key);
                if (value is { } v)
                {
                    batch.AttributeBig(3, v);
                }
                if (not)
                {
                    batch.AttributeBig(5, 1);
                }
            }
        }
        return batch;
    }

    public static NetlinkBatch Immediate(this NetlinkBatch batch, uint register, ReadOnlySpan<byte> value)
    {
        using (batch.NestIn(ListElement))
        {
            batch.Attribute(1, "immediate");
            using (batch.NestIn(2))
            {
                batch.AttributeBig(1, register);
                using (batch.NestIn(2))
                {
                    batch.Attribute(DataValue, value);
                }
            }
        }
        return batch;
    }

    public static NetlinkBatch Verdict(this NetlinkBatch batch, NftVerdict verdict, string? chain = null)
    {
        using (batch.NestIn(ListElement))
        {
            batch.Attribute(1, "immediate");
            using (batch.NestIn(2))
            {
                batch.AttributeBig(1, 0);   // NFT_REG_VERDICT
                using (batch.NestIn(2))
                using (batch.NestIn(DataVerdict))
                {
                    batch.AttributeBig(1, (uint)verdict);
                    if (chain != null)
                    {
                        batch.Attribute(2, chain);
                    }
                }
            }
        }
        return batch;
    }

    public static NetlinkBatch Goto(this NetlinkBatch batch, string chain) => batch.Verdict(NftVerdict.Goto, chain);

    public static NetlinkBatch Accept(this NetlinkBatch batch) => batch.Verdict(NftVerdict.Accept);

    public static NetlinkBatch Drop(this NetlinkBatch batch) => batch.Verdict(NftVerdict.Drop);

    private static NetlinkBatch Expression(this NetlinkBatch batch, string name, params ReadOnlySpan<uint> typesAndValues)
    {
        using (batch.NestIn(ListElement))
        {
            batch.Attribute(1, name);
            using (batch.NestIn(2))
            {
                for (int i = 0; i < typesAndValues.Length; i += 2)
                {
                    batch.AttributeBig((int)typesAndValues[i], typesAndValues[i + 1]);
                }
            }
        }
        return batch;
    }

}
