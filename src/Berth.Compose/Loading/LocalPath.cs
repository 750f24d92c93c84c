namespace Berth.Compose;

/// <summary>Paths of Compose files that other Compose files name.</summary>
internal static class LocalPath
{
    public static string Of(string path, string folder) => GoPath.IsAbsolute(path) ? path : GoPath.Join(folder, path);

    /// <summary>The folder that a path is, or that it is in, as seen from another folder.</summary>
    public static string FolderOf(string path, string folder, LoadContext context)
    {
        string full = Of(path, folder);
        if (context.Kind(full) != ComposeFileKind.Folder)
        {
            full = Of(GoPath.Folder(path), folder);
        }

        return GoPath.Relative(folder, full) ?? full;
    }
}
