using Berth.Linux;
using Berth.Supervision;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>Mounts a container's root file system, detached: an overlay of its layers, or the folder that it is already.</summary>
internal static class RootMount
{
    public static SafeFileHandle Create(RootFileSystem root)
    {
        SafeFileHandle mount = root.LowerFolders.Count == 0
            ? MountCalls.CloneTree(FileCalls.WorkingFolder, root.UpperFolder, recursive: false)
            : OverlayMount.Create(Mount.Overlay(root.LowerFolders, root.UpperFolder, root.WorkFolder));
        MountCalls.SetAttributes(mount, "", MountAttributes.None, propagation: MountPropagation.Private, recursive: false);
        return mount;
    }
}
