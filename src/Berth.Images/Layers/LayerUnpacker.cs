using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Images;

/// <summary>
/// Makes a layer's folder of its archive, in the form that overlayfs takes as a lower folder. Every name is resolved by the kernel inside the
/// layer's folder (openat2, RESOLVE_IN_ROOT) and never followed at its end, so nothing in an archive can reach out of it.
/// <para>
/// The order of steps a file: create, write, owner, mode, attributes, times. A change of owner clears set-id bits and capabilities, and
/// writing moves the times. Folders get their times at the end, because what is made in them moves them too.
/// </para>
/// </summary>
internal sealed class LayerUnpacker : IDisposable
{
    private const int FolderMode = 0x1ED; // 0755

    private readonly RootedFolder root;
    private readonly FolderCache folders;
    private readonly Dictionary<string, FileTime> folderTimes = new(StringComparer.Ordinal);
    private readonly HashSet<string> implied = new(StringComparer.Ordinal);
    private readonly List<(string Path, string Target)> linksBelow = [];

    /// <summary>Unpacks into <paramref name="root"/>, an empty folder that stays the caller's.</summary>
    public LayerUnpacker(RootedFolder root)
    {
        this.root = root;
        folders = new FolderCache(root);
    }

    /// <summary>Bytes of the files made.</summary>
    public long Size { get; private set; }

    /// <summary>Whether the layer hides all that is below it.</summary>
    public bool IsOpaque { get; private set; }

    /// <summary>Whether the archive said what the root folder itself is like.</summary>
    public bool HasRoot { get; private set; }

    /// <summary>
    /// Whether the folder depends on the layers below: the archive has entries in folders that it doesn't describe, or links to files that
    /// it doesn't have.
    /// </summary>
    public bool NeedsLower => implied.Count + linksBelow.Count > 0;

