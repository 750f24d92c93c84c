using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Images;

/// <summary>
/// Makes a layer's archive of its folder, or of the changes in a copy. Entries are in the order of their names, so the same folder always
/// gives the same bytes; overlayfs's marks become the archive's (<see cref="OverlayMarks"/>). Sockets have no form in an archive.
/// </summary>
internal sealed class LayerArchiver(Stream target, CancellationToken cancel)
{
    private const int BufferBytes = 256 * 1024;

    private readonly TarWriter tar = new(target);
    private readonly Dictionary<ulong, string> links = [];
    private readonly byte[] buffer = new byte[BufferBytes];

    /// <summary>Writes a layer's folder; <paramref name="withRoot"/>: the root folder's attributes too.</summary>
    public void AddLayer(RootedFolder layer, bool withRoot)
    {
        if (withRoot)
        {
            tar.Start(Entry(layer.Handle, ".", ".", FileCalls.Stat(layer.Handle)));
        }

        using SafeFileHandle root = FileCalls.Open(layer.Handle, ".", OpenFlags.ReadOnly | OpenFlags.Directory);
        AddFolder(root, "");
        tar.End();
    }

    /// <summary>Writes what differs in a whole tree: changed and new files as they are, deletions as marks.</summary>
    public void AddChanges(RootedFolder tree, IReadOnlyList<FileChange> changes)
    {
        foreach (FileChange change in changes)
        {
            string path = change.Path[1..];
            (string parentPath, string name) = EntryPath.Split(path);
            if (change.Kind == FileChangeKind.Deleted)
            {
                AddMark(Join(parentPath, OverlayMarks.WhiteoutPrefix + name));
                continue;
            }

            using SafeFileHandle? parent = tree.OpenIfExists("/" + parentPath, OpenFlags.PathOnly | OpenFlags.Directory);
            if (parent is not null && FileCalls.StatIfExists(parent, name) is { } stat)
            {
                AddOne(parent, name, path, stat);
            }
        }

        tar.End();
    }

    private void AddFolder(SafeFileHandle folder, string path)
    {
        List<FolderEntry> entries = FileCalls.List(folder);
        entries.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        foreach (FolderEntry entry in entries)
        {
            cancel.ThrowIfCancellationRequested();
            FileStat stat = FileCalls.Stat(folder, entry.Name);
            string inner = Join(path, entry.Name);
            if (OverlayMarks.IsWhiteout(stat))
            {
                AddMark(Join(path, OverlayMarks.WhiteoutPrefix + entry.Name));
                continue;
            }

            AddOne(folder, entry.Name, inner, stat);
            if (stat.Kind == FileKind.Directory)
            {
                if (OverlayMarks.IsOpaque(folder, entry.Name))
                {
                    AddMark(Join(inner, OverlayMarks.OpaqueName));
                }

                using SafeFileHandle open = FileCalls.Open(folder, entry.Name, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow);
                AddFolder(open, inner);
            }
        }
    }

    private void AddOne(SafeFileHandle folder, string name, string path, in FileStat stat)
    {
        if (stat.Kind == FileKind.Socket)
        {
            return;
        }

        if (stat.Kind != FileKind.Directory && stat.Links > 1 && !links.TryAdd(stat.Inode, path))
        {
            TarEntry link = Entry(folder, name, path, stat);
            link.Kind = TarEntryKind.HardLink;
            link.LinkName = links[stat.Inode];
            link.Size = 0;
            link.Attributes = null;
            tar.Start(link);
            return;
        }

        if (stat.Kind != FileKind.Regular)
        {
            tar.Start(Entry(folder, name, path, stat));
            return;
        }

        using SafeFileHandle file = FileCalls.Open(folder, name, OpenFlags.ReadOnly | OpenFlags.NoFollow);
        tar.Start(Entry(folder, name, path, stat));
        Copy(file, stat.Size, path);
        tar.EndContent(stat.Size);
    }

    private void Copy(SafeFileHandle file, long size, string path)
    {
        for (long at = 0; at < size;)
        {
            cancel.ThrowIfCancellationRequested();
            int read = RandomAccess.Read(file, buffer.AsSpan(0, (int)Math.Min(buffer.Length, size - at)), at);
            if (read == 0)
            {
                throw new ImageException(ImageErrorKind.Failed, $"{path}: the file became shorter while it was read");
            }

            tar.Write(buffer.AsSpan(0, read));
            at += read;
        }
    }

    // Without a time: unpacking keeps none for marks, and the archive must come out the same again.
    private void AddMark(string path) => tar.Start(new TarEntry { Name = path, Kind = TarEntryKind.File });

    private static TarEntry Entry(SafeFileHandle folder, string name, string path, in FileStat stat)
    {
        TarEntryKind kind = stat.Kind switch
        {
            FileKind.Directory => TarEntryKind.Folder,
            FileKind.SymbolicLink => TarEntryKind.SymbolicLink,
            FileKind.CharacterDevice => TarEntryKind.CharacterDevice,
            FileKind.BlockDevice => TarEntryKind.BlockDevice,
            FileKind.Pipe => TarEntryKind.Pipe,
            _ => TarEntryKind.File,
        };
        return new TarEntry
        {
            Name = path,
            Kind = kind,
            Mode = stat.Kind == FileKind.SymbolicLink ? 0x1FF : stat.Mode,
            User = stat.User,
            Group = stat.Group,
            Size = kind == TarEntryKind.File ? stat.Size : 0,
            Modified = new FileTime(stat.ModifyTime.Seconds, 0),
            LinkName = kind == TarEntryKind.SymbolicLink ? FileCalls.ReadLink(folder, name) : "",
            Device = kind is TarEntryKind.CharacterDevice or TarEntryKind.BlockDevice ? stat.Represents : default,
            Attributes = Attributes(folder, name),
        };
    }

    // Capabilities and what users set themselves; labels and access lists are this machine's.
    private static List<KeyValuePair<string, byte[]>>? Attributes(SafeFileHandle folder, string name)
    {
        List<KeyValuePair<string, byte[]>>? found = null;
        foreach (string attribute in FileCalls.ListAttributes(folder, name))
        {
            bool isKept = attribute == "security.capability" || (attribute.StartsWith("user.", StringComparison.Ordinal) && !OverlayMarks.IsOverlayAttribute(attribute));
            if (isKept && FileCalls.GetAttribute(folder, name, attribute) is { } value)
            {
                (found ??= []).Add(new(attribute, value));
            }
        }

        return found;
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : path + "/" + name;
}
