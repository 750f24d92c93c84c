using System.Formats.Tar;

namespace Berth.Build;

/// <summary>Follows symbolic links within a tree, whose top is the root: none leads out of it.</summary>
internal static class TreeLinks
{
    /// <summary>Where a path leads when all links in it and at its end are followed; null where nothing is there, or links lead in a circle.</summary>
    public static string? Resolve(SourceTree tree, string path)
    {
        var rest = new Stack<string>(path.Split('/').Reverse());
        string at = "";
        int links = 0;
        while (rest.TryPop(out string? part))
        {
            if (part is "" or ".") continue;
            if (part == "..")
            {
                at = Above(at);
                continue;
            }

            string next = at.Length == 0 ? part : at + "/" + part;
            if (!tree.Entries.TryGetValue(next, out var entry) || entry.Type != TarEntryType.SymbolicLink)
            {
                at = next;
                continue;
            }

            if (++links > ImageFiles.MaxLinks) return null;
            if (entry.Link.StartsWith('/')) at = "";
            foreach (string step in entry.Link.Split('/').Reverse()) rest.Push(step);
        }

        return tree.Find(at) is null ? null : at;
    }

    private static string Above(string path) => path.LastIndexOf('/') is var slash && slash < 0 ? "" : path[..slash];
}