    /// <summary>Makes all entries of an archive. <see cref="Finish"/> must follow.</summary>
    public void Unpack(TarReader tar, CancellationToken cancel)
    {
        while (tar.Next() is { } entry)
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                Make(entry, tar, cancel);
            }
            catch (IOException e)
            {
                throw LayerFaults.Named(e, entry.Name);
            }
        }
    }

    /// <summary>Completes what depends on the layers below (null: there are none), and sets the folders' times.</summary>
    public void Finish(LayerChain? lower)
    {
        foreach (string path in implied)
        {
            if (lower?.Find(path) is { Stat.Kind: FileKind.Directory } original)
            {
                CopyFolderAttributes(original, path);
            }
        }

        foreach ((string path, string target) in linksBelow)
        {
            CopyFromBelow(lower, target, path);
        }

        foreach ((string path, FileTime time) in folderTimes)
        {
            (string parent, string name) = EntryPath.Split(path);
            if (folders.Find(parent) is { } folder)
            {
                FileCalls.SetTimes(folder, path.Length == 0 ? "." : name, time, time);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => folders.Dispose();

    private void Make(TarEntry entry, TarReader tar, CancellationToken cancel)
    {
        string path = EntryPath.Clean(entry.Name);
        if (path.Length == 0)
        {
            if (entry.Kind == TarEntryKind.Folder)
            {
                SetFolder(root.Handle, ".", "", entry);
                HasRoot = true;
            }

            return; // any other kind can't take the root's place
        }

        (string parent, string name) = EntryPath.Split(path);
        if (name.StartsWith(OverlayMarks.WhiteoutPrefix, StringComparison.Ordinal))
        {
            MakeMark(parent, name, entry);
            return;
        }

        SafeFileHandle folder = Parent(parent);
        switch (entry.Kind)
        {
            case TarEntryKind.File:
                MakeFile(folder, path, entry, tar, cancel);
                break;
            case TarEntryKind.Folder:
                MakeFolder(folder, path, entry);
                break;
            case TarEntryKind.HardLink:
                MakeHardLink(folder, path, entry);
                break;
            default:
                MakeSpecial(folder, path, entry);
                break;
        }
    }

    private void MakeFile(SafeFileHandle folder, string path, TarEntry entry, TarReader tar, CancellationToken cancel)
    {
        using SafeFileHandle file = Create(folder, path);
        long written = 0;
        for (ReadOnlySpan<byte> part = tar.Content(out long offset); !part.IsEmpty; part = tar.Content(out offset))
        {
            cancel.ThrowIfCancellationRequested();
            RandomAccess.Write(file, part, offset);
            written = offset + part.Length;
        }

        if (written < entry.Size)
        {
            FileCalls.SetLength(file, entry.Size); // a hole at the end
        }

        Size += entry.Size;
        SetAll(file, entry);
    }

    private SafeFileHandle Create(SafeFileHandle folder, string path)
    {
        const OpenFlags flags = OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Exclusive | OpenFlags.NoFollow;
        (_, string name) = EntryPath.Split(path);
        try
        {
            return FileCalls.Open(folder, name, flags, 0x180 /* 0600 */);
        }
        catch (LinuxException e) when (e.Errno == Errno.EEXIST)
        {
            return FileCalls.Open(Vacate(folder, path), name, flags, 0x180);
        }
    }

    private void MakeFolder(SafeFileHandle folder, string path, TarEntry entry)
    {
        (_, string name) = EntryPath.Split(path);
        if (!FileCalls.MakeFolderIfMissing(folder, name, FolderMode))
        {
            FileStat there = FileCalls.Stat(folder, name);
            if (there.Kind != FileKind.Directory)
            {
                folder = Vacate(folder, path);
                FileCalls.MakeFolder(folder, name, FolderMode);
                if (OverlayMarks.IsWhiteout(there))
                {
                    OverlayMarks.MakeOpaque(folder, name); // deleted and made again: nothing of the old one shows
                }
            }
        }

        implied.Remove(path);
        SetFolder(folder, name, path, entry);
    }

    private void SetFolder(SafeFileHandle parent, string name, string path, TarEntry entry)
    {
        using SafeFileHandle made = FileCalls.Open(parent, name, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow);
        SetAll(made, entry);
        folderTimes[path] = entry.Modified;
    }

    private void MakeHardLink(SafeFileHandle folder, string path, TarEntry entry)
    {
        string target = EntryPath.Clean(entry.LinkName);
        (string targetParent, string targetName) = EntryPath.Split(target);
        (string parent, string name) = EntryPath.Split(path);
        FileStat? there = FileCalls.StatIfExists(folder, name);
        SafeFileHandle? targetFolder = target.Length == 0 ? null : folders.Find(targetParent);
        FileStat? meant = targetFolder is null ? null : FileCalls.StatIfExists(targetFolder, targetName);
        if (meant is not { } file || OverlayMarks.IsWhiteout(file))
        {
            linksBelow.Add((path, target));
            return;
        }

        if (there is { } old)
        {
            if (old.IsSameFile(file))
            {
                return; // the link is there already, perhaps by way of a linked folder
            }

            folder = Vacate(folder, path);
            targetFolder = folders.Find(targetParent) ?? throw new LinuxException("link", target, Errno.ENOENT);
            folder = Parent(parent);
        }

        FileCalls.MakeLink(targetFolder!, targetName, folder, name);
    }

    private void MakeSpecial(SafeFileHandle folder, string path, TarEntry entry)
    {
        (_, string name) = EntryPath.Split(path);
        if (FileCalls.StatIfExists(folder, name) is not null)
        {
            folder = Vacate(folder, path);
        }

        if (entry.Kind == TarEntryKind.SymbolicLink)
        {
            FileCalls.MakeSymlink(entry.LinkName, folder, name);
        }
        else
        {
            FileKind kind = entry.Kind switch
            {
                TarEntryKind.CharacterDevice => FileKind.CharacterDevice,
                TarEntryKind.BlockDevice => FileKind.BlockDevice,
                _ => FileKind.Pipe,
            };
            FileCalls.MakeNode(folder, name, kind, entry.Mode, entry.Device);
        }

        FileCalls.SetOwner(folder, name, entry.User, entry.Group);
        if (entry.Kind != TarEntryKind.SymbolicLink)
        {
            FileCalls.SetMode(folder, name, entry.Mode); // the umask had a say in the first one
        }

        foreach ((string attribute, byte[] value) in Attributes(entry))
        {
            LayerFaults.SetAttribute(attribute, () => FileCalls.SetAttribute(folder, name, attribute, value));
        }

        FileCalls.SetTimes(folder, name, entry.Modified, entry.Modified);
    }

    /// <summary>A deletion speaks of the layers below, so what this layer has under that name stays.</summary>
    private void MakeMark(string parent, string name, TarEntry entry)
    {
        if (name == OverlayMarks.OpaqueName)
        {
            IsOpaque |= parent.Length == 0;
            OverlayMarks.MakeOpaque(Parent(parent), ".");
            return;
        }

        if (name.StartsWith(OverlayMarks.ReservedPrefix, StringComparison.Ordinal))
        {
            return;
        }

        string deleted = name[OverlayMarks.WhiteoutPrefix.Length..];
        if (deleted is "" or "." or "..")
        {
            throw new ImageException(ImageErrorKind.Invalid, $"invalid layer: the entry \"{entry.Name}\" deletes no name");
        }

        SafeFileHandle folder = Parent(parent);
        switch (FileCalls.StatIfExists(folder, deleted))
        {
            case null:
                OverlayMarks.MakeWhiteout(folder, deleted);
                break;
            case { Kind: FileKind.Directory }:
                OverlayMarks.MakeOpaque(folder, deleted);
                break;
        }
    }

    /// <summary>The folder of a clean path, made where the archive has an entry in it before it has one for it.</summary>
    private SafeFileHandle Parent(string path)
    {
        if (folders.Find(path) is { } folder)
        {
            return folder;
        }

        (string parent, string name) = EntryPath.Split(path);
        folder = Parent(parent);
        if (FileCalls.MakeFolderIfMissing(folder, name, FolderMode))
        {
            implied.Add(path);
        }
        else
        {
            MakePassable(folder, name, path);
        }

        return folders.Find(path) ?? throw new LinuxException("open", path, Errno.ENOTDIR);
    }

    private void MakePassable(SafeFileHandle folder, string name, string path)
    {
        FileStat there = FileCalls.Stat(folder, name);
        if (OverlayMarks.IsWhiteout(there))
        {
            FileCalls.Remove(folder, name);
            FileCalls.MakeFolder(folder, name, FolderMode);
            OverlayMarks.MakeOpaque(folder, name);
        }
        else if (there.Kind == FileKind.SymbolicLink)
        {
            root.CreateFolders(path, FolderMode).Dispose(); // where the link leads, inside
        }
    }

    /// <summary>Takes away what has an entry's name, and gives the folder again: descriptors known before may mean other places now.</summary>
    private SafeFileHandle Vacate(SafeFileHandle folder, string path)
    {
        (string parent, string name) = EntryPath.Split(path);
        FileStat there = FileCalls.Stat(folder, name);
        FileCalls.RemoveTree(folder, name);
        if (there.Kind is FileKind.Directory or FileKind.SymbolicLink)
        {
            folders.Clear();
            return Parent(parent);
        }

        return folder;
    }

    private static void SetAll(SafeFileHandle file, TarEntry entry)
    {
        FileCalls.SetOwner(file, entry.User, entry.Group);
        FileCalls.SetMode(file, entry.Mode);
        foreach ((string attribute, byte[] value) in Attributes(entry))
        {
            LayerFaults.SetAttribute(attribute, () => FileCalls.SetAttribute(file, attribute, value));
        }

        FileCalls.SetTimes(file, entry.Modified, entry.Modified);
    }

    private static IEnumerable<KeyValuePair<string, byte[]>> Attributes(TarEntry entry) =>
        entry.Attributes?.Where(a => !OverlayMarks.IsOverlayAttribute(a.Key)) ?? [];

    private void CopyFolderAttributes(LayerChain.Found original, string path)
    {
        (string parent, string name) = EntryPath.Split(path);
        if (folders.Find(parent) is { } folder && FileCalls.StatIfExists(folder, name) is { Kind: FileKind.Directory })
        {
            TreeCopy.CopyAttributes(original.Folder, original.Name, original.Stat, folder, name);
            folderTimes[path] = original.Stat.ModifyTime;
        }
    }

    private void CopyFromBelow(LayerChain? lower, string target, string path)
    {
        if (lower?.Find(target) is not { Stat.Kind: not FileKind.Directory } original)
        {
            throw new ImageException(ImageErrorKind.Invalid, $"invalid layer: \"{path}\" is a link to \"{target}\", which isn't there");
        }

        (string parent, string name) = EntryPath.Split(path);
        SafeFileHandle folder = Parent(parent);
        if (FileCalls.StatIfExists(folder, name) is not null)
        {
            folder = Vacate(folder, path);
        }

        TreeCopy.CopyFile(original.Folder, original.Name, original.Stat, folder, name);
        Size += original.Stat.Size;
    }
}
