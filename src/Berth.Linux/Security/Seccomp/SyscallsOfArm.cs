namespace Berth.Linux;

/// <summary>32-bit ARM's system calls (arch/arm/tools/syscall.tbl, and its private ones from 983040 on). One call a line: its name and number, in the order of the names' bytes.</summary>
internal static class SyscallsOfArm
{
    /// <summary>The lines.</summary>
    public static ReadOnlySpan<byte> Lines =>
        "_llseek 140\n_newselect 142\n_sysctl 149\naccept 285\naccept4 366\naccess 33\nacct 51\nadd_key 309\nadjtimex 124\narm_fadvise64_64 270\n"u8
        + "arm_sync_file_range 341\nbdflush 134\nbind 282\nbpf 386\nbreakpoint 983041\nbrk 45\ncacheflush 983042\ncachestat 451\ncapget 184\ncapset 185\n"u8
        + "chdir 12\nchmod 15\nchown 182\nchown32 212\nchroot 61\nclock_adjtime 372\nclock_adjtime64 405\nclock_getres 264\nclock_getres_time64 406\n"u8
        + "clock_gettime 263\nclock_gettime64 403\nclock_nanosleep 265\nclock_nanosleep_time64 407\nclock_settime 262\nclock_settime64 404\nclone 120\n"u8
        + "clone3 435\nclose 6\nclose_range 436\nconnect 283\ncopy_file_range 391\ncreat 8\ndelete_module 129\ndup 41\ndup2 63\ndup3 358\nepoll_create 250\n"u8
        + "epoll_create1 357\nepoll_ctl 251\nepoll_pwait 346\nepoll_pwait2 441\nepoll_wait 252\neventfd 351\neventfd2 356\nexecve 11\nexecveat 387\nexit 1\n"u8
        + "exit_group 248\nfaccessat 334\nfaccessat2 439\nfallocate 352\nfanotify_init 367\nfanotify_mark 368\nfchdir 133\nfchmod 94\nfchmodat 333\n"u8
        + "fchmodat2 452\nfchown 95\nfchown32 207\nfchownat 325\nfcntl 55\nfcntl64 221\nfdatasync 148\nfgetxattr 231\nfile_getattr 468\nfile_setattr 469\n"u8
        + "finit_module 379\nflistxattr 234\nflock 143\nfork 2\nfremovexattr 237\nfsconfig 431\nfsetxattr 228\nfsmount 432\nfsopen 430\nfspick 433\nfstat 108\n"u8
        + "fstat64 197\nfstatat64 327\nfstatfs 100\nfstatfs64 267\nfsync 118\nftruncate 93\nftruncate64 194\nfutex 240\nfutex_requeue 456\nfutex_time64 422\n"u8
        + "futex_wait 455\nfutex_waitv 449\nfutex_wake 454\nfutimesat 326\nget_mempolicy 320\nget_robust_list 339\nget_tls 983046\ngetcpu 345\ngetcwd 183\n"u8
        + "getdents 141\ngetdents64 217\ngetegid 50\ngetegid32 202\ngeteuid 49\ngeteuid32 201\ngetgid 47\ngetgid32 200\ngetgroups 80\ngetgroups32 205\n"u8
        + "getitimer 105\ngetpeername 287\ngetpgid 132\ngetpgrp 65\ngetpid 20\ngetppid 64\ngetpriority 96\ngetrandom 384\ngetresgid 171\ngetresgid32 211\n"u8
        + "getresuid 165\ngetresuid32 209\ngetrusage 77\ngetsid 147\ngetsockname 286\ngetsockopt 295\ngettid 224\ngettimeofday 78\ngetuid 24\ngetuid32 199\n"u8
        + "getxattr 229\ngetxattrat 464\ninit_module 128\ninotify_add_watch 317\ninotify_init 316\ninotify_init1 360\ninotify_rm_watch 318\nio_cancel 247\n"u8
        + "io_destroy 244\nio_getevents 245\nio_pgetevents 399\nio_pgetevents_time64 416\nio_setup 243\nio_submit 246\nio_uring_enter 426\n"u8
        + "io_uring_register 427\nio_uring_setup 425\nioctl 54\nioprio_get 315\nioprio_set 314\nkcmp 378\nkexec_file_load 401\nkexec_load 347\nkeyctl 311\n"u8
        + "kill 37\nlandlock_add_rule 445\nlandlock_create_ruleset 444\nlandlock_restrict_self 446\nlchown 16\nlchown32 198\nlgetxattr 230\nlink 9\nlinkat 330\n"u8
        + "listen 284\nlistmount 458\nlistns 470\nlistxattr 232\nlistxattrat 465\nllistxattr 233\nlookup_dcookie 249\nlremovexattr 236\nlseek 19\nlsetxattr 227\n"u8
        + "lsm_get_self_attr 459\nlsm_list_modules 461\nlsm_set_self_attr 460\nlstat 107\nlstat64 196\nmadvise 220\nmap_shadow_stack 453\nmbind 319\n"u8
        + "membarrier 389\nmemfd_create 385\nmigrate_pages 400\nmincore 219\nmkdir 39\nmkdirat 323\nmknod 14\nmknodat 324\nmlock 150\nmlock2 390\nmlockall 152\n"u8
        + "mmap2 192\nmount 21\nmount_setattr 442\nmove_mount 429\nmove_pages 344\nmprotect 125\nmq_getsetattr 279\nmq_notify 278\nmq_open 274\n"u8
        + "mq_timedreceive 277\nmq_timedreceive_time64 419\nmq_timedsend 276\nmq_timedsend_time64 418\nmq_unlink 275\nmremap 163\nmseal 462\nmsgctl 304\n"u8
        + "msgget 303\nmsgrcv 302\nmsgsnd 301\nmsync 144\nmunlock 151\nmunlockall 153\nmunmap 91\nname_to_handle_at 370\nnanosleep 162\nnfsservctl 169\nnice 34\n"u8
        + "open 5\nopen_by_handle_at 371\nopen_tree 428\nopen_tree_attr 467\nopenat 322\nopenat2 437\npause 29\npciconfig_iobase 271\npciconfig_read 272\n"u8
        + "pciconfig_write 273\nperf_event_open 364\npersonality 136\npidfd_getfd 438\npidfd_open 434\npidfd_send_signal 424\npipe 42\npipe2 359\n"u8
        + "pivot_root 218\npkey_alloc 395\npkey_free 396\npkey_mprotect 394\npoll 168\nppoll 336\nppoll_time64 414\nprctl 172\npread64 180\npreadv 361\n"u8
        + "preadv2 392\nprlimit64 369\nprocess_madvise 440\nprocess_mrelease 448\nprocess_vm_readv 376\nprocess_vm_writev 377\npselect6 335\n"u8
        + "pselect6_time64 413\nptrace 26\npwrite64 181\npwritev 362\npwritev2 393\nquotactl 131\nquotactl_fd 443\nread 3\nreadahead 225\nreadlink 85\n"u8
        + "readlinkat 332\nreadv 145\nreboot 88\nrecv 291\nrecvfrom 292\nrecvmmsg 365\nrecvmmsg_time64 417\nrecvmsg 297\nremap_file_pages 253\nremovexattr 235\n"u8
        + "removexattrat 466\nrename 38\nrenameat 329\nrenameat2 382\nrequest_key 310\nrestart_syscall 0\nrmdir 40\nrseq 398\nrseq_slice_yield 471\n"u8
        + "rt_sigaction 174\nrt_sigpending 176\nrt_sigprocmask 175\nrt_sigqueueinfo 178\nrt_sigreturn 173\nrt_sigsuspend 179\nrt_sigtimedwait 177\n"u8
        + "rt_sigtimedwait_time64 421\nrt_tgsigqueueinfo 363\nsched_get_priority_max 159\nsched_get_priority_min 160\nsched_getaffinity 242\nsched_getattr 381\n"u8
        + "sched_getparam 155\nsched_getscheduler 157\nsched_rr_get_interval 161\nsched_rr_get_interval_time64 423\nsched_setaffinity 241\nsched_setattr 380\n"u8
        + "sched_setparam 154\nsched_setscheduler 156\nsched_yield 158\nseccomp 383\nsemctl 300\nsemget 299\nsemop 298\nsemtimedop 312\nsemtimedop_time64 420\n"u8
        + "send 289\nsendfile 187\nsendfile64 239\nsendmmsg 374\nsendmsg 296\nsendto 290\nset_mempolicy 321\nset_mempolicy_home_node 450\nset_robust_list 338\n"u8
        + "set_tid_address 256\nset_tls 983045\nsetdomainname 121\nsetfsgid 139\nsetfsgid32 216\nsetfsuid 138\nsetfsuid32 215\nsetgid 46\nsetgid32 214\n"u8
        + "setgroups 81\nsetgroups32 206\nsethostname 74\nsetitimer 104\nsetns 375\nsetpgid 57\nsetpriority 97\nsetregid 71\nsetregid32 204\nsetresgid 170\n"u8
        + "setresgid32 210\nsetresuid 164\nsetresuid32 208\nsetreuid 70\nsetreuid32 203\nsetrlimit 75\nsetsid 66\nsetsockopt 294\nsettimeofday 79\nsetuid 23\n"u8
        + "setuid32 213\nsetxattr 226\nsetxattrat 463\nshmat 305\nshmctl 308\nshmdt 306\nshmget 307\nshutdown 293\nsigaction 67\nsigaltstack 186\nsignalfd 349\n"u8
        + "signalfd4 355\nsigpending 73\nsigprocmask 126\nsigreturn 119\nsigsuspend 72\nsocket 281\nsocketpair 288\nsplice 340\nstat 106\nstat64 195\nstatfs 99\n"u8
        + "statfs64 266\nstatmount 457\nstatx 397\nswapoff 115\nswapon 87\nsymlink 83\nsymlinkat 331\nsync 36\nsyncfs 373\nsysfs 135\nsysinfo 116\nsyslog 103\n"u8
        + "tee 342\ntgkill 268\ntimer_create 257\ntimer_delete 261\ntimer_getoverrun 260\ntimer_gettime 259\ntimer_gettime64 408\ntimer_settime 258\n"u8
        + "timer_settime64 409\ntimerfd_create 350\ntimerfd_gettime 354\ntimerfd_gettime64 410\ntimerfd_settime 353\ntimerfd_settime64 411\ntimes 43\ntkill 238\n"u8
        + "truncate 92\ntruncate64 193\nugetrlimit 191\numask 60\numount2 52\nuname 122\nunlink 10\nunlinkat 328\nunshare 337\nuselib 86\nuserfaultfd 388\n"u8
        + "usr26 983043\nusr32 983044\nustat 62\nutimensat 348\nutimensat_time64 412\nutimes 269\nvfork 190\nvhangup 111\nvmsplice 343\nvserver 313\nwait4 114\n"u8
        + "waitid 280\nwrite 4\nwritev 146\n"u8;
}
