using System.Text;
using Berth.Linux;

namespace Berth.Engine;

/// <summary>The names and numbers under which an engine's things stand in the kernel. They derive from its root.</summary>
internal sealed record NetworkNames
{
    private const string DefaultRoot = "/var/lib/berth";
    private const int DefaultReversePath = 190, ReversePathPriority = 100;
    private const uint GroupBase = 0xbe000000;

    private NetworkNames(string table, string links, uint group, int reversePath, uint mark)
    {
        (Table, Pass, Hairpin) = (table, mark, mark << 1);
        (Way, Back, DefaultBridge) = ($"{links}-way", $"{links}-back", $"{links}0");
        Bridges = group;
        ReversePath = new ReversePath(mark, reversePath, ReversePathPriority, Back);
    }

    /// <summary>The two tables of nf_tables, <c>ip</c> and <c>ip6</c>.</summary>
    public string Table { get; }

    /// <summary>The loop's end by which a guarded port's first packet leaves.</summary>
    public string Way { get; }

    /// <summary>The loop's end at which it comes in again.</summary>
    public string Back { get; }

    /// <summary>The bridge of the network <c>bridge</c>.</summary>
    public string DefaultBridge { get; }

    /// <summary>The link group of bridges. The lowest bit is clear: rules match it and <see cref="Internal"/> by mask.</summary>
    public uint Bridges { get; }

    /// <summary>The link group of internal networks' bridges.</summary>
    public uint Internal => Bridges + 1;

    /// <summary>The link group of the loop.</summary>
    public uint Loops => Bridges + 2;

    /// <summary>The link group of containers' links.</summary>
    public uint Containers => Bridges + 3;

    /// <summary>The mark of what our chains approve.</summary>
    public uint Pass { get; }

    /// <summary>The mark of what goes back into the network that it came from.</summary>
    public uint Hairpin { get; }

    /// <summary>By which this engine's rules in other people's chains are known.</summary>
    public string Comment => $"{Table}: accept what {Table} approved";

    /// <summary>The routing rules for hosts with a strict reverse path check.</summary>
    public ReversePath ReversePath { get; }

    public static NetworkNames Of(NetworkingOptions options)
    {
        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Root));
        if (root == DefaultRoot)
        {
            return new NetworkNames("berth", "berth", GroupBase, DefaultReversePath, options.MarkBit);
        }

        ulong hash = NetworkIds.Hash(Encoding.UTF8.GetBytes(root));
        string tag = $"{hash & 0xffffff:x6}";
        uint number = (uint)(hash & 0xfffff) | 1;
        return new NetworkNames($"berth-{tag}", $"b{tag}", GroupBase | (number << 4), 0xbe0000 | (int)(number & 0xffff), options.MarkBit);
    }

    /// <summary>The bridge of a network made by a user.</summary>
    public static string BridgeOf(string networkId) => $"br-{networkId.AsSpan(0, 12)}";

    /// <summary>The host's end of a container's link.</summary>
    public static string VethOf(string endpointId) => $"veth{endpointId.AsSpan(0, 7)}";
}
