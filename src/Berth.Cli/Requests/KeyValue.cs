namespace Berth.Cli;

/// <summary>Options of the form <c>name=value</c>.</summary>
internal static class KeyValue
{
    /// <summary>Splits at the first <c>=</c>; the value is null if there is none.</summary>
    public static (string Name, string? Value) Split(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (text, null) : (text[..equals], text[(equals + 1)..]);
    }

    /// <summary>A map from options of the form <c>name=value</c>, those without a value with an empty one.</summary>
    public static IReadOnlyDictionary<string, string> Map(List<string> options)
    {
        var map = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var option in options)
        {
            var (name, value) = Split(option);
            map[name] = value ?? "";
        }
        return map;
    }
}
