namespace Berth.Linux;

/// <summary>
/// Docker's default seccomp profile as data: what every container may call, what a capability adds, and the calls whose arguments decide. Everything else is
/// refused with EPERM.
/// </summary>
internal static class DefaultProfile
{
    private const int ENOSYS = 38, AF_ALG = 38, AF_VSOCK = 40;
    private const ulong NamespaceFlags = 0x7E020000;   // of clone(2): everything that makes a namespace but a time namespace

    /// <summary>Allowed for all, in the order of the names' bytes, each followed by a space.</summary>
    public static ReadOnlySpan<byte> Always =>
        "_llseek _newselect accept accept4 access adjtimex alarm bind brk cachestat capget capset chdir chmod chown chown32 clock_adjtime clock_adjtime64 "u8
        + "clock_getres clock_getres_time64 clock_gettime clock_gettime64 clock_nanosleep clock_nanosleep_time64 close close_range connect copy_file_range creat "u8
        + "dup dup2 dup3 epoll_create epoll_create1 epoll_ctl epoll_ctl_old epoll_pwait epoll_pwait2 epoll_wait epoll_wait_old eventfd eventfd2 execve execveat "u8
        + "exit exit_group faccessat faccessat2 fadvise64 fadvise64_64 fallocate fanotify_mark fchdir fchmod fchmodat fchmodat2 fchown fchown32 fchownat fcntl "u8
        + "fcntl64 fdatasync fgetxattr flistxattr flock fork fremovexattr fsetxattr fstat fstat64 fstatat64 fstatfs fstatfs64 fsync ftruncate ftruncate64 futex "u8
        + "futex_requeue futex_time64 futex_wait futex_waitv futex_wake futimesat get_robust_list get_thread_area getcpu getcwd getdents getdents64 getegid "u8
        + "getegid32 geteuid geteuid32 getgid getgid32 getgroups getgroups32 getitimer getpeername getpgid getpgrp getpid getppid getpriority getrandom "u8
        + "getresgid getresgid32 getresuid getresuid32 getrlimit getrusage getsid getsockname getsockopt gettid gettimeofday getuid getuid32 getxattr getxattrat "u8
        + "inotify_add_watch inotify_init inotify_init1 inotify_rm_watch io_cancel io_destroy io_getevents io_pgetevents io_pgetevents_time64 io_setup io_submit "u8
        + "ioctl ioprio_get ioprio_set ipc kill landlock_add_rule landlock_create_ruleset landlock_restrict_self lchown lchown32 lgetxattr link linkat listen "u8
        + "listmount listxattr listxattrat llistxattr lremovexattr lseek lsetxattr lstat lstat64 madvise map_shadow_stack membarrier memfd_create memfd_secret "u8
        + "mincore mkdir mkdirat mknod mknodat mlock mlock2 mlockall mmap mmap2 mprotect mq_getsetattr mq_notify mq_open mq_timedreceive mq_timedreceive_time64 "u8
        + "mq_timedsend mq_timedsend_time64 mq_unlink mremap mseal msgctl msgget msgrcv msgsnd msync munlock munlockall munmap name_to_handle_at nanosleep "u8
        + "newfstatat open openat openat2 pause pidfd_open pidfd_send_signal pipe pipe2 pkey_alloc pkey_free pkey_mprotect poll ppoll ppoll_time64 prctl pread64 "u8
        + "preadv preadv2 prlimit64 process_mrelease process_vm_readv process_vm_writev pselect6 pselect6_time64 ptrace pwrite64 pwritev pwritev2 read readahead "u8
        + "readlink readlinkat readv recv recvfrom recvmmsg recvmmsg_time64 recvmsg remap_file_pages removexattr removexattrat rename renameat renameat2 "u8
        + "restart_syscall rmdir rseq rt_sigaction rt_sigpending rt_sigprocmask rt_sigqueueinfo rt_sigreturn rt_sigsuspend rt_sigtimedwait "u8
        + "rt_sigtimedwait_time64 rt_tgsigqueueinfo sched_get_priority_max sched_get_priority_min sched_getaffinity sched_getattr sched_getparam "u8
        + "sched_getscheduler sched_rr_get_interval sched_rr_get_interval_time64 sched_setaffinity sched_setattr sched_setparam sched_setscheduler sched_yield "u8
        + "seccomp select semctl semget semop semtimedop semtimedop_time64 send sendfile sendfile64 sendmmsg sendmsg sendto set_robust_list set_thread_area "u8
        + "set_tid_address setfsgid setfsgid32 setfsuid setfsuid32 setgid setgid32 setgroups setgroups32 setitimer setpgid setpriority setregid setregid32 "u8
        + "setresgid setresgid32 setresuid setresuid32 setreuid setreuid32 setrlimit setsid setsockopt setuid setuid32 setxattr setxattrat shmat shmctl shmdt "u8
        + "shmget shutdown sigaltstack signalfd signalfd4 sigprocmask sigreturn socketcall socketpair splice stat stat64 statfs statfs64 statmount statx symlink "u8
        + "symlinkat sync sync_file_range syncfs sysinfo tee tgkill time timer_create timer_delete timer_getoverrun timer_gettime timer_gettime64 timer_settime "u8
        + "timer_settime64 timerfd_create timerfd_gettime timerfd_gettime64 timerfd_settime timerfd_settime64 times tkill truncate truncate64 ugetrlimit umask "u8
        + "uname unlink unlinkat uretprobe utime utimensat utimensat_time64 utimes vfork vmsplice wait4 waitid waitpid write writev "u8;

