using Berth.Linux;

namespace Berth.Monitor;

/// <summary>Makes what the container sees of its cgroups under cgroup v1.</summary>
internal static class CgroupPreparation
{
    private const string Top = "/sys/fs/cgroup/";

    public static void Run(SetupContext context)
    {
        var seen = new List<(string Name, string Folder)>();
        foreach (string folder in context.Request.CgroupFolders)
        {
            if (!folder.StartsWith(Top, StringComparison.Ordinal) || FileCalls.StatFileSystem(folder).Type == FileSystemStat.Cgroup2)
            {
                continue;   // version 2 is mounted anew in the child
            }
            seen.Add((folder[Top.Length..].Split('/')[0], folder));
        }
        if (seen.Count == 0)
        {
            return;
        }
        context.CgroupRoot = context.Own(MountCalls.CreateFileSystem("tmpfs", [new("mode", "755")], MountAttributes.NoSetUid | MountAttributes.NoDevices | MountAttributes.NoExecute));
        foreach ((string name, string folder) in seen)
        {
            FileCalls.MakeFolder(context.CgroupRoot, name);
            var tree = context.Own(MountCalls.CloneTree(FileCalls.WorkingFolder, folder, recursive: false));
            MountCalls.SetAttributes(tree, "", context.Isolation.Privileged ? MountAttributes.None : MountAttributes.ReadOnly, propagation: MountPropagation.Private);
            context.CgroupTrees.Add((name, tree));
            LinkControllers(context, name);
        }
    }

    // Hierarchies with several controllers (cpu,cpuacct) have a link for each of them.
    private static void LinkControllers(SetupContext context, string name)
    {
        if (name.Contains(','))
        {
            foreach (string controller in name.Split(','))
            {
                FileCalls.MakeSymlink(name, context.CgroupRoot!, controller);
            }
        }
    }
}
