using System.Runtime.InteropServices;
using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Images;

/// <summary>
/// Copies files with all that they are: owner, mode, attributes, times, hard links, holes. Content is shared where the file system can
/// (FICLONE), else copied within the kernel.
/// </summary>
internal sealed class TreeCopy
{
    private readonly Dictionary<(DeviceNumber Device, ulong Inode), string> links = [];
    private readonly RootedFolder target;

    private TreeCopy(RootedFolder target) => this.target = target;

    /// <summary>Bytes of the files copied.</summary>
    public long Size { get; private set; }

    /// <summary>
    /// Puts a layer's tree on top of what <paramref name="target"/> holds, as overlayfs would show it: deletions delete, opaque folders
    /// empty theirs, other kinds replace.
    /// </summary>
    public static long Apply(RootedFolder layer, RootedFolder target)
    {
        var copy = new TreeCopy(target);
        FileStat root = FileCalls.Stat(layer.Handle);
        using SafeFileHandle from = FileCalls.Open(layer.Handle, ".", OpenFlags.ReadOnly | OpenFlags.Directory);
        using SafeFileHandle to = FileCalls.Open(target.Handle, ".", OpenFlags.ReadOnly | OpenFlags.Directory);
        copy.Merge(from, to, "");
        CopyAttributes(layer.Handle, ".", root, target.Handle, ".");
        return copy.Size;
    }

    /// <summary>Copies an overlay's upper folder as it is, deletions and opaque folders with it, to become a layer. Sockets stay behind.</summary>
    public static void Duplicate(RootedFolder upper, RootedFolder target)
    {
        var copy = new TreeCopy(target);
        using SafeFileHandle from = FileCalls.Open(upper.Handle, ".", OpenFlags.ReadOnly | OpenFlags.Directory);
        using SafeFileHandle to = FileCalls.Open(target.Handle, ".", OpenFlags.ReadOnly | OpenFlags.Directory);
        copy.DuplicateFolder(from, to, "");
        CopyAttributes(upper.Handle, ".", FileCalls.Stat(upper.Handle), target.Handle, ".");
    }

    /// <summary>Copies one file that isn't a folder to a name that doesn't exist.</summary>
    public static void CopyFile(SafeHandle fromFolder, string fromName, in FileStat stat, SafeHandle toFolder, string toName)
    {
        switch (stat.Kind)
        {
            case FileKind.Regular:
                using (SafeFileHandle from = FileCalls.Open(fromFolder, fromName, OpenFlags.ReadOnly | OpenFlags.NoFollow))
                using (SafeFileHandle to = FileCalls.Open(toFolder, toName, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Exclusive | OpenFlags.NoFollow, 0x180))
                {
                    FileCalls.CopyContents(from, to);
                }

                break;
            case FileKind.SymbolicLink:
                FileCalls.MakeSymlink(FileCalls.ReadLink(fromFolder, fromName), toFolder, toName);
                break;
            default:
                FileCalls.MakeNode(toFolder, toName, stat.Kind, stat.Mode, stat.Represents);
                break;
        }

        CopyAttributes(fromFolder, fromName, stat, toFolder, toName);
    }

    /// <summary>Gives a file another's owner, mode, attributes (overlayfs's own aside) and times.</summary>
    public static void CopyAttributes(SafeHandle fromFolder, string fromName, in FileStat stat, SafeHandle toFolder, string toName)
    {
        FileCalls.SetOwner(toFolder, toName, stat.User, stat.Group);
        if (stat.Kind != FileKind.SymbolicLink)
        {
            FileCalls.SetMode(toFolder, toName, stat.Mode);
        }

        foreach (string attribute in FileCalls.ListAttributes(fromFolder, fromName))
        {
            if (!OverlayMarks.IsOverlayAttribute(attribute) && FileCalls.GetAttribute(fromFolder, fromName, attribute) is { } value)
            {
                LayerFaults.SetAttribute(attribute, () => FileCalls.SetAttribute(toFolder, toName, attribute, value));
            }
        }

        FileCalls.SetTimes(toFolder, toName, stat.ModifyTime, stat.ModifyTime);
    }

    private void DuplicateFolder(SafeFileHandle from, SafeFileHandle to, string path)
    {
        foreach (FolderEntry entry in FileCalls.List(from))
        {
            FileStat stat = FileCalls.Stat(from, entry.Name);
            string inner = path.Length == 0 ? entry.Name : path + "/" + entry.Name;
            if (stat.Kind == FileKind.Directory)
            {
                FileCalls.MakeFolder(to, entry.Name);
                using (SafeFileHandle innerFrom = FileCalls.Open(from, entry.Name, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow))
                using (SafeFileHandle innerTo = FileCalls.Open(to, entry.Name, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow))
                {
                    DuplicateFolder(innerFrom, innerTo, inner);
                }

                if (OverlayMarks.IsOpaque(from, entry.Name))
                {
                    OverlayMarks.MakeOpaque(to, entry.Name);
                }

                CopyAttributes(from, entry.Name, stat, to, entry.Name);
            }
            else if (stat.Kind != FileKind.Socket)
            {
                CopyOrLink(from, to, entry.Name, inner, stat);
            }
        }
    }

    private void Merge(SafeFileHandle from, SafeFileHandle to, string path)
    {
        foreach (FolderEntry entry in FileCalls.List(from))
        {
            FileStat stat = FileCalls.Stat(from, entry.Name);
            FileStat? there = FileCalls.StatIfExists(to, entry.Name);
            string inner = path.Length == 0 ? entry.Name : path + "/" + entry.Name;
            if (stat.Kind == FileKind.Directory)
            {
                MergeFolder(from, to, entry.Name, inner, stat, there);
                continue;
            }

            if (there is not null)
            {
                FileCalls.RemoveTree(to, entry.Name);
            }

            if (!OverlayMarks.IsWhiteout(stat))
            {
                CopyOrLink(from, to, entry.Name, inner, stat);
            }
        }
    }

    private void MergeFolder(SafeFileHandle from, SafeFileHandle to, string name, string path, in FileStat stat, FileStat? there)
    {
        if (there is not null && (there.Value.Kind != FileKind.Directory || OverlayMarks.IsOpaque(from, name)))
        {
            FileCalls.RemoveTree(to, name);
            there = null;
        }

        if (there is null)
        {
            FileCalls.MakeFolder(to, name);
        }

        using (SafeFileHandle innerFrom = FileCalls.Open(from, name, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow))
        using (SafeFileHandle innerTo = FileCalls.Open(to, name, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow))
        {
            Merge(innerFrom, innerTo, path);
        }

        CopyAttributes(from, name, stat, to, name);
    }

    private void CopyOrLink(SafeFileHandle from, SafeFileHandle to, string name, string path, in FileStat stat)
    {
        if (stat.Links > 1)
        {
            if (links.TryGetValue((stat.Device, stat.Inode), out string? first))
            {
                using SafeFileHandle parent = target.OpenParent(first, out string firstName);
                FileCalls.MakeLink(parent, firstName, to, name);
                return;
            }

            links[(stat.Device, stat.Inode)] = path;
        }

        CopyFile(from, name, stat, to, name);
        Size += stat.Kind == FileKind.Regular ? stat.Size : 0;
    }
}
