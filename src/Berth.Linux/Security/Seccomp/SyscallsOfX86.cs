namespace Berth.Linux;

/// <summary>i386's system calls (asm/unistd_32.h). One call a line: its name and number, in the order of the names' bytes.</summary>
internal static class SyscallsOfX86
{
    /// <summary>The lines.</summary>
    public static ReadOnlySpan<byte> Lines =>
        "_llseek 140\n_newselect 142\n_sysctl 149\naccept4 364\naccess 33\nacct 51\nadd_key 286\nadjtimex 124\nafs_syscall 137\nalarm 27\narch_prctl 384\n"u8
        + "bdflush 134\nbind 361\nbpf 357\nbreak 17\nbrk 45\ncachestat 451\ncapget 184\ncapset 185\nchdir 12\nchmod 15\nchown 182\nchown32 212\nchroot 61\n"u8
        + "clock_adjtime 343\nclock_adjtime64 405\nclock_getres 266\nclock_getres_time64 406\nclock_gettime 265\nclock_gettime64 403\nclock_nanosleep 267\n"u8
        + "clock_nanosleep_time64 407\nclock_settime 264\nclock_settime64 404\nclone 120\nclone3 435\nclose 6\nclose_range 436\nconnect 362\n"u8
        + "copy_file_range 377\ncreat 8\ncreate_module 127\ndelete_module 129\ndup 41\ndup2 63\ndup3 330\nepoll_create 254\nepoll_create1 329\nepoll_ctl 255\n"u8
        + "epoll_pwait 319\nepoll_pwait2 441\nepoll_wait 256\neventfd 323\neventfd2 328\nexecve 11\nexecveat 358\nexit 1\nexit_group 252\nfaccessat 307\n"u8
        + "faccessat2 439\nfadvise64 250\nfadvise64_64 272\nfallocate 324\nfanotify_init 338\nfanotify_mark 339\nfchdir 133\nfchmod 94\nfchmodat 306\n"u8
        + "fchmodat2 452\nfchown 95\nfchown32 207\nfchownat 298\nfcntl 55\nfcntl64 221\nfdatasync 148\nfgetxattr 231\nfile_getattr 468\nfile_setattr 469\n"u8
        + "finit_module 350\nflistxattr 234\nflock 143\nfork 2\nfremovexattr 237\nfsconfig 431\nfsetxattr 228\nfsmount 432\nfsopen 430\nfspick 433\nfstat 108\n"u8
        + "fstat64 197\nfstatat64 300\nfstatfs 100\nfstatfs64 269\nfsync 118\nftime 35\nftruncate 93\nftruncate64 194\nfutex 240\nfutex_requeue 456\n"u8
        + "futex_time64 422\nfutex_wait 455\nfutex_waitv 449\nfutex_wake 454\nfutimesat 299\nget_kernel_syms 130\nget_mempolicy 275\nget_robust_list 312\n"u8
        + "get_thread_area 244\ngetcpu 318\ngetcwd 183\ngetdents 141\ngetdents64 220\ngetegid 50\ngetegid32 202\ngeteuid 49\ngeteuid32 201\ngetgid 47\n"u8
        + "getgid32 200\ngetgroups 80\ngetgroups32 205\ngetitimer 105\ngetpeername 368\ngetpgid 132\ngetpgrp 65\ngetpid 20\ngetpmsg 188\ngetppid 64\n"u8
        + "getpriority 96\ngetrandom 355\ngetresgid 171\ngetresgid32 211\ngetresuid 165\ngetresuid32 209\ngetrlimit 76\ngetrusage 77\ngetsid 147\n"u8
        + "getsockname 367\ngetsockopt 365\ngettid 224\ngettimeofday 78\ngetuid 24\ngetuid32 199\ngetxattr 229\ngetxattrat 464\ngtty 32\nidle 112\n"u8
        + "init_module 128\ninotify_add_watch 292\ninotify_init 291\ninotify_init1 332\ninotify_rm_watch 293\nio_cancel 249\nio_destroy 246\nio_getevents 247\n"u8
        + "io_pgetevents 385\nio_pgetevents_time64 416\nio_setup 245\nio_submit 248\nio_uring_enter 426\nio_uring_register 427\nio_uring_setup 425\nioctl 54\n"u8
        + "ioperm 101\niopl 110\nioprio_get 290\nioprio_set 289\nipc 117\nkcmp 349\nkexec_load 283\nkeyctl 288\nkill 37\nlandlock_add_rule 445\n"u8
        + "landlock_create_ruleset 444\nlandlock_restrict_self 446\nlchown 16\nlchown32 198\nlgetxattr 230\nlink 9\nlinkat 303\nlisten 363\nlistmount 458\n"u8
        + "listns 470\nlistxattr 232\nlistxattrat 465\nllistxattr 233\nlock 53\nlookup_dcookie 253\nlremovexattr 236\nlseek 19\nlsetxattr 227\n"u8
        + "lsm_get_self_attr 459\nlsm_list_modules 461\nlsm_set_self_attr 460\nlstat 107\nlstat64 196\nmadvise 219\nmap_shadow_stack 453\nmbind 274\n"u8
        + "membarrier 375\nmemfd_create 356\nmemfd_secret 447\nmigrate_pages 294\nmincore 218\nmkdir 39\nmkdirat 296\nmknod 14\nmknodat 297\nmlock 150\n"u8
        + "mlock2 376\nmlockall 152\nmmap 90\nmmap2 192\nmodify_ldt 123\nmount 21\nmount_setattr 442\nmove_mount 429\nmove_pages 317\nmprotect 125\nmpx 56\n"u8
        + "mq_getsetattr 282\nmq_notify 281\nmq_open 277\nmq_timedreceive 280\nmq_timedreceive_time64 419\nmq_timedsend 279\nmq_timedsend_time64 418\n"u8
        + "mq_unlink 278\nmremap 163\nmseal 462\nmsgctl 402\nmsgget 399\nmsgrcv 401\nmsgsnd 400\nmsync 144\nmunlock 151\nmunlockall 153\nmunmap 91\n"u8
        + "name_to_handle_at 341\nnanosleep 162\nnfsservctl 169\nnice 34\noldfstat 28\noldlstat 84\noldolduname 59\noldstat 18\nolduname 109\nopen 5\n"u8
        + "open_by_handle_at 342\nopen_tree 428\nopen_tree_attr 467\nopenat 295\nopenat2 437\npause 29\nperf_event_open 336\npersonality 136\npidfd_getfd 438\n"u8
        + "pidfd_open 434\npidfd_send_signal 424\npipe 42\npipe2 331\npivot_root 217\npkey_alloc 381\npkey_free 382\npkey_mprotect 380\npoll 168\nppoll 309\n"u8
        + "ppoll_time64 414\nprctl 172\npread64 180\npreadv 333\npreadv2 378\nprlimit64 340\nprocess_madvise 440\nprocess_mrelease 448\nprocess_vm_readv 347\n"u8
        + "process_vm_writev 348\nprof 44\nprofil 98\npselect6 308\npselect6_time64 413\nptrace 26\nputpmsg 189\npwrite64 181\npwritev 334\npwritev2 379\n"u8
        + "query_module 167\nquotactl 131\nquotactl_fd 443\nread 3\nreadahead 225\nreaddir 89\nreadlink 85\nreadlinkat 305\nreadv 145\nreboot 88\nrecvfrom 371\n"u8
        + "recvmmsg 337\nrecvmmsg_time64 417\nrecvmsg 372\nremap_file_pages 257\nremovexattr 235\nremovexattrat 466\nrename 38\nrenameat 302\nrenameat2 353\n"u8
        + "request_key 287\nrestart_syscall 0\nrmdir 40\nrseq 386\nrseq_slice_yield 471\nrt_sigaction 174\nrt_sigpending 176\nrt_sigprocmask 175\n"u8
        + "rt_sigqueueinfo 178\nrt_sigreturn 173\nrt_sigsuspend 179\nrt_sigtimedwait 177\nrt_sigtimedwait_time64 421\nrt_tgsigqueueinfo 335\n"u8
        + "sched_get_priority_max 159\nsched_get_priority_min 160\nsched_getaffinity 242\nsched_getattr 352\nsched_getparam 155\nsched_getscheduler 157\n"u8
        + "sched_rr_get_interval 161\nsched_rr_get_interval_time64 423\nsched_setaffinity 241\nsched_setattr 351\nsched_setparam 154\nsched_setscheduler 156\n"u8
        + "sched_yield 158\nseccomp 354\nselect 82\nsemctl 394\nsemget 393\nsemtimedop_time64 420\nsendfile 187\nsendfile64 239\nsendmmsg 345\nsendmsg 370\n"u8
        + "sendto 369\nset_mempolicy 276\nset_mempolicy_home_node 450\nset_robust_list 311\nset_thread_area 243\nset_tid_address 258\nsetdomainname 121\n"u8
        + "setfsgid 139\nsetfsgid32 216\nsetfsuid 138\nsetfsuid32 215\nsetgid 46\nsetgid32 214\nsetgroups 81\nsetgroups32 206\nsethostname 74\nsetitimer 104\n"u8
        + "setns 346\nsetpgid 57\nsetpriority 97\nsetregid 71\nsetregid32 204\nsetresgid 170\nsetresgid32 210\nsetresuid 164\nsetresuid32 208\nsetreuid 70\n"u8
        + "setreuid32 203\nsetrlimit 75\nsetsid 66\nsetsockopt 366\nsettimeofday 79\nsetuid 23\nsetuid32 213\nsetxattr 226\nsetxattrat 463\nsgetmask 68\n"u8
        + "shmat 397\nshmctl 396\nshmdt 398\nshmget 395\nshutdown 373\nsigaction 67\nsigaltstack 186\nsignal 48\nsignalfd 321\nsignalfd4 327\nsigpending 73\n"u8
        + "sigprocmask 126\nsigreturn 119\nsigsuspend 72\nsocket 359\nsocketcall 102\nsocketpair 360\nsplice 313\nssetmask 69\nstat 106\nstat64 195\nstatfs 99\n"u8
        + "statfs64 268\nstatmount 457\nstatx 383\nstime 25\nstty 31\nswapoff 115\nswapon 87\nsymlink 83\nsymlinkat 304\nsync 36\nsync_file_range 314\n"u8
        + "syncfs 344\nsysfs 135\nsysinfo 116\nsyslog 103\ntee 315\ntgkill 270\ntime 13\ntimer_create 259\ntimer_delete 263\ntimer_getoverrun 262\n"u8
        + "timer_gettime 261\ntimer_gettime64 408\ntimer_settime 260\ntimer_settime64 409\ntimerfd_create 322\ntimerfd_gettime 326\ntimerfd_gettime64 410\n"u8
        + "timerfd_settime 325\ntimerfd_settime64 411\ntimes 43\ntkill 238\ntruncate 92\ntruncate64 193\nugetrlimit 191\nulimit 58\numask 60\numount 22\n"u8
        + "umount2 52\nuname 122\nunlink 10\nunlinkat 301\nunshare 310\nuselib 86\nuserfaultfd 374\nustat 62\nutime 30\nutimensat 320\nutimensat_time64 412\n"u8
        + "utimes 271\nvfork 190\nvhangup 111\nvm86 166\nvm86old 113\nvmsplice 316\nvserver 273\nwait4 114\nwaitid 284\nwaitpid 7\nwrite 4\nwritev 146\n"u8;
}
