using Berth.Linux;

namespace Berth.Engine;

/// <summary>Folders of containers under the engine's root. One appears and goes by a rename, so that none is ever seen half made or half removed.</summary>
internal static class ContainerFolders
{
    private const string Making = ".new-";
    private const string Leaving = ".gone-";

    /// <summary>Makes a container's folder with its first files.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="record">Its <c>config.json</c>.</param>
    /// <param name="life">Its <c>state.json</c>.</param>
    public static void Make(string path, ReadOnlySpan<byte> record, ReadOnlySpan<byte> life)
    {
        string making = Beside(path, Making);
        Directory.CreateDirectory(making, AtomicFile.OwnerFolder | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        AtomicFile.Write(making + "/config.json", record);
        AtomicFile.Write(making + "/state.json", life);
        Directory.Move(making, path);
    }

    /// <summary>Brings a new container's folder to the disk: nothing that a user made is lost when the machine stops.</summary>
    public static void Sync(string path)
    {
        try
        {
            AtomicFile.Sync(path + "/config.json");
            AtomicFile.Sync(path);
            AtomicFile.Sync(Path.GetDirectoryName(path)!);
        }
        catch (IOException)
        {
            // Removed meanwhile: there is nothing to be kept.
        }
    }

    /// <summary>Removes a container's folder.</summary>
    public static void Remove(string path)
    {
        string leaving = Beside(path, Leaving);
        try
        {
            Directory.Move(path, leaving);
        }
        catch (DirectoryNotFoundException)
        {
            return;
        }

        Delete(leaving);
    }

    /// <summary>Removes what an engine that was killed left half made or half removed; gives a line for each.</summary>
    public static IReadOnlyList<string> Sweep(string containers)
    {
        var swept = new List<string>();
        foreach (string path in Directory.EnumerateDirectories(containers, ".*"))
        {
            string name = Path.GetFileName(path);
            if (name.StartsWith(Making, StringComparison.Ordinal) || name.StartsWith(Leaving, StringComparison.Ordinal))
            {
                Delete(path);
                swept.Add($"removed the half-made or half-removed container {ContainerIds.Short(name[(name.IndexOf('-', StringComparison.Ordinal) + 1)..])}");
            }
        }

        return swept;
    }

    private static string Beside(string path, string prefix) => $"{Path.GetDirectoryName(path)}/{prefix}{Path.GetFileName(path)}";

    private static void Delete(string path)
    {
        using var parent = FileCalls.Open(Path.GetDirectoryName(path)!, OpenFlags.PathOnly | OpenFlags.Directory);
        FileCalls.RemoveTree(parent, Path.GetFileName(path));
    }
}
