using System.Globalization;

namespace Berth.Docker;

/// <summary>Ports from the first to the last, both included: "8000-8010" or "80".</summary>
public readonly record struct PortRange(int First, int Last)
{
    public int Count => Last - First + 1;

    /// <summary>Reads a port or a range; false when it is neither.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out PortRange range)
    {
        var dash = text.IndexOf('-');
        range = default;
        if (!TryPort(dash < 0 ? text : text[..dash], out var first) || !TryPort(dash < 0 ? text : text[(dash + 1)..], out var last) || last < first)
        {
            return false;
        }

        range = new PortRange(first, last);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First}{(Last > First ? $"-{Last}" : "")}");

    private static bool TryPort(ReadOnlySpan<char> text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= 65535;
}
