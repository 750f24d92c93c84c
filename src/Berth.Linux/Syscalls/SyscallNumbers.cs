using System.Runtime.InteropServices;

namespace Berth.Linux;

/// <summary>The numbers of the system calls that Berth uses, of the architecture that this process runs on
/// (x86-64: asm/unistd_64.h; arm64: asm-generic/unistd.h).</summary>
internal static class SyscallNumbers
{
    public static int Read => Arm64 ? 63 : 0;
    public static int Write => Arm64 ? 64 : 1;
    public static int Close => Arm64 ? 57 : 3;
    public static int Lseek => Arm64 ? 62 : 8;
    public static int RtSigaction => Arm64 ? 134 : 13;
    public static int RtSigprocmask => Arm64 ? 135 : 14;
    public static int Ioctl => Arm64 ? 29 : 16;
    public static int PRead64 => Arm64 ? 67 : 17;
    public static int PWrite64 => Arm64 ? 68 : 18;
    public static int Readv => Arm64 ? 65 : 19;
    public static int Writev => Arm64 ? 66 : 20;
    public static int Getpid => Arm64 ? 172 : 39;
    public static int Sendfile => Arm64 ? 71 : 40;
    public static int Socket => Arm64 ? 198 : 41;
    public static int Connect => Arm64 ? 203 : 42;
    public static int Sendto => Arm64 ? 206 : 44;
    public static int Recvfrom => Arm64 ? 207 : 45;
    public static int Sendmsg => Arm64 ? 211 : 46;
    public static int Recvmsg => Arm64 ? 212 : 47;
    public static int Shutdown => Arm64 ? 210 : 48;
    public static int Bind => Arm64 ? 200 : 49;
    public static int Listen => Arm64 ? 201 : 50;
    public static int Getsockname => Arm64 ? 204 : 51;
    public static int Getpeername => Arm64 ? 205 : 52;
    public static int Socketpair => Arm64 ? 199 : 53;
    public static int Setsockopt => Arm64 ? 208 : 54;
    public static int Getsockopt => Arm64 ? 209 : 55;
    public static int Execve => Arm64 ? 221 : 59;
    public static int Exit => Arm64 ? 93 : 60;
    public static int Kill => Arm64 ? 129 : 62;
    public static int Uname => Arm64 ? 160 : 63;
    public static int Fcntl => Arm64 ? 25 : 72;
    public static int Flock => Arm64 ? 32 : 73;
    public static int Fsync => Arm64 ? 82 : 74;
    public static int Fdatasync => Arm64 ? 83 : 75;
    public static int Ftruncate => Arm64 ? 46 : 77;
    public static int Chdir => Arm64 ? 49 : 80;
    public static int Fchdir => Arm64 ? 50 : 81;
    public static int Fchmod => Arm64 ? 52 : 91;
    public static int Fchown => Arm64 ? 55 : 93;
    public static int Umask => Arm64 ? 166 : 95;
    public static int Setsid => Arm64 ? 157 : 112;
    public static int Setgroups => Arm64 ? 159 : 116;
    public static int Setresuid => Arm64 ? 147 : 117;
    public static int Setresgid => Arm64 ? 149 : 119;
    public static int Getsid => Arm64 ? 156 : 124;
    public static int Capget => Arm64 ? 90 : 125;
    public static int Capset => Arm64 ? 91 : 126;
    public static int Personality => Arm64 ? 92 : 135;
    public static int Statfs => Arm64 ? 43 : 137;
    public static int Fstatfs => Arm64 ? 44 : 138;
    public static int Setpriority => Arm64 ? 140 : 141;
    public static int SchedSetscheduler => Arm64 ? 119 : 144;
    public static int PivotRoot => Arm64 ? 41 : 155;
    public static int Prctl => Arm64 ? 167 : 157;
    public static int Chroot => Arm64 ? 51 : 161;
    public static int Sync => Arm64 ? 81 : 162;
    public static int Mount => Arm64 ? 40 : 165;
    public static int Umount2 => Arm64 ? 39 : 166;
    public static int Sethostname => Arm64 ? 161 : 170;
    public static int Setdomainname => Arm64 ? 162 : 171;
    public static int Gettid => Arm64 ? 178 : 186;
    public static int Setxattr => Arm64 ? 5 : 188;
    public static int Lsetxattr => Arm64 ? 6 : 189;
    public static int Fsetxattr => Arm64 ? 7 : 190;
    public static int Getxattr => Arm64 ? 8 : 191;
    public static int Lgetxattr => Arm64 ? 9 : 192;
    public static int Fgetxattr => Arm64 ? 10 : 193;
    public static int Llistxattr => Arm64 ? 12 : 195;
    public static int Flistxattr => Arm64 ? 13 : 196;
    public static int Removexattr => Arm64 ? 14 : 197;
    public static int Lremovexattr => Arm64 ? 15 : 198;
    public static int Fremovexattr => Arm64 ? 16 : 199;
    public static int SchedSetaffinity => Arm64 ? 122 : 203;
    public static int Getdents64 => Arm64 ? 61 : 217;
    public static int ExitGroup => Arm64 ? 94 : 231;
    public static int EpollCtl => Arm64 ? 21 : 233;
    public static int Tgkill => Arm64 ? 131 : 234;
    public static int Waitid => Arm64 ? 95 : 247;
    public static int AddKey => Arm64 ? 217 : 248;
    public static int Keyctl => Arm64 ? 219 : 250;
    public static int IoprioSet => Arm64 ? 30 : 251;
    public static int InotifyAddWatch => Arm64 ? 27 : 254;
    public static int InotifyRmWatch => Arm64 ? 28 : 255;
    public static int Openat => Arm64 ? 56 : 257;
    public static int Mkdirat => Arm64 ? 34 : 258;
    public static int Mknodat => Arm64 ? 33 : 259;
    public static int Fchownat => Arm64 ? 54 : 260;
    public static int Unlinkat => Arm64 ? 35 : 263;
    public static int Linkat => Arm64 ? 37 : 265;
    public static int Symlinkat => Arm64 ? 36 : 266;
    public static int Readlinkat => Arm64 ? 78 : 267;
    public static int Fchmodat => Arm64 ? 53 : 268;
    public static int Ppoll => Arm64 ? 73 : 271;
    public static int Unshare => Arm64 ? 97 : 272;
    public static int Splice => Arm64 ? 76 : 275;
    public static int Utimensat => Arm64 ? 88 : 280;
    public static int EpollPwait => Arm64 ? 22 : 281;
    public static int TimerfdCreate => Arm64 ? 85 : 283;
    public static int Fallocate => Arm64 ? 47 : 285;
    public static int TimerfdSettime => Arm64 ? 86 : 286;
    public static int Accept4 => Arm64 ? 242 : 288;
    public static int Signalfd4 => Arm64 ? 74 : 289;
    public static int Eventfd2 => Arm64 ? 19 : 290;
    public static int EpollCreate1 => Arm64 ? 20 : 291;
    public static int Dup3 => Arm64 ? 24 : 292;
    public static int Pipe2 => Arm64 ? 59 : 293;
    public static int InotifyInit1 => Arm64 ? 26 : 294;
    public static int Prlimit64 => Arm64 ? 261 : 302;
    public static int Syncfs => Arm64 ? 267 : 306;
    public static int Setns => Arm64 ? 268 : 308;
    public static int ProcessVmReadv => Arm64 ? 270 : 310;
    public static int Renameat2 => Arm64 ? 276 : 316;
    public static int Seccomp => Arm64 ? 277 : 317;
    public static int Getrandom => Arm64 ? 278 : 318;
    public static int MemfdCreate => Arm64 ? 279 : 319;
    public static int Bpf => Arm64 ? 280 : 321;
    public static int Execveat => Arm64 ? 281 : 322;
    public static int CopyFileRange => Arm64 ? 285 : 326;
    public static int Statx => Arm64 ? 291 : 332;
    public const int PidfdSendSignal = 424;
    public const int OpenTree = 428;
    public const int MoveMount = 429;
    public const int Fsopen = 430;
    public const int Fsconfig = 431;
    public const int Fsmount = 432;
    public const int Fspick = 433;
    public const int PidfdOpen = 434;
    public const int Clone3 = 435;
    public const int CloseRange = 436;
    public const int Openat2 = 437;
    public const int PidfdGetfd = 438;
    public const int Faccessat2 = 439;
    public const int MountSetattr = 442;
    public const int Fchmodat2 = 452;

