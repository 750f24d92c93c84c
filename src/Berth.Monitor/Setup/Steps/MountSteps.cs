using Berth.Linux;

namespace Berth.Monitor;

/// <summary>Steps that make the container's tree of mounts.</summary>
internal static class MountSteps
{
    private const MountAttributes Plain = MountAttributes.NoSetUid | MountAttributes.NoExecute | MountAttributes.NoDevices;

    public static void MakePrivate(SyscallProgram program, SetupContext context) =>
        program.SetMountAttributes(ProgramFile.WorkingFolder, "/", MountAttributes.None, propagation: MountPropagation.Private);

    public static void EnterRoot(SyscallProgram program, SetupContext context)
    {
        // Any folder that is there will do: only this namespace sees it covered, and only for a moment.
        string place = context.Request.Root.UpperFolder;
        program.MoveMount(context.Root.Handle, ProgramFile.WorkingFolder, place, "root")
            .ChangeFolder(context.Root.Handle, "root")
            .PivotRoot(".", ".")
            .Unmount(".", detach: true)   // the old root lies on the new one
            .ChangeFolder("/");
    }

    public static void MountProc(SyscallProgram program, SetupContext context) => MountNew(program, "proc", "/proc", Plain);

    public static void MountDev(SyscallProgram program, SetupContext context)
    {
        if (context.Devices is { } devices)
        {
            program.MoveMount(devices, ProgramFile.WorkingFolder, "/dev");
            if (context.Terminals is { } terminals)
            {
                program.MoveMount(terminals, ProgramFile.WorkingFolder, "/dev/pts");
            }
            MountNew(program, "mqueue", "/dev/mqueue", Plain);
        }
        if (context.SharedMemory is { } memory)
        {
            program.MoveMount(memory, ProgramFile.WorkingFolder, "/dev/shm");
        }
    }

    public static void MountSys(SyscallProgram program, SetupContext context) =>
        MountNew(program, "sysfs", "/sys", Plain | (context.Isolation.Privileged ? 0 : MountAttributes.ReadOnly));

    public static void MountCgroups(SyscallProgram program, SetupContext context)
    {
        MountAttributes attributes = Plain | (context.Isolation.Privileged ? 0 : MountAttributes.ReadOnly);
        if (context.CgroupRoot is { } root)
        {
            program.MoveMount(root, ProgramFile.WorkingFolder, "/sys/fs/cgroup");
            foreach ((string name, var tree) in context.CgroupTrees)
            {
                program.MoveMount(tree, ProgramFile.WorkingFolder, "/sys/fs/cgroup/" + name);
            }
            program.SetMountAttributes(ProgramFile.WorkingFolder, "/sys/fs/cgroup", attributes);
        }
        else if (context.Resources.Cgroups.Unified is not null)
        {
            MountNew(program, "cgroup2", "/sys/fs/cgroup", attributes);
        }
    }

    public static void MountRequested(SyscallProgram program, SetupContext context)
    {
        foreach (PreparedMount mount in context.Mounts)
        {
            program.MoveMount(mount.Tree, ProgramFile.WorkingFolder, mount.Target);
        }
    }

    public static void MountConsole(SyscallProgram program, SetupContext context)
    {
        if (context.TerminalNumber >= 0 && context.Devices is not null)
        {
            program.Mount($"/dev/pts/{context.TerminalNumber}", "/dev/console", null, MountFlags.Bind);
        }
    }

    public static void MaskPaths(SyscallProgram program, SetupContext context)
    {
        foreach ((string path, bool isFolder) in context.Masked)
        {
            if (isFolder)
            {
                program.Mount("tmpfs", path, "tmpfs", MountFlags.ReadOnly | MountFlags.NoSetUid | MountFlags.NoDevices | MountFlags.NoExecute, "nr_blocks=1");
            }
            else
            {
                program.Mount("/dev/null", path, null, MountFlags.Bind);
            }
            program.Ignoring(Errno.ENOENT, Errno.ENOTDIR);
        }
    }

    public static void MakeReadOnly(SyscallProgram program, SetupContext context)
    {
        foreach (string path in context.ReadOnlyPaths)
        {
            program.OpenTree(ProgramFile.WorkingFolder, path, out Register tree).Ignoring(Errno.ENOENT, Errno.ENOTDIR);
            program.SetMountAttributes(tree, "", MountAttributes.ReadOnly)
                .MoveMount(tree, ProgramFile.WorkingFolder, path)
                .Close(tree);
        }
    }

    private static void MountNew(SyscallProgram program, string type, string target, MountAttributes attributes) =>
        program.OpenFileSystem(type, out Register fileSystem)
            .CreateFileSystem(fileSystem, target)
            .MountFileSystem(fileSystem, attributes, out Register mount)
            .MoveMount(mount, ProgramFile.WorkingFolder, target)
            .Close(mount)
            .Close(fileSystem);
}
