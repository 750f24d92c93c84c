namespace Berth.Compose;

/// <summary>Phase: removes from the lower tree what <c>!reset</c> and <c>!override</c> tags of the upper one stand at.</summary>
internal static class Resets
{
    public static void Apply(YamlMap below, IReadOnlyList<string[]> paths)
    {
        foreach (string[] path in paths)
        {
            Remove(below, WithoutMerge(path), 0);
        }
    }

    // What is merged in with "<<" belongs to the mapping itself.
    private static string[] WithoutMerge(string[] path)
    {
        int merge = Array.IndexOf(path, "<<", 1 < path.Length ? 1 : 0);
        return merge < 0 ? path : [.. path[..merge], .. path[(merge + 1)..]];
    }

    private static void Remove(YamlMap map, string[] path, int at)
    {
        if (path.Length == 0 || at >= path.Length)
        {
            return;
        }

        if (at == path.Length - 1)
        {
            map.Remove(path[at]);
        }
        else if (map.Get(path[at]) is YamlMap child)
        {
            Remove(child, path, at + 1);
        }
    }
}