    /// <summary>Adds the profile's rules for a container that holds these capabilities.</summary>
    public static void Fill(SeccompRules rules, CapabilitySet held)
    {
        rules.AllowSorted(Always);
        // Neither the machine's hypervisor nor the kernel's own ciphers, which unprivileged programs have used to break out.
        rules.Add("socket"u8, new SeccompRule(SeccompAction.Allow, [new(0, SeccompOperator.NotEqual, AF_VSOCK, 0), new(0, SeccompOperator.NotEqual, AF_ALG, 0)]));
        foreach (ulong persona in (ReadOnlySpan<ulong>)[0, 8, 0x20000, 0x20008, 0xFFFFFFFF])
        {
            rules.Add("personality"u8, new SeccompRule(SeccompAction.Allow, [new(0, SeccompOperator.Equal, persona, 0)]));
        }
        if (rules.IsX86)
        {
            rules.Allow("arch_prctl modify_ldt "u8);
        }
        else
        {
            rules.Allow("arm_fadvise64_64 arm_sync_file_range breakpoint cacheflush set_tls sync_file_range2 "u8);
        }
        if (!held.Has(Capability.SysAdmin))
        {
            rules.Add("clone"u8, new SeccompRule(SeccompAction.Allow, [new(0, SeccompOperator.MaskedEqual, NamespaceFlags, 0)]));
            rules.Add("clone3"u8, new SeccompRule(SeccompAction.Error(ENOSYS), []));   // its flags lie in memory: callers fall back to clone
        }
        AllowIf(Capability.DacReadSearch, "open_by_handle_at "u8);
        AllowIf(Capability.SysAdmin, "bpf clone clone3 fanotify_init fsconfig fsmount fsopen fspick lookup_dcookie lsm_get_self_attr lsm_list_modules lsm_set_self_attr mount mount_setattr move_mount open_tree perf_event_open quotactl quotactl_fd setdomainname sethostname setns syslog umount umount2 unshare "u8);
        AllowIf(Capability.SysBoot, "reboot "u8);
        AllowIf(Capability.SysChRoot, "chroot "u8);
        AllowIf(Capability.SysModule, "delete_module finit_module init_module "u8);
        AllowIf(Capability.SysPAcct, "acct "u8);
        AllowIf(Capability.SysPTrace, "kcmp pidfd_getfd process_madvise process_vm_readv process_vm_writev ptrace "u8);
        AllowIf(Capability.SysRawIo, "ioperm iopl "u8);
        AllowIf(Capability.SysTime, "clock_settime clock_settime64 settimeofday stime "u8);
        AllowIf(Capability.SysTtyConfig, "vhangup "u8);
        AllowIf(Capability.SysNice, "get_mempolicy mbind set_mempolicy set_mempolicy_home_node "u8);
        AllowIf(Capability.SysLog, "syslog "u8);
        AllowIf(Capability.Bpf, "bpf "u8);
        AllowIf(Capability.PerfMon, "perf_event_open "u8);

        void AllowIf(Capability capability, ReadOnlySpan<byte> names)
        {
            if (held.Has(capability))
            {
                rules.Allow(names);
            }
        }
    }
}
