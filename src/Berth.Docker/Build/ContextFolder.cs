using System.Formats.Tar;

namespace Berth.Docker;

/// <summary>A folder that is written into a context's archive.</summary>
/// <param name="folder">The folder, absolute.</param>
/// <param name="prefix">What its paths begin with in the archive; empty, or with a slash at its end.</param>
/// <param name="ignored">What is left out.</param>
/// <param name="dockerfile">A path that is kept whatever the patterns say, as <c>.dockerignore</c> is; empty: none.</param>
internal sealed class ContextFolder(string folder, string prefix, IgnorePatterns ignored, string dockerfile)
{
    /// <summary>Writes it.</summary>
    public Task WriteAsync(TarWriter tar) => FolderAsync(tar, "");

    private async Task FolderAsync(TarWriter tar, string relative)
    {
        foreach (var info in new DirectoryInfo(Path.Combine(folder, relative)).EnumerateFileSystemInfos().OrderBy(i => i.Name, StringComparer.Ordinal))
        {
            string name = relative.Length == 0 ? info.Name : relative + "/" + info.Name;
            bool isFolder = info is DirectoryInfo && info.LinkTarget is null;
            bool isIgnored = name != dockerfile && name != ".dockerignore" && ignored.Ignores(name);
            if (!isIgnored && Entry(info, prefix + name, isFolder) is { } entry)
            {
                await tar.WriteEntryAsync(entry).ConfigureAwait(false);
                if (entry.DataStream is { } data) await data.DisposeAsync().ConfigureAwait(false);
            }

            // A folder that is left out is looked into where something in it may come back, or holds the Dockerfile.
            if (isFolder && (!isIgnored || ignored.HasExceptions || dockerfile.StartsWith(name + "/", StringComparison.Ordinal))) await FolderAsync(tar, name).ConfigureAwait(false);
        }
    }

    /// <summary>The owner is root, as the docker client makes it; devices are no part of a context. A pipe or socket, whose opening could wait for ever, is an empty file there.</summary>
    private static PaxTarEntry? Entry(FileSystemInfo info, string name, bool isFolder)
    {
        if (info.LinkTarget is { } target) return new PaxTarEntry(TarEntryType.SymbolicLink, name) { LinkName = target, ModificationTime = info.LastWriteTimeUtc };
        if (isFolder) return new PaxTarEntry(TarEntryType.Directory, name + "/") { Mode = info.UnixFileMode, ModificationTime = info.LastWriteTimeUtc };
        if ((info.Attributes & FileAttributes.Device) != 0) return null;
        return new PaxTarEntry(TarEntryType.RegularFile, name)
        {
            Mode = info.UnixFileMode,
            ModificationTime = info.LastWriteTimeUtc,
            DataStream = info is FileInfo { Length: > 0 } ? new FileStream(info.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.SequentialScan) : null,
        };
    }
}
