namespace Berth.Linux;

/// <summary>What an expression, or a rule so far, says of a packet.</summary>
internal enum NftMatch
{
    Yes,
    No,

    /// <summary>It asks for what can't be known here.</summary>
    Unknown,
}
