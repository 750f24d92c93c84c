using System.Globalization;

namespace Berth.Engine;

/// <summary>Sets of numbers as cpuset files write them: <c>0-3,7</c>.</summary>
internal static class NumberSet
{
    private const int Highest = 8191;

    /// <summary>Reads a set; false where the text is none.</summary>
    public static bool TryParse(string text, out HashSet<int> numbers)
    {
        numbers = [];
        foreach (string part in text.Split(','))
        {
            int dash = part.IndexOf('-', StringComparison.Ordinal);
            if (!TryNumber(dash < 0 ? part : part[..dash], out int first) || !TryNumber(dash < 0 ? part : part[(dash + 1)..], out int last) || last < first)
            {
                return false;
            }

            numbers.UnionWith(Enumerable.Range(first, last - first + 1));
        }

        return true;
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= Highest;
}
