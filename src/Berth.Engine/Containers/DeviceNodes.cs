using Berth.Docker;
using Berth.Linux;

namespace Berth.Engine;

/// <summary>Device nodes of the host.</summary>
internal static class DeviceNodes
{
    /// <summary>The node at a path, or all nodes under a folder.</summary>
    /// <exception cref="DockerException">There is none.</exception>
    public static IReadOnlyList<string> Under(string path)
    {
        if (FileCalls.StatIfExists(FileCalls.WorkingFolder, path, follow: true) is not { } stat)
        {
            throw Missing(path, "no such file or directory");
        }

        if (IsNode(stat))
        {
            return [path];
        }

        if (stat.Kind != FileKind.Directory)
        {
            throw Missing(path, "not a device node");
        }

        var nodes = new List<string>();
        foreach (string file in Directory.EnumerateFileSystemEntries(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (FileCalls.StatIfExists(FileCalls.WorkingFolder, file) is { } inner && IsNode(inner))
            {
                nodes.Add(file);
            }
        }

        return nodes;
    }

    private static bool IsNode(FileStat stat) => stat.Kind is FileKind.CharacterDevice or FileKind.BlockDevice;

    private static DockerException Missing(string path, string why) =>
        new(DockerErrorKind.System, $"error gathering device information while adding custom device \"{path}\": {why}");
}
