using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Engine;

/// <summary>Copies a folder with everything that belongs to it: owners, permissions, times, links, devices, extended attributes, holes.</summary>
internal static class TreeCopy
{
    /// <summary>Copies a folder.</summary>
    /// <param name="source">The folder, open for reading.</param>
    /// <param name="parent">Where the copy goes.</param>
    /// <param name="name">The copy's name, which is free.</param>
    public static void Copy(SafeFileHandle source, SafeFileHandle parent, string name)
    {
        var linked = new Dictionary<(DeviceNumber, ulong), SafeFileHandle>();
        try
        {
            CopyFolder(source, parent, name, linked);
        }
        finally
        {
            foreach (var file in linked.Values)
            {
                file.Dispose();
            }
        }
    }

    private static void CopyFolder(SafeFileHandle source, SafeFileHandle parent, string name, Dictionary<(DeviceNumber, ulong), SafeFileHandle> linked)
    {
        FileCalls.MakeFolder(parent, name, 0x1C0 /* 0700 */);
        using var target = FileCalls.Open(parent, name, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow);
        foreach (var entry in FileCalls.List(source))
        {
            CopyEntry(source, target, entry.Name, linked);
        }

        var stat = FileCalls.Stat(source);
        CopyAttributes(parent, name, source, ".");
        FileCalls.SetOwner(target, stat.User, stat.Group);
        FileCalls.SetMode(target, stat.Mode);
        FileCalls.SetTimes(target, stat.AccessTime, stat.ModifyTime);
    }

    private static void CopyEntry(SafeFileHandle source, SafeFileHandle target, string name, Dictionary<(DeviceNumber, ulong), SafeFileHandle> linked)
    {
        var stat = FileCalls.Stat(source, name);
        if (stat.Kind == FileKind.Directory)
        {
            using var inner = FileCalls.Open(source, name, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow);
            CopyFolder(inner, target, name, linked);
            return;
        }

        if (stat.Kind == FileKind.Socket)
        {
            return;
        }

        if (stat.Links > 1 && linked.TryGetValue((stat.Device, stat.Inode), out var first))
        {
            FileCalls.MakeLink(first, target, name);
            return;
        }

        switch (stat.Kind)
        {
            case FileKind.SymbolicLink:
                FileCalls.MakeSymlink(FileCalls.ReadLink(source, name), target, name);
                break;
            case FileKind.Regular:
                CopyContents(source, target, name);
                break;
            default:
                FileCalls.MakeNode(target, name, stat.Kind, stat.Mode, stat.Represents);
                break;
        }

        FileCalls.SetOwner(target, name, stat.User, stat.Group);
        CopyAttributes(target, name, source, name);
        if (stat.Kind != FileKind.SymbolicLink)
        {
            // After the owner: a change of owner takes set-id bits away.
            FileCalls.SetMode(target, name, stat.Mode);
        }

        FileCalls.SetTimes(target, name, stat.AccessTime, stat.ModifyTime);
        if (stat.Links > 1)
        {
            linked[(stat.Device, stat.Inode)] = FileCalls.Open(target, name, OpenFlags.PathOnly | OpenFlags.NoFollow);
        }
    }

    private static void CopyContents(SafeFileHandle source, SafeFileHandle target, string name)
    {
        using var from = FileCalls.Open(source, name, OpenFlags.ReadOnly | OpenFlags.NoFollow | OpenFlags.NonBlocking);
        using var to = FileCalls.Open(target, name, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Exclusive, 0x180 /* 0600 */);
        FileCalls.CopyContents(from, to);
    }

    private static void CopyAttributes(SafeFileHandle target, string targetName, SafeFileHandle source, string sourceName)
    {
        foreach (string attribute in FileCalls.ListAttributes(source, sourceName))
        {
            // overlayfs's own marks mean nothing outside of it.
            if (!attribute.StartsWith("trusted.overlay.", StringComparison.Ordinal) && FileCalls.GetAttribute(source, sourceName, attribute) is { } value)
            {
                FileCalls.SetAttribute(target, targetName, attribute, value);
            }
        }
    }
}
