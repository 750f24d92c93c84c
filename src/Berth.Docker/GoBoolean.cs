namespace Berth.Docker;

/// <summary>Booleans as Go's <c>strconv.ParseBool</c> reads them, in flags, addresses and variables.</summary>
public static class GoBoolean
{
    /// <summary>Reads one; null where it is none.</summary>
    public static bool? Parse(string text) => text switch
    {
        "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
        "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
        _ => null,
    };
}
