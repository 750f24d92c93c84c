namespace Berth.Linux.Tests;

/// <summary>Programs as text: nothing is run.</summary>
public class SyscallProgramTextTests
{
    private static void Prints(SyscallProgram program, string expected) => Assert.Equal(expected.ReplaceLineEndings("\n") + "\n", program.ToString());

    [Fact]
    public void A_container_s_mounts() => Prints(
        new SyscallProgram()
            .Mount("none", "/", null, MountFlags.Recursive | MountFlags.Private)
            .Mount("proc", "/proc", "proc", MountFlags.NoSetUid | MountFlags.NoDevices | MountFlags.NoExecute)
            .Mount("/dev/null", "/proc/kcore", null, MountFlags.Bind).Ignoring(Errno.ENOENT, Errno.ENOTDIR)
            .PivotRoot(".", ".")
            .Unmount(".", detach: true)
            .ChangeFolder("/"),
        """
        mount("none", "/", NULL, MS_REC|MS_PRIVATE, NULL)
        mount("proc", "/proc", "proc", MS_NOSUID|MS_NODEV|MS_NOEXEC, NULL)
        mount("/dev/null", "/proc/kcore", NULL, MS_BIND, NULL) ignoring ENOENT ENOTDIR
        pivot_root(".", ".")
        umount2(".", MNT_DETACH)
        chdir("/")
        """);

    [Fact]
    public void Results_go_from_step_to_step()
    {
        var program = new SyscallProgram();
        Register root = program.NewRegister("root");
        program.OpenInRoot(root, "/etc/hosts", OpenFlags.PathOnly, out Register target)
            .OpenTree(ProgramFile.WorkingFolder, "/var/lib/hosts", out Register tree, recursive: false)
            .MoveMount(tree, target, "", "/etc/hosts")
            .SetMountAttributes(tree, "", MountAttributes.ReadOnly | MountAttributes.NoAccessTime, recursive: false)
            .WriteFile("/proc/self/oom_score_adj", "500");
        Prints(program,
            """
            $file = openat2($root, "/etc/hosts", {flags=O_PATH|O_CLOEXEC, resolve=RESOLVE_IN_ROOT}, 24)
            $tree = open_tree(AT_FDCWD, "/var/lib/hosts", OPEN_TREE_CLONE|OPEN_TREE_CLOEXEC)
            move_mount($tree, "", $file, "", MOVE_MOUNT_F_EMPTY_PATH|MOVE_MOUNT_T_EMPTY_PATH)
            mount_setattr($tree, "", AT_EMPTY_PATH, {set=MOUNT_ATTR_RDONLY|MOUNT_ATTR_NOATIME, clear=0, propagation=0}, 32)
            $file = openat(AT_FDCWD, "/proc/self/oom_score_adj", O_WRONLY|O_CLOEXEC, 00)
            write($file, "500", 3)
            close($file)
            """);
    }

    [Fact]
    public void New_file_systems() => Prints(
        new SyscallProgram()
            .OpenFileSystem("tmpfs", out Register fs)
            .SetFileSystemOption(fs, "size", "64m")
            .SetFileSystemOption(fs, "ro")
            .CreateFileSystem(fs, "/dev")
            .MountFileSystem(fs, MountAttributes.NoSetUid, out Register mount)
            .MoveMount(mount, ProgramFile.WorkingFolder, "dev"),
        """
        $tmpfs = fsopen("tmpfs", FSOPEN_CLOEXEC)
        fsconfig($tmpfs, FSCONFIG_SET_STRING, "size", "64m", 0)
        fsconfig($tmpfs, FSCONFIG_SET_FLAG, "ro", NULL, 0)
        fsconfig($tmpfs, FSCONFIG_CMD_CREATE, NULL, NULL, 0)
        $mount = fsmount($tmpfs, FSMOUNT_CLOEXEC, MOUNT_ATTR_NOSUID)
        move_mount($mount, "", AT_FDCWD, "dev", MOVE_MOUNT_F_EMPTY_PATH|MOVE_MOUNT_T_SYMLINKS)
        """);

    [Fact]
    public void What_a_process_becomes() => Prints(
        new SyscallProgram()
            .ResetSignals(Signals.Term, Signals.Int)
            .NewSession()
            .SetUmask(0x12)
            .SetLimit(ResourceLimit.OpenFiles, 1024, ulong.MaxValue)
            .SetHostName("web")
            .Unshare(Namespaces.Cgroup)
            .KeepBoundingSet(CapabilitySet.Of(Capability.ChOwn, Capability.Kill))
            .KeepCapabilities(true)
            .SetGroups(5, 6)
            .SetGroup(33)
            .SetUser(33)
            .SetCapabilities(CapabilitySet.All, CapabilitySet.All, CapabilitySet.None)
            .ClearAmbient()
            .RaiseAmbient(CapabilitySet.Of(Capability.NetBindService))
            .SetNoNewPrivileges()
            .LoadFilter(new byte[80])
            .SetParentDeathSignal(Signals.Kill)
            .CloseOnExecute(3)
            .ExecuteCommand("sh", "/bin:/usr/bin/:", ["sh", "-c", "echo \"a\n\""], ["PATH=/bin"]),
        """
        reset_signals()
        rt_sigprocmask(SIG_BLOCK, [TERM INT], 0, 8)
        setsid()
        umask(022)
        prlimit64(0, RLIMIT_NOFILE, {1024, RLIM_INFINITY}, 0)
        sethostname("web", 3)
        unshare(CLONE_NEWCGROUP)
        keep_bounding(CAP_CHOWN,CAP_KILL)
        prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
        setgroups(2, [5, 6])
        setresgid(33, 33, 33)
        setresuid(33, 33, 33)
        capset({_LINUX_CAPABILITY_VERSION_3, 0}, {effective=all, permitted=all, inheritable=none})
        prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
        raise_ambient(CAP_NET_BIND_SERVICE)
        prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        seccomp(SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_SPEC_ALLOW, 10 instructions)
        prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0)
        close_range(3, ~0U, CLOSE_RANGE_CLOEXEC)
        execve("/bin/sh", ["sh", "-c", "echo \"a\n\""], ["PATH=/bin"]) or
        execve("/usr/bin/sh", ["sh", "-c", "echo \"a\n\""], ["PATH=/bin"]) or
        execve("./sh", ["sh", "-c", "echo \"a\n\""], ["PATH=/bin"])
        """.Replace("echo \"a\n\"", "echo \\\"a\\n\\\"", StringComparison.Ordinal));

    [Fact]
    public void A_program_that_does_not_reset_the_signals_is_not_started() =>
        Assert.Throws<InvalidOperationException>(() => new SyscallProgram().Execute("/bin/true", ["true"], []).Start());
}
