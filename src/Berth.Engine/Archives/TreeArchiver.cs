using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Engine;

/// <summary>Writes files of a container as a tar archive.</summary>
/// <param name="tree">The container's files.</param>
/// <param name="destination">The archive.</param>
/// <param name="crosses">Whether a mount at a path belongs to the archive; what is mounted elsewhere (procfs, say) stays empty.</param>
internal sealed class TreeArchiver(ContainerTree tree, Stream destination, Func<string, bool> crosses)
{
    private readonly Dictionary<(DeviceNumber, ulong), string> _linked = [];

    /// <summary>Writes what is at a resolved path, and all below it, under a name of its own; of a folder without a name only what is in it.</summary>
    public void Add(string resolved, string name, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (tree.Stat(resolved) is not { } stat || stat.Kind == FileKind.Socket)
        {
            return;
        }

        if (stat.Kind == FileKind.Directory)
        {
            AddFolder(resolved, name, stat, cancel);
            return;
        }

        if (stat.Links > 1)
        {
            if (_linked.TryGetValue((stat.Device, stat.Inode), out string? first))
            {
                TarHeaderWriter.Write(destination, name, '1', stat, 0, first, []);
                return;
            }

            _linked[(stat.Device, stat.Inode)] = name;
        }

        AddFile(resolved, name, stat);
    }

    private void AddFolder(string resolved, string name, FileStat stat, CancellationToken cancel)
    {
        string folderName = name.Length == 0 || name.EndsWith('/') ? name : name + "/";
        if (folderName.Length > 0)
        {
            TarHeaderWriter.Write(destination, folderName, '5', stat, 0, "", Attributes(resolved));
        }

        if (stat.IsMountRoot && resolved != "/" && !crosses(resolved))
        {
            return;
        }

        List<FolderEntry> entries;
        using (var folder = tree.Open(resolved, OpenFlags.ReadOnly | OpenFlags.Directory))
        {
            entries = FileCalls.List(folder);
        }

        foreach (string entry in entries.Select(one => one.Name).Order(StringComparer.Ordinal))
        {
            Add(resolved == "/" ? "/" + entry : $"{resolved}/{entry}", folderName + entry, cancel);
        }
    }

    private void AddFile(string resolved, string name, FileStat stat)
    {
        switch (stat.Kind)
        {
            case FileKind.SymbolicLink:
                TarHeaderWriter.Write(destination, name, '2', stat, 0, tree.LinkAt(resolved) ?? "", []);
                break;
            case FileKind.CharacterDevice:
                TarHeaderWriter.Write(destination, name, '3', stat, 0, "", []);
                break;
            case FileKind.BlockDevice:
                TarHeaderWriter.Write(destination, name, '4', stat, 0, "", []);
                break;
            case FileKind.Pipe:
                TarHeaderWriter.Write(destination, name, '6', stat, 0, "", []);
                break;
            default:
                if (stat.IsMountRoot && !crosses(resolved))
                {
                    TarHeaderWriter.Write(destination, name, '0', stat, 0, "", []);
                }
                else
                {
                    AddContent(resolved, name);
                }

                break;
        }
    }

    private void AddContent(string resolved, string name)
    {
        using var file = tree.Open(resolved, OpenFlags.ReadOnly | OpenFlags.NonBlocking);
        var stat = FileCalls.Stat(file);
        TarHeaderWriter.Write(destination, name, '0', stat, stat.Size, "", Attributes(resolved));
        CopyExactly(file, stat.Size);
        TarHeaderWriter.Pad(destination, stat.Size);
    }

    // The header has said how long it is: what grows meanwhile is cut, what shrinks is filled with zeros.
    private void CopyExactly(SafeFileHandle file, long length)
    {
        byte[] buffer = new byte[128 * 1024];
        while (length > 0)
        {
            int wanted = (int)Math.Min(length, buffer.Length);
            int read = FileCalls.Read(file, buffer.AsSpan(0, wanted));
            if (read == 0)
            {
                Array.Clear(buffer, 0, wanted);
                read = wanted;
            }

            destination.Write(buffer, 0, read);
            length -= read;
        }
    }

    private List<KeyValuePair<string, byte[]>> Attributes(string resolved)
    {
        var attributes = new List<KeyValuePair<string, byte[]>>();
        var (root, path, _) = tree.Locate(resolved);
        using var parent = root.OpenParent(path, out string name);
        foreach (string attribute in FileCalls.ListAttributes(parent, name))
        {
            if ((attribute == "security.capability" || attribute.StartsWith("user.", StringComparison.Ordinal))
                && FileCalls.GetAttribute(parent, name, attribute) is { } value)
            {
                attributes.Add(new(attribute, value));
            }
        }

        return attributes;
    }
}
