namespace Berth.Linux;

/// <summary>x86-64's system calls (asm/unistd_64.h). One call a line: its name and number, in the order of the names' bytes.</summary>
internal static class SyscallsOfX64
{
    /// <summary>The lines.</summary>
    public static ReadOnlySpan<byte> Lines =>
        "_sysctl 156\naccept 43\naccept4 288\naccess 21\nacct 163\nadd_key 248\nadjtimex 159\nafs_syscall 183\nalarm 37\narch_prctl 158\nbind 49\nbpf 321\n"u8
        + "brk 12\ncachestat 451\ncapget 125\ncapset 126\nchdir 80\nchmod 90\nchown 92\nchroot 161\nclock_adjtime 305\nclock_getres 229\nclock_gettime 228\n"u8
        + "clock_nanosleep 230\nclock_settime 227\nclone 56\nclone3 435\nclose 3\nclose_range 436\nconnect 42\ncopy_file_range 326\ncreat 85\ncreate_module 174\n"u8
        + "delete_module 176\ndup 32\ndup2 33\ndup3 292\nepoll_create 213\nepoll_create1 291\nepoll_ctl 233\nepoll_ctl_old 214\nepoll_pwait 281\n"u8
        + "epoll_pwait2 441\nepoll_wait 232\nepoll_wait_old 215\neventfd 284\neventfd2 290\nexecve 59\nexecveat 322\nexit 60\nexit_group 231\nfaccessat 269\n"u8
        + "faccessat2 439\nfadvise64 221\nfallocate 285\nfanotify_init 300\nfanotify_mark 301\nfchdir 81\nfchmod 91\nfchmodat 268\nfchmodat2 452\nfchown 93\n"u8
        + "fchownat 260\nfcntl 72\nfdatasync 75\nfgetxattr 193\nfile_getattr 468\nfile_setattr 469\nfinit_module 313\nflistxattr 196\nflock 73\nfork 57\n"u8
        + "fremovexattr 199\nfsconfig 431\nfsetxattr 190\nfsmount 432\nfsopen 430\nfspick 433\nfstat 5\nfstatfs 138\nfsync 74\nftruncate 77\nfutex 202\n"u8
        + "futex_requeue 456\nfutex_wait 455\nfutex_waitv 449\nfutex_wake 454\nfutimesat 261\nget_kernel_syms 177\nget_mempolicy 239\nget_robust_list 274\n"u8
        + "get_thread_area 211\ngetcpu 309\ngetcwd 79\ngetdents 78\ngetdents64 217\ngetegid 108\ngeteuid 107\ngetgid 104\ngetgroups 115\ngetitimer 36\n"u8
        + "getpeername 52\ngetpgid 121\ngetpgrp 111\ngetpid 39\ngetpmsg 181\ngetppid 110\ngetpriority 140\ngetrandom 318\ngetresgid 120\ngetresuid 118\n"u8
        + "getrlimit 97\ngetrusage 98\ngetsid 124\ngetsockname 51\ngetsockopt 55\ngettid 186\ngettimeofday 96\ngetuid 102\ngetxattr 191\ngetxattrat 464\n"u8
        + "init_module 175\ninotify_add_watch 254\ninotify_init 253\ninotify_init1 294\ninotify_rm_watch 255\nio_cancel 210\nio_destroy 207\nio_getevents 208\n"u8
        + "io_pgetevents 333\nio_setup 206\nio_submit 209\nio_uring_enter 426\nio_uring_register 427\nio_uring_setup 425\nioctl 16\nioperm 173\niopl 172\n"u8
        + "ioprio_get 252\nioprio_set 251\nkcmp 312\nkexec_file_load 320\nkexec_load 246\nkeyctl 250\nkill 62\nlandlock_add_rule 445\n"u8
        + "landlock_create_ruleset 444\nlandlock_restrict_self 446\nlchown 94\nlgetxattr 192\nlink 86\nlinkat 265\nlisten 50\nlistmount 458\nlistns 470\n"u8
        + "listxattr 194\nlistxattrat 465\nllistxattr 195\nlookup_dcookie 212\nlremovexattr 198\nlseek 8\nlsetxattr 189\nlsm_get_self_attr 459\n"u8
        + "lsm_list_modules 461\nlsm_set_self_attr 460\nlstat 6\nmadvise 28\nmap_shadow_stack 453\nmbind 237\nmembarrier 324\nmemfd_create 319\n"u8
        + "memfd_secret 447\nmigrate_pages 256\nmincore 27\nmkdir 83\nmkdirat 258\nmknod 133\nmknodat 259\nmlock 149\nmlock2 325\nmlockall 151\nmmap 9\n"u8
        + "modify_ldt 154\nmount 165\nmount_setattr 442\nmove_mount 429\nmove_pages 279\nmprotect 10\nmq_getsetattr 245\nmq_notify 244\nmq_open 240\n"u8
        + "mq_timedreceive 243\nmq_timedsend 242\nmq_unlink 241\nmremap 25\nmseal 462\nmsgctl 71\nmsgget 68\nmsgrcv 70\nmsgsnd 69\nmsync 26\nmunlock 150\n"u8
        + "munlockall 152\nmunmap 11\nname_to_handle_at 303\nnanosleep 35\nnewfstatat 262\nnfsservctl 180\nopen 2\nopen_by_handle_at 304\nopen_tree 428\n"u8
        + "open_tree_attr 467\nopenat 257\nopenat2 437\npause 34\nperf_event_open 298\npersonality 135\npidfd_getfd 438\npidfd_open 434\npidfd_send_signal 424\n"u8
        + "pipe 22\npipe2 293\npivot_root 155\npkey_alloc 330\npkey_free 331\npkey_mprotect 329\npoll 7\nppoll 271\nprctl 157\npread64 17\npreadv 295\n"u8
        + "preadv2 327\nprlimit64 302\nprocess_madvise 440\nprocess_mrelease 448\nprocess_vm_readv 310\nprocess_vm_writev 311\npselect6 270\nptrace 101\n"u8
        + "putpmsg 182\npwrite64 18\npwritev 296\npwritev2 328\nquery_module 178\nquotactl 179\nquotactl_fd 443\nread 0\nreadahead 187\nreadlink 89\n"u8
        + "readlinkat 267\nreadv 19\nreboot 169\nrecvfrom 45\nrecvmmsg 299\nrecvmsg 47\nremap_file_pages 216\nremovexattr 197\nremovexattrat 466\nrename 82\n"u8
        + "renameat 264\nrenameat2 316\nrequest_key 249\nrestart_syscall 219\nrmdir 84\nrseq 334\nrseq_slice_yield 471\nrt_sigaction 13\nrt_sigpending 127\n"u8
        + "rt_sigprocmask 14\nrt_sigqueueinfo 129\nrt_sigreturn 15\nrt_sigsuspend 130\nrt_sigtimedwait 128\nrt_tgsigqueueinfo 297\nsched_get_priority_max 146\n"u8
        + "sched_get_priority_min 147\nsched_getaffinity 204\nsched_getattr 315\nsched_getparam 143\nsched_getscheduler 145\nsched_rr_get_interval 148\n"u8
        + "sched_setaffinity 203\nsched_setattr 314\nsched_setparam 142\nsched_setscheduler 144\nsched_yield 24\nseccomp 317\nsecurity 185\nselect 23\n"u8
        + "semctl 66\nsemget 64\nsemop 65\nsemtimedop 220\nsendfile 40\nsendmmsg 307\nsendmsg 46\nsendto 44\nset_mempolicy 238\nset_mempolicy_home_node 450\n"u8
        + "set_robust_list 273\nset_thread_area 205\nset_tid_address 218\nsetdomainname 171\nsetfsgid 123\nsetfsuid 122\nsetgid 106\nsetgroups 116\n"u8
        + "sethostname 170\nsetitimer 38\nsetns 308\nsetpgid 109\nsetpriority 141\nsetregid 114\nsetresgid 119\nsetresuid 117\nsetreuid 113\nsetrlimit 160\n"u8
        + "setsid 112\nsetsockopt 54\nsettimeofday 164\nsetuid 105\nsetxattr 188\nsetxattrat 463\nshmat 30\nshmctl 31\nshmdt 67\nshmget 29\nshutdown 48\n"u8
        + "sigaltstack 131\nsignalfd 282\nsignalfd4 289\nsocket 41\nsocketpair 53\nsplice 275\nstat 4\nstatfs 137\nstatmount 457\nstatx 332\nswapoff 168\n"u8
        + "swapon 167\nsymlink 88\nsymlinkat 266\nsync 162\nsync_file_range 277\nsyncfs 306\nsysfs 139\nsysinfo 99\nsyslog 103\ntee 276\ntgkill 234\ntime 201\n"u8
        + "timer_create 222\ntimer_delete 226\ntimer_getoverrun 225\ntimer_gettime 224\ntimer_settime 223\ntimerfd_create 283\ntimerfd_gettime 287\n"u8
        + "timerfd_settime 286\ntimes 100\ntkill 200\ntruncate 76\ntuxcall 184\numask 95\numount2 166\nuname 63\nunlink 87\nunlinkat 263\nunshare 272\n"u8
        + "uprobe 336\nuretprobe 335\nuselib 134\nuserfaultfd 323\nustat 136\nutime 132\nutimensat 280\nutimes 235\nvfork 58\nvhangup 153\nvmsplice 278\n"u8
        + "vserver 236\nwait4 61\nwaitid 247\nwrite 1\nwritev 20\n"u8;
}
