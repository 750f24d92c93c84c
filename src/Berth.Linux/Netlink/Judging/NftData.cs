namespace Berth.Linux;

/// <summary>Bytes of a register, or a verdict (linux/netfilter/nf_tables.h, NFTA_DATA_…).</summary>
internal sealed record NftData(byte[] Bytes, int? Verdict, string Chain)
{
    public static NftData Read(NetlinkAttributes data)
    {
        foreach (var attribute in data)
        {
            if (attribute.Type == 1)
            {
                return new NftData(attribute.Value.ToArray(), null, "");
            }

            if (attribute.Type == 2)
            {
                int? code = null;
                string chain = "";
                foreach (var part in attribute.Nested)
                {
                    code = part.Type == 1 ? (int)part.BigU32 : code;
                    chain = part.Type == 2 ? part.Text : chain;
                }

                return new NftData([], code, chain);
            }
        }

        return new NftData([], null, "");
    }
}
