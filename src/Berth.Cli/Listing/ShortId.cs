namespace Berth.Cli;

/// <summary>The short form of an id: its first twelve digits, without the algorithm.</summary>
internal static class ShortId
{
    private const int Length = 12;

    /// <summary>Cuts an id.</summary>
    public static string Of(string id)
    {
        var colon = id.IndexOf(':', StringComparison.Ordinal);
        var digits = colon < 0 ? id : id[(colon + 1)..];
        return digits.Length > Length ? digits[..Length] : digits;
    }
}
