namespace Berth.Compose;

/// <summary>The order in which go-yaml writes the keys of mappings: letters by code, numbers by value, so <c>s2</c> before <c>s10</c>.</summary>
internal static class NaturalOrder
{
    public static string[] Keys(YamlMap map) => Sorted(GoOrder.Keys(map));

    public static string[] Keys<T>(IReadOnlyDictionary<string, T> map) => Sorted([.. map.Keys]);

    public static int Compare(string a, string b)
    {
        bool digits = false;
        int length = Math.Min(a.Length, b.Length);
        for (int i = 0; i < length; i++)
        {
            if (a[i] == b[i])
            {
                digits = char.IsDigit(a[i]);
                continue;
            }

            bool letterA = char.IsLetter(a[i]);
            bool letterB = char.IsLetter(b[i]);
            if (letterA && letterB)
            {
                return a[i] - b[i];
            }

            if (letterA || letterB)
            {
                return digits == letterA ? -1 : 1;
            }

            return CompareNumbers(a, b, i);
        }

        return a.Length - b.Length;
    }

    private static int CompareNumbers(string a, string b, int at)
    {
        // A zero after another digit is part of a number, not its start.
        long start = (a[at] == '0' || b[at] == '0') && AfterNonZero(a, at) ? 1 : 0;
        long numberA = Number(a, at, start, out int endA);
        long numberB = Number(b, at, start, out int endB);
        return numberA != numberB ? numberA.CompareTo(numberB) : endA != endB ? endA - endB : a[at] - b[at];
    }

    private static bool AfterNonZero(string text, int at)
    {
        for (int i = at - 1; i >= 0 && char.IsDigit(text[i]); i--)
        {
            if (text[i] != '0')
            {
                return true;
            }
        }

        return false;
    }

    private static long Number(string text, int at, long start, out int end)
    {
        long value = start;
        for (end = at; end < text.Length && char.IsDigit(text[end]); end++)
        {
            value = unchecked((value * 10) + text[end] - '0');
        }

        return value;
    }

    private static string[] Sorted(string[] keys)
    {
        Array.Sort(keys, Compare);
        return keys;
    }
}
