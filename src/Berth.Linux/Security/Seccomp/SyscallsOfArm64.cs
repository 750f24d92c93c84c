namespace Berth.Linux;

/// <summary>arm64's system calls (asm-generic/unistd.h). One call a line: its name and number, in the order of the names' bytes.</summary>
internal static class SyscallsOfArm64
{
    /// <summary>The lines.</summary>
    public static ReadOnlySpan<byte> Lines =>
        "accept 202\naccept4 242\nacct 89\nadd_key 217\nadjtimex 171\nbind 200\nbpf 280\nbrk 214\ncachestat 451\ncapget 90\ncapset 91\nchdir 49\nchroot 51\n"u8
        + "clock_adjtime 266\nclock_getres 114\nclock_gettime 113\nclock_nanosleep 115\nclock_settime 112\nclone 220\nclone3 435\nclose 57\nclose_range 436\n"u8
        + "connect 203\ncopy_file_range 285\ndelete_module 106\ndup 23\ndup3 24\nepoll_create1 20\nepoll_ctl 21\nepoll_pwait 22\nepoll_pwait2 441\neventfd2 19\n"u8
        + "execve 221\nexecveat 281\nexit 93\nexit_group 94\nfaccessat 48\nfaccessat2 439\nfadvise64 223\nfallocate 47\nfanotify_init 262\nfanotify_mark 263\n"u8
        + "fchdir 50\nfchmod 52\nfchmodat 53\nfchmodat2 452\nfchown 55\nfchownat 54\nfcntl 25\nfdatasync 83\nfgetxattr 10\nfile_getattr 468\nfile_setattr 469\n"u8
        + "finit_module 273\nflistxattr 13\nflock 32\nfremovexattr 16\nfsconfig 431\nfsetxattr 7\nfsmount 432\nfsopen 430\nfspick 433\nfstat 80\nfstatfs 44\n"u8
        + "fsync 82\nftruncate 46\nfutex 98\nfutex_requeue 456\nfutex_wait 455\nfutex_waitv 449\nfutex_wake 454\nget_mempolicy 236\nget_robust_list 100\n"u8
        + "getcpu 168\ngetcwd 17\ngetdents64 61\ngetegid 177\ngeteuid 175\ngetgid 176\ngetgroups 158\ngetitimer 102\ngetpeername 205\ngetpgid 155\ngetpid 172\n"u8
        + "getppid 173\ngetpriority 141\ngetrandom 278\ngetresgid 150\ngetresuid 148\ngetrlimit 163\ngetrusage 165\ngetsid 156\ngetsockname 204\ngetsockopt 209\n"u8
        + "gettid 178\ngettimeofday 169\ngetuid 174\ngetxattr 8\ngetxattrat 464\ninit_module 105\ninotify_add_watch 27\ninotify_init1 26\ninotify_rm_watch 28\n"u8
        + "io_cancel 3\nio_destroy 1\nio_getevents 4\nio_pgetevents 292\nio_setup 0\nio_submit 2\nio_uring_enter 426\nio_uring_register 427\nio_uring_setup 425\n"u8
        + "ioctl 29\nioprio_get 31\nioprio_set 30\nkcmp 272\nkexec_file_load 294\nkexec_load 104\nkeyctl 219\nkill 129\nlandlock_add_rule 445\n"u8
        + "landlock_create_ruleset 444\nlandlock_restrict_self 446\nlgetxattr 9\nlinkat 37\nlisten 201\nlistmount 458\nlistns 470\nlistxattr 11\n"u8
        + "listxattrat 465\nllistxattr 12\nlookup_dcookie 18\nlremovexattr 15\nlseek 62\nlsetxattr 6\nlsm_get_self_attr 459\nlsm_list_modules 461\n"u8
        + "lsm_set_self_attr 460\nmadvise 233\nmap_shadow_stack 453\nmbind 235\nmembarrier 283\nmemfd_create 279\nmemfd_secret 447\nmigrate_pages 238\n"u8
        + "mincore 232\nmkdirat 34\nmknodat 33\nmlock 228\nmlock2 284\nmlockall 230\nmmap 222\nmount 40\nmount_setattr 442\nmove_mount 429\nmove_pages 239\n"u8
        + "mprotect 226\nmq_getsetattr 185\nmq_notify 184\nmq_open 180\nmq_timedreceive 183\nmq_timedsend 182\nmq_unlink 181\nmremap 216\nmseal 462\nmsgctl 187\n"u8
        + "msgget 186\nmsgrcv 188\nmsgsnd 189\nmsync 227\nmunlock 229\nmunlockall 231\nmunmap 215\nname_to_handle_at 264\nnanosleep 101\nnewfstatat 79\n"u8
        + "nfsservctl 42\nopen_by_handle_at 265\nopen_tree 428\nopen_tree_attr 467\nopenat 56\nopenat2 437\nperf_event_open 241\npersonality 92\n"u8
        + "pidfd_getfd 438\npidfd_open 434\npidfd_send_signal 424\npipe2 59\npivot_root 41\npkey_alloc 289\npkey_free 290\npkey_mprotect 288\nppoll 73\n"u8
        + "prctl 167\npread64 67\npreadv 69\npreadv2 286\nprlimit64 261\nprocess_madvise 440\nprocess_mrelease 448\nprocess_vm_readv 270\nprocess_vm_writev 271\n"u8
        + "pselect6 72\nptrace 117\npwrite64 68\npwritev 70\npwritev2 287\nquotactl 60\nquotactl_fd 443\nread 63\nreadahead 213\nreadlinkat 78\nreadv 65\n"u8
        + "reboot 142\nrecvfrom 207\nrecvmmsg 243\nrecvmsg 212\nremap_file_pages 234\nremovexattr 14\nremovexattrat 466\nrenameat 38\nrenameat2 276\n"u8
        + "request_key 218\nrestart_syscall 128\nrseq 293\nrseq_slice_yield 471\nrt_sigaction 134\nrt_sigpending 136\nrt_sigprocmask 135\nrt_sigqueueinfo 138\n"u8
        + "rt_sigreturn 139\nrt_sigsuspend 133\nrt_sigtimedwait 137\nrt_tgsigqueueinfo 240\nsched_get_priority_max 125\nsched_get_priority_min 126\n"u8
        + "sched_getaffinity 123\nsched_getattr 275\nsched_getparam 121\nsched_getscheduler 120\nsched_rr_get_interval 127\nsched_setaffinity 122\n"u8
        + "sched_setattr 274\nsched_setparam 118\nsched_setscheduler 119\nsched_yield 124\nseccomp 277\nsemctl 191\nsemget 190\nsemop 193\nsemtimedop 192\n"u8
        + "sendfile 71\nsendmmsg 269\nsendmsg 211\nsendto 206\nset_mempolicy 237\nset_mempolicy_home_node 450\nset_robust_list 99\nset_tid_address 96\n"u8
        + "setdomainname 162\nsetfsgid 152\nsetfsuid 151\nsetgid 144\nsetgroups 159\nsethostname 161\nsetitimer 103\nsetns 268\nsetpgid 154\nsetpriority 140\n"u8
        + "setregid 143\nsetresgid 149\nsetresuid 147\nsetreuid 145\nsetrlimit 164\nsetsid 157\nsetsockopt 208\nsettimeofday 170\nsetuid 146\nsetxattr 5\n"u8
        + "setxattrat 463\nshmat 196\nshmctl 195\nshmdt 197\nshmget 194\nshutdown 210\nsigaltstack 132\nsignalfd4 74\nsocket 198\nsocketpair 199\nsplice 76\n"u8
        + "statfs 43\nstatmount 457\nstatx 291\nswapoff 225\nswapon 224\nsymlinkat 36\nsync 81\nsync_file_range 84\nsync_file_range2 84\nsyncfs 267\n"u8
        + "sysinfo 179\nsyslog 116\ntee 77\ntgkill 131\ntimer_create 107\ntimer_delete 111\ntimer_getoverrun 109\ntimer_gettime 108\ntimer_settime 110\n"u8
        + "timerfd_create 85\ntimerfd_gettime 87\ntimerfd_settime 86\ntimes 153\ntkill 130\ntruncate 45\numask 166\numount2 39\nuname 160\nunlinkat 35\n"u8
        + "unshare 97\nuserfaultfd 282\nutimensat 88\nvhangup 58\nvmsplice 75\nwait4 260\nwaitid 95\nwrite 64\nwritev 66\n"u8;
}
