using Berth.Linux;

namespace Berth.Monitor;

/// <summary>
/// How a container starts: what the monitor prepares, in order, and then what the child does between clone(2) and execve(2), in order. docs/container-start.md
/// is this list; a test checks that they are the same.
/// </summary>
internal static class ContainerSetup
{
    public static readonly Preparation[] Preparations =
    [
        new("root", "The root is a detached mount first, so that names in it can be resolved before anybody runs there.", RootPreparation.Run),
        new("user", "User and groups are looked up in the container's own passwd and group.", UserPreparation.Run),
        new("namespaces", "Those of other containers are opened while their processes can be found.", NamespacePreparation.Run),
        new("cgroups", "Under cgroup v1 the container sees its own part of each tree: copies of the mounts, taken here where they can be reached.", CgroupPreparation.Run),
        new("devices", "/dev is filled while it is detached: nothing in the image can stand in its place.", DevicePreparation.Run),
        new("terminal", "A terminal of the container's own /dev/pts: one of the host's is not a terminal inside.", TerminalPreparation.Run),
        new("init", "This executable's own sealed file, for an init process that is no file of the container.", ContainerInit.Prepare),
        new("mounts", "Sources are opened on the host, targets made in the container's root, never by string.", MountPreparation.Run),
        new("working folder", "Made where it is missing, as Docker does.", WorkingFolderPreparation.Run),
        new("paths to hide", "proc and sys have the same files here as there: what is not on this kernel needs no step.", HiddenPathPreparation.Run),
        new("read-only root", "Last: until here targets were made in it.", ReadOnlyRootPreparation.Run),
        new("limits", "What this machine's root may not raise stays, with a warning.", LimitPreparation.Run),
    ];

    public static readonly SetupStep[] Steps =
    [
        new("signals", "Ignored ones would survive execve; blocked ones too.", ProcessSteps.ResetSignals),
        new("monitor's death", "From here on the container does not outlive its monitor.", ProcessSteps.DieWithMonitor),
        new("cgroups", "Before anything else is made: what the child does from here on is accounted to the container.", NamespaceSteps.JoinCgroups),
        new("cgroup namespace", "After joining: the cgroup that a process is in becomes the namespace's root.", NamespaceSteps.EnterCgroupNamespace),
        new("namespaces", "Those that are shared: network, and what the request takes from others.", NamespaceSteps.Join),
        new("keyring", "A session keyring of its own: the host's keys are out of reach.", NamespaceSteps.NewKeyring),
        new("out-of-memory score", "While /proc is still the host's.", ProcessSteps.SetOomScore),
        new("private mounts", "Nothing that is mounted from here on reaches the host.", MountSteps.MakePrivate),
        new("root", "The detached root is attached, becomes the root, and the host's is gone.", MountSteps.EnterRoot),
        new("proc", "Of the new pid namespace.", MountSteps.MountProc),
        new("dev", "The prepared /dev with its terminals, message queues and shared memory.", MountSteps.MountDev),
        new("sys", "Of the joined network namespace; read-only unless privileged.", MountSteps.MountSys),
        new("cgroup file systems", "The container's own part of the tree, read-only unless privileged.", MountSteps.MountCgroups),
        new("mounts", "The request's, in its order, so that one may lie in another.", MountSteps.MountRequested),
        new("console", "The terminal is /dev/console too.", MountSteps.MountConsole),
        new("host name", "In a UTS namespace of its own only.", NamespaceSteps.SetHostName),
        new("kernel settings", "While /proc/sys can be written to.", NamespaceSteps.SetSysctls),
        new("masked paths", "After proc and sys are there: a file is hidden by /dev/null, a folder by an empty read-only one.", MountSteps.MaskPaths),
        new("read-only paths", "Each bound to itself and remounted.", MountSteps.MakeReadOnly),
        new("session and streams", "A session of its own, with the terminal where there is one.", ProcessSteps.SetStreams),
        new("limits", "Before the user changes: raising needs root.", ProcessSteps.SetLimits),
        new("umask", "Docker's 0022.", ProcessSteps.SetUmask),
        new("working folder", "As root first: a folder that only root may enter works too.", ProcessSteps.EnterWorkingFolderAsRoot),
        new("filter", "Without no-new-privileges it must be loaded while the process is still privileged.", SecuritySteps.LoadFilterEarly),
        new("bounding set", "No program gets back what is not in it.", SecuritySteps.LimitBoundingSet),
        new("user", "Groups first: only root may set them.", SecuritySteps.SetUser),
        new("working folder as user", "For one that only the user may enter.", ProcessSteps.EnterWorkingFolderAsUser),
        new("capabilities", "Permitted and effective for root, none for others; none inheritable.", SecuritySteps.SetCapabilities),
        new("no new privileges", "Executing gains nothing; the filter can follow.", SecuritySteps.ForbidNewPrivileges),
        new("monitor's death again", "A change of user has cleared it.", ProcessSteps.DieWithMonitor),
        new("descriptors", "None but the streams reaches the program.", ProcessSteps.CloseDescriptors),
        new("program", "Along PATH of the container's environment.", ProcessSteps.Execute),
    ];

    /// <summary>Does all that comes before the child.</summary>
    /// <exception cref="SetupException">Something is not as the request has it.</exception>
    /// <exception cref="LinuxException">The kernel refused something.</exception>
    public static void Prepare(SetupContext context)
    {
        foreach (Preparation preparation in Preparations)
        {
            preparation.Run(context);
        }
    }

    /// <summary>The child's program.</summary>
    public static SyscallProgram Compile(SetupContext context)
    {
        var program = new SyscallProgram();
        foreach (SetupStep step in Steps)
        {
            step.Add(program, context);
        }
        return program;
    }
}
