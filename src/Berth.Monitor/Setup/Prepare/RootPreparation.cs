using Berth.Linux;

namespace Berth.Monitor;

/// <summary>Makes the root of one start: a detached copy of the mount that the monitor keeps.</summary>
internal static class RootPreparation
{
    private static readonly string[] Folders = ["proc", "sys", "dev"];

    public static void Run(SetupContext context)
    {
        context.Root = context.Own(new RootedFolder(context.Resources.CloneRoot()));
        foreach (string name in Folders)
        {
            FileCalls.MakeFolderIfMissing(context.Root.Handle, name);
            if (FileCalls.Stat(context.Root.Handle, name).Kind != FileKind.Directory)
            {
                // A link here could send the mount elsewhere in the container.
                throw SetupException.Other($"root /{name}", Errno.ENOTDIR, $"/{name} in the container's root is not a folder");
            }
        }
    }
}