    /// <summary>Whether this process runs on arm64; else it is x86-64, the only other architecture that Berth is built for.</summary>
    public static bool Arm64 => RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    /// <summary>The kernel's name of a call, or <c>syscall N</c> where it isn't one of these.</summary>
    public static string NameOf(int number)
    {
        foreach ((int candidate, string name) in Names)
        {
            if (candidate == number)
            {
                return name;
            }
        }
        return $"syscall {number}";
    }

    // Built when asked for: only printed programs and messages need it.
    private static (int Number, string Name)[] Names =>
    [
        (Read, "read"),
        (Write, "write"),
        (Close, "close"),
        (Lseek, "lseek"),
        (RtSigaction, "rt_sigaction"),
        (RtSigprocmask, "rt_sigprocmask"),
        (Ioctl, "ioctl"),
        (PRead64, "pread64"),
        (PWrite64, "pwrite64"),
        (Readv, "readv"),
        (Writev, "writev"),
        (Getpid, "getpid"),
        (Sendfile, "sendfile"),
        (Socket, "socket"),
        (Connect, "connect"),
        (Sendto, "sendto"),
        (Recvfrom, "recvfrom"),
        (Sendmsg, "sendmsg"),
        (Recvmsg, "recvmsg"),
        (Shutdown, "shutdown"),
        (Bind, "bind"),
        (Listen, "listen"),
        (Getsockname, "getsockname"),
        (Getpeername, "getpeername"),
        (Socketpair, "socketpair"),
        (Setsockopt, "setsockopt"),
        (Getsockopt, "getsockopt"),
        (Execve, "execve"),
        (Exit, "exit"),
        (Kill, "kill"),
        (Uname, "uname"),
        (Fcntl, "fcntl"),
        (Flock, "flock"),
        (Fsync, "fsync"),
        (Fdatasync, "fdatasync"),
        (Ftruncate, "ftruncate"),
        (Chdir, "chdir"),
        (Fchdir, "fchdir"),
        (Fchmod, "fchmod"),
        (Fchown, "fchown"),
        (Umask, "umask"),
        (Setsid, "setsid"),
        (Setgroups, "setgroups"),
        (Setresuid, "setresuid"),
        (Setresgid, "setresgid"),
        (Getsid, "getsid"),
        (Capget, "capget"),
        (Capset, "capset"),
        (Personality, "personality"),
        (Statfs, "statfs"),
        (Fstatfs, "fstatfs"),
        (Setpriority, "setpriority"),
        (SchedSetscheduler, "sched_setscheduler"),
        (PivotRoot, "pivot_root"),
        (Prctl, "prctl"),
        (Chroot, "chroot"),
        (Sync, "sync"),
        (Mount, "mount"),
        (Umount2, "umount2"),
        (Sethostname, "sethostname"),
        (Setdomainname, "setdomainname"),
        (Gettid, "gettid"),
        (Setxattr, "setxattr"),
        (Lsetxattr, "lsetxattr"),
        (Fsetxattr, "fsetxattr"),
        (Getxattr, "getxattr"),
        (Lgetxattr, "lgetxattr"),
        (Fgetxattr, "fgetxattr"),
        (Llistxattr, "llistxattr"),
        (Flistxattr, "flistxattr"),
        (Removexattr, "removexattr"),
        (Lremovexattr, "lremovexattr"),
        (Fremovexattr, "fremovexattr"),
        (SchedSetaffinity, "sched_setaffinity"),
        (Getdents64, "getdents64"),
        (ExitGroup, "exit_group"),
        (EpollCtl, "epoll_ctl"),
        (Tgkill, "tgkill"),
        (Waitid, "waitid"),
        (AddKey, "add_key"),
        (Keyctl, "keyctl"),
        (IoprioSet, "ioprio_set"),
        (InotifyAddWatch, "inotify_add_watch"),
        (InotifyRmWatch, "inotify_rm_watch"),
        (Openat, "openat"),
        (Mkdirat, "mkdirat"),
        (Mknodat, "mknodat"),
        (Fchownat, "fchownat"),
        (Unlinkat, "unlinkat"),
        (Linkat, "linkat"),
        (Symlinkat, "symlinkat"),
        (Readlinkat, "readlinkat"),
        (Fchmodat, "fchmodat"),
        (Ppoll, "ppoll"),
        (Unshare, "unshare"),
        (Splice, "splice"),
        (Utimensat, "utimensat"),
        (EpollPwait, "epoll_pwait"),
        (TimerfdCreate, "timerfd_create"),
        (Fallocate, "fallocate"),
        (TimerfdSettime, "timerfd_settime"),
        (Accept4, "accept4"),
        (Signalfd4, "signalfd4"),
        (Eventfd2, "eventfd2"),
        (EpollCreate1, "epoll_create1"),
        (Dup3, "dup3"),
        (Pipe2, "pipe2"),
        (InotifyInit1, "inotify_init1"),
        (Prlimit64, "prlimit64"),
        (Syncfs, "syncfs"),
        (Setns, "setns"),
        (ProcessVmReadv, "process_vm_readv"),
        (Renameat2, "renameat2"),
        (Seccomp, "seccomp"),
        (Getrandom, "getrandom"),
        (MemfdCreate, "memfd_create"),
        (Bpf, "bpf"),
        (Execveat, "execveat"),
        (CopyFileRange, "copy_file_range"),
        (Statx, "statx"),
        (PidfdSendSignal, "pidfd_send_signal"),
        (OpenTree, "open_tree"),
        (MoveMount, "move_mount"),
        (Fsopen, "fsopen"),
        (Fsconfig, "fsconfig"),
        (Fsmount, "fsmount"),
        (Fspick, "fspick"),
        (PidfdOpen, "pidfd_open"),
        (CloseRange, "close_range"),
        (Openat2, "openat2"),
        (PidfdGetfd, "pidfd_getfd"),
        (Faccessat2, "faccessat2"),
        (MountSetattr, "mount_setattr"),
        (Fchmodat2, "fchmodat2"),
    ];
}
