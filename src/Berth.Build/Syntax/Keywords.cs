namespace Berth.Build;

/// <summary>The names of instructions.</summary>
internal static class Keywords
{
    /// <summary>All of them, in upper case.</summary>
    public static IReadOnlySet<string> All { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD", "RUN", "SHELL", "STOPSIGNAL",
        "USER", "VOLUME", "WORKDIR",
    };

    /// <summary>The name that was meant, as a question, where one is near.</summary>
    public static string Hint(string keyword) => Hint(All, keyword);

    /// <summary>The word of a list that was meant, as a question, where one is near.</summary>
    public static string Hint(IEnumerable<string> words, string given)
    {
        string? nearest = words.Where(w => Distance(w, given) <= 2).MinBy(w => Distance(w, given));
        return nearest is null ? "" : $" (did you mean {nearest}?)";
    }

    /// <summary>Edits from one word to another.</summary>
    private static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++) row[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int cost = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (row[j], cost);
            }
        }

        return row[b.Length];
    }
}
