namespace Berth.Compose;

/// <summary>Finds what somebody meant to write.</summary>
internal static class NearestWord
{
    /// <summary>The candidate that is the fewest typing mistakes away, if that is few for the word's length; else null.</summary>
    public static string? Find(string word, IEnumerable<string> candidates)
    {
        string? best = null;
        int least = Math.Max(1, word.Length / 3) + 1;
        foreach (string candidate in candidates)
        {
            int distance = Distance(word, candidate, least);
            if (distance < least)
            {
                least = distance;
                best = candidate;
            }
        }

        return best;
    }

    // Letters changed, missing, added or swapped with their neighbour; case counts little enough to be ignored.
    private static int Distance(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) >= limit || a.Length > 100 || b.Length > 100)
        {
            return limit;
        }

        int[] before = new int[b.Length + 1];
        int[] row = new int[b.Length + 1];
        int[] next = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            next[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int change = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                next[j] = Math.Min(Math.Min(next[j - 1], row[j]) + 1, row[j - 1] + change);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                {
                    next[j] = Math.Min(next[j], before[j - 2] + 1);
                }
            }

            (before, row, next) = (row, next, before);
        }

        return row[b.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b) || (a is '-' or '_' && b is '-' or '_');
}
