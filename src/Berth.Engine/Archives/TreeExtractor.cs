using Berth.Docker;
using Berth.Images;
using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Engine;

/// <summary>
/// Unpacks an archive into a folder of a container. Every name is resolved inside the folder by the kernel, so that nothing lands elsewhere
/// whatever links the container makes meanwhile.
/// </summary>
/// <param name="folder">The folder; it is disposed of with this.</param>
/// <param name="owner">Who gets all that is unpacked; null: whom the archive says.</param>
/// <param name="noOverwriteDirNonDir">Fail where a folder would replace something else or the other way round.</param>
internal sealed class TreeExtractor(RootedFolder folder, (uint User, uint Group)? owner, bool noOverwriteDirNonDir) : IDisposable
{
    private readonly List<(string Path, FileTime Modified)> _folders = [];

    /// <summary>Unpacks.</summary>
    /// <exception cref="DockerException">A folder would replace something else or the other way round.</exception>
    public void Extract(Stream archive, CancellationToken cancel)
    {
        using var plain = Compression.Open(archive);
        using var tar = new TarReader(plain);
        while (tar.Next() is { } entry)
        {
            cancel.ThrowIfCancellationRequested();
            string path = MountParser.Clean(entry.Name);
            if (path == "/")
            {
                continue;
            }

            ExtractOne(tar, entry, path);
        }

        // Last, because what is made in a folder changes its time.
        for (int i = _folders.Count - 1; i >= 0; i--)
        {
            folder.SetTimes(_folders[i].Path, FileTime.Unchanged, _folders[i].Modified);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();

    private void ExtractOne(TarReader tar, TarEntry entry, string path)
    {
        folder.CreateFolders(path[..Math.Max(1, path.LastIndexOf('/'))]).Dispose();
        using var parent = folder.OpenParent(path, out string name);
        bool isFolder = entry.Kind == TarEntryKind.Folder;
        if (FileCalls.StatIfExists(parent, name) is { } there)
        {
            bool wasFolder = there.Kind == FileKind.Directory;
            if (noOverwriteDirNonDir && wasFolder != isFolder)
            {
                throw new DockerException(
                    DockerErrorKind.InvalidParameter,
                    isFolder ? $"cannot overwrite non-directory \"{path}\" with directory \"/\"" : $"cannot overwrite directory \"{path}\" with non-directory \"/\"");
            }

            if (!(wasFolder && isFolder))
            {
                FileCalls.RemoveTree(parent, name);
            }
        }

        Make(tar, entry, path, parent, name);
    }

    private void Make(TarReader tar, TarEntry entry, string path, SafeFileHandle parent, string name)
    {
        switch (entry.Kind)
        {
            case TarEntryKind.Folder:
                FileCalls.MakeFolderIfMissing(parent, name, 0x1C0 /* 0700 */);
                _folders.Add((path, entry.Modified));
                break;
            case TarEntryKind.File:
                MakeFile(tar, parent, name);
                break;
            case TarEntryKind.SymbolicLink:
                FileCalls.MakeSymlink(entry.LinkName, parent, name);
                break;
            case TarEntryKind.HardLink:
                string target = MountParser.Clean(entry.LinkName);
                using (var from = folder.OpenParent(target, out string existing))
                {
                    FileCalls.MakeLink(from, existing, parent, name);
                }

                return;
            default:
                FileCalls.MakeNode(parent, name, Kind(entry.Kind), entry.Mode, entry.Device);
                break;
        }

        FileCalls.SetOwner(parent, name, owner?.User ?? entry.User, owner?.Group ?? entry.Group);
        foreach (var (attribute, value) in entry.Attributes ?? [])
        {
            if (!attribute.StartsWith("trusted.", StringComparison.Ordinal))
            {
                FileCalls.SetAttribute(parent, name, attribute, value);
            }
        }

        if (entry.Kind != TarEntryKind.SymbolicLink)
        {
            FileCalls.SetMode(parent, name, entry.Mode);
        }

        FileCalls.SetTimes(parent, name, FileTime.Unchanged, entry.Modified);
    }

    private static void MakeFile(TarReader tar, SafeFileHandle parent, string name)
    {
        using var file = FileCalls.Open(parent, name, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Exclusive | OpenFlags.NoFollow, 0x180 /* 0600 */);
        for (var part = tar.Content(out long offset); !part.IsEmpty; part = tar.Content(out offset))
        {
            RandomAccess.Write(file, part, offset);
        }
    }

    private static FileKind Kind(TarEntryKind kind) => kind switch
    {
        TarEntryKind.CharacterDevice => FileKind.CharacterDevice,
        TarEntryKind.BlockDevice => FileKind.BlockDevice,
        _ => FileKind.Pipe,
    };
}
