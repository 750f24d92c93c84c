namespace Berth.Linux;

/// <summary>One packet's way through one base chain and what it jumps to. A rule that asks for what can't be known is taken not to match.</summary>
internal sealed class NftWalk(FirstPacket packet, Func<string, IReadOnlyList<byte[]>> rulesOf, Func<string, NftSet?> setOf)
{
    private const int Drop = 0, Accept = 1, Continue = -1, Break = -2, Jump = -3, Goto = -4, Return = -5;

    private readonly List<string> _way = [];
    private readonly NftPacket _packet = new(packet);
    private int _jumps;

    /// <summary>Whether every rule so far could be read.</summary>
    public bool Certain { get; private set; } = true;

    /// <summary>The chains that were asked, the base chain first.</summary>
    public IReadOnlyList<string> Way => _way;

    /// <summary>Whether the packet comes out.</summary>
    public bool Passes(NftChain chain)
    {
        _way.Add(chain.Name);
        int verdict = Walk(chain.Name);
        return verdict is Drop or Accept ? verdict == Accept : !chain.DropsByPolicy;
    }

    private int Walk(string chain)
    {
        if (_jumps++ > NftRuleset.MostJumps)
        {
            Certain = false;
            return Accept;
        }

        foreach (byte[] rule in rulesOf(chain))
        {
            var (verdict, target) = Ask(rule);
            switch (verdict)
            {
                case Drop or Accept:
                    return verdict;
                case Return:
                    return Continue;
                case Jump or Goto:
                    _way.Add(target);
                    int inside = Walk(target);
                    if (inside is Drop or Accept)
                    {
                        return inside;
                    }

                    if (verdict == Goto)
                    {
                        return Continue;
                    }

                    break;
                default:
                    break;
            }
        }

        return Continue;
    }

    private (int Verdict, string Target) Ask(byte[] expressions)
    {
        var registers = new NftRegisters();
        foreach (var item in new NetlinkAttributes(expressions))
        {
            string name = "";
            ReadOnlySpan<byte> data = default;
            foreach (var part in item.Nested)
            {
                name = part.Type == 1 ? part.Text : name;
                data = part.Type == 2 ? part.Value : data;
            }

            var (match, verdict) = NftExpression.Apply(name, data, _packet, registers, setOf);
            if (match == NftMatch.Unknown)
            {
                Certain = false;
            }

            if (match != NftMatch.Yes)
            {
                return (Continue, "");
            }

            if (verdict?.Verdict is { } code and not Continue)
            {
                return code == Break ? (Continue, "") : (code, verdict.Chain);
            }
        }

        return (Continue, "");
    }
}
