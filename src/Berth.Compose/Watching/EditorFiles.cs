namespace Berth.Compose;

/// <summary>Files that editors, file managers and version control make for themselves; a change in them is none of the project.</summary>
internal static class EditorFiles
{
    // Vim tries whether it may write a folder with this name.
    private const string VimProbe = "4913";

    private static readonly string[] s_endings = ["~", ".swp", ".swx", ".swo", ".swpx", "___jb_tmp___", "___jb_old___", ".bck"];
    private static readonly string[] s_starts = [".#", ".goutputstream-", ".fuse_hidden", ".nfs"];

    /// <summary>Whether a path is one of them, or lies in a folder of version control.</summary>
    /// <param name="path">With slashes.</param>
    public static bool Has(string path)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        return name is VimProbe or ".DS_Store" || IsBetweenHashes(name)
            || Array.Exists(s_endings, ending => name.EndsWith(ending, StringComparison.Ordinal))
            || Array.Exists(s_starts, start => name.StartsWith(start, StringComparison.Ordinal))
            || path.EndsWith("/.git", StringComparison.Ordinal) || path.Contains("/.git/", StringComparison.Ordinal);
    }

    // Emacs saves by itself to "#NAME#".
    private static bool IsBetweenHashes(string name) => name.Length > 2 && name[0] == '#' && name[^1] == '#';
}
