namespace Berth.Build;

/// <summary>What of a tree a source of COPY or ADD means, and what it is called in the target.</summary>
internal static class SourceNames
{
    private const string Pivot = "/./";

    /// <summary>What matches, but for what lies in a folder that matches.</summary>
    public static IEnumerable<string> Matches(SourceTree tree, string pattern, bool deep)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in tree.Entries.Values)
        {
            if (!(deep ? PathPattern.MatchesDeep(pattern, entry.Path) : PathPattern.Matches(pattern, entry.Path)) || (deep && IsBelow(entry.Path, folders))) continue;
            if (entry.IsFolder) folders.Add(entry.Path);
            yield return entry.Path;
        }
    }

    private static bool IsBelow(string path, HashSet<string> folders)
    {
        for (int at = path.LastIndexOf('/'); at > 0; at = path.LastIndexOf('/', at - 1))
        {
            if (folders.Contains(path[..at])) return true;
        }

        return false;
    }

    /// <summary>A source by its name: with <c>--parents</c> its path, from the pivot on where it has one.</summary>
    public static CopySource Of(SourceTree tree, string at, string path, string source, bool parents, Func<string, SourceEntry> folder)
    {
        if (!parents) return new CopySource(tree, at, path.Split('/')[^1]);
        int pivot = source.IndexOf(Pivot, StringComparison.Ordinal);
        int skipped = pivot <= 0 ? 0 : SourceTree.Clean(source[..pivot]).Split('/', StringSplitOptions.RemoveEmptyEntries).Length;
        string[] parts = path.Split('/'), kept = parts[Math.Min(skipped, parts.Length)..];
        var above = Enumerable.Range(1, Math.Max(0, kept.Length - 1)).Select(n => folder(string.Join('/', parts.Take(skipped + n))) with { Path = string.Join('/', kept.Take(n)) });
        return new CopySource(tree, at, string.Join('/', kept)) { Above = [.. above] };
    }
}
