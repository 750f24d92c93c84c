using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>Copies what is in a folder into an empty one, with owners, modes, times, links and attributes. Follows no link.</summary>
internal static class FolderCopy
{
    public static void Copy(SafeFileHandle from, SafeFileHandle to)
    {
        foreach (FolderEntry entry in FileCalls.List(from))
        {
            CopyEntry(from, to, entry.Name);
        }
        FileStat stat = FileCalls.Stat(from);
        FileCalls.SetOwner(to, ".", stat.User, stat.Group);
        FileCalls.SetMode(to, ".", stat.Mode);
    }

    private static void CopyEntry(SafeFileHandle from, SafeFileHandle to, string name)
    {
        FileStat stat = FileCalls.Stat(from, name);
        switch (stat.Kind)
        {
            case FileKind.Directory:
                FileCalls.MakeFolder(to, name);
                using (SafeFileHandle inner = FileCalls.Open(from, name, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow))
                using (SafeFileHandle copy = FileCalls.Open(to, name, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow))
                {
                    Copy(inner, copy);
                }
                break;
            case FileKind.SymbolicLink:
                FileCalls.MakeSymlink(FileCalls.ReadLink(from, name), to, name);
                FileCalls.SetOwner(to, name, stat.User, stat.Group);
                break;
            case FileKind.Regular:
                using (SafeFileHandle source = FileCalls.Open(from, name, OpenFlags.ReadOnly | OpenFlags.NoFollow))
                using (SafeFileHandle copy = FileCalls.Open(to, name, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Exclusive | OpenFlags.NoFollow, 0x180 /* 0600 */))
                {
                    FileCalls.CopyContents(source, copy);
                }
                break;
            default:
                FileCalls.MakeNode(to, name, stat.Kind, stat.Mode, stat.Represents);
                break;
        }
        if (stat.Kind is FileKind.Regular or not (FileKind.Directory or FileKind.SymbolicLink))
        {
            FileCalls.SetOwner(to, name, stat.User, stat.Group);
            FileCalls.SetMode(to, name, stat.Mode);
        }
        CopyAttributes(from, to, name);
        FileCalls.SetTimes(to, name, stat.AccessTime, stat.ModifyTime);
    }

    private static void CopyAttributes(SafeFileHandle from, SafeFileHandle to, string name)
    {
        foreach (string attribute in FileCalls.ListAttributes(from, name))
        {
            // What a tmpfs has no room for (user.*, before 6.6) isn't worth failing for; overlayfs's own marks are not contents.
            if (attribute is "security.capability" && FileCalls.GetAttribute(from, name, attribute) is { } value)
            {
                FileCalls.SetAttribute(to, name, attribute, value);
            }
        }
    }
}
