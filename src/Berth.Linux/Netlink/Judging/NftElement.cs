namespace Berth.Linux;

/// <summary>An element of a set: a key, the start or the end of an interval of keys, or what holds for all other keys; with a map's value.</summary>
internal sealed record NftElement(byte[] Key, byte[]? KeyEnd, bool Ends, bool CatchAll, NftData? Value);
