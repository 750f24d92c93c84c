using System.Formats.Tar;

namespace Berth.Cli;

/// <summary>Unpacks a container's archive on this machine. Nothing in the archive can write outside of the folder: a container made it.</summary>
internal static class LocalExtraction
{
    /// <summary>Unpacks an archive.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="from">The first part of its entries' names.</param>
    /// <param name="to">What that becomes.</param>
    /// <param name="keepOwners">Whether files get the archive's owner and group ids.</param>
    /// <returns>Bytes of the files' contents.</returns>
    public static long Unpack(Stream archive, string folder, string from, string to, bool keepOwners)
    {
        var root = Path.GetFullPath(folder);
        long bytes = 0;
        var folders = new List<(string Path, UnixFileMode Mode, DateTimeOffset Time)>();
        using var tar = new TarReader(archive, leaveOpen: true);
        while (tar.GetNextEntry() is { } entry)
        {
            var path = Place(root, TarName.Rebase(entry.Name, from, to));
            if (path is null)
                continue;
            RefuseLinkOnTheWay(root, path);
            Write(entry, path, root, from, to, folders);
            bytes += entry.Length;
            if (keepOwners)
                Linux.FileCalls.SetOwner(Linux.FileCalls.WorkingFolder, path, (uint)entry.Uid, (uint)entry.Gid);
            // All of the mode, after the owner, whose change takes bits away.
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile)
                File.SetUnixFileMode(path, entry.Mode);
        }
        // Times and modes of folders last: what is written into one changes its time, and its mode may forbid it.
        for (var i = folders.Count - 1; i >= 0; i--)
        {
            File.SetUnixFileMode(folders[i].Path, folders[i].Mode);
            Directory.SetLastWriteTimeUtc(folders[i].Path, folders[i].Time.UtcDateTime);
        }
        return bytes;
    }

    private static void Write(TarEntry entry, string path, string root, string from, string to, List<(string Path, UnixFileMode Mode, DateTimeOffset Time)> folders)
    {
        switch (entry.EntryType)
        {
            case TarEntryType.Directory:
                if (File.Exists(path) && !Directory.Exists(path))
                    throw new IOException($"cannot overwrite non-directory {path} with directory");
                Directory.CreateDirectory(path);
                folders.Add((path, entry.Mode, entry.ModificationTime));
                break;
            case TarEntryType.SymbolicLink:
                Clear(path);
                File.CreateSymbolicLink(path, entry.LinkName);
                break;
            case TarEntryType.HardLink:
                var target = Place(root, TarName.Rebase(entry.LinkName, from, to)) ?? throw new IOException($"link {entry.Name} points out of the archive");
                RefuseLinkOnTheWay(root, target);
                Clear(path);
                Linux.FileCalls.MakeLink(Linux.FileCalls.WorkingFolder, target, Linux.FileCalls.WorkingFolder, path);
                break;
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                Clear(path);
                entry.ExtractToFile(path, overwrite: false);
                break;
            case TarEntryType.Fifo:
                Clear(path);
                Linux.FileCalls.MakeNode(Linux.FileCalls.WorkingFolder, path, Linux.FileKind.Pipe, (int)entry.Mode);
                break;
            default:
                break;   // devices are the container's own
        }
    }

    private static string? Place(string root, string name)
    {
        var path = Path.GetFullPath(Path.Combine(root, name.TrimStart('/')));
        if (path == root)
            return null;
        return path.StartsWith(root.Length > 1 ? root + "/" : root, StringComparison.Ordinal) ? path.TrimEnd('/') : throw new IOException($"entry {name} leads out of {root}");
    }

    private static void RefuseLinkOnTheWay(string root, string path)
    {
        for (var parent = Path.GetDirectoryName(path); parent is not null && parent.Length > root.Length; parent = Path.GetDirectoryName(parent))
        {
            if (new FileInfo(parent).LinkTarget is not null)
                throw new IOException($"{path}: {parent} is a link");
        }
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
    }

    private static void Clear(string path)
    {
        if (Directory.Exists(path) && new FileInfo(path).LinkTarget is null)
            throw new IOException($"cannot overwrite directory {path} with non-directory");
        File.Delete(path);
    }
}
