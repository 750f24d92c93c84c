using System.Text;

namespace Berth.Linux;

/// <summary>The kernel's error numbers (errno(3)), which are the same on x86-64 and arm64, with their names and texts.</summary>
public static class Errno
{
    public const int EPERM = 1;
    public const int ENOENT = 2;
    public const int ESRCH = 3;
    public const int EINTR = 4;
    public const int EIO = 5;
    public const int ENXIO = 6;
    public const int E2BIG = 7;
    public const int ENOEXEC = 8;
    public const int EBADF = 9;
    public const int ECHILD = 10;
    public const int EAGAIN = 11;
    public const int ENOMEM = 12;
    public const int EACCES = 13;
    public const int EFAULT = 14;
    public const int ENOTBLK = 15;
    public const int EBUSY = 16;
    public const int EEXIST = 17;
    public const int EXDEV = 18;
    public const int ENODEV = 19;
    public const int ENOTDIR = 20;
    public const int EISDIR = 21;
    public const int EINVAL = 22;
    public const int ENFILE = 23;
    public const int EMFILE = 24;
    public const int ENOTTY = 25;
    public const int ETXTBSY = 26;
    public const int EFBIG = 27;
    public const int ENOSPC = 28;
    public const int ESPIPE = 29;
    public const int EROFS = 30;
    public const int EMLINK = 31;
    public const int EPIPE = 32;
    public const int EDOM = 33;
    public const int ERANGE = 34;
    public const int EDEADLK = 35;
    public const int ENAMETOOLONG = 36;
    public const int ENOLCK = 37;
    public const int ENOSYS = 38;
    public const int ENOTEMPTY = 39;
    public const int ELOOP = 40;
    public const int ENOMSG = 42;
    public const int EIDRM = 43;
    public const int ECHRNG = 44;
    public const int EL2NSYNC = 45;
    public const int EL3HLT = 46;
    public const int EL3RST = 47;
    public const int ELNRNG = 48;
    public const int EUNATCH = 49;
    public const int ENOCSI = 50;
    public const int EL2HLT = 51;
    public const int EBADE = 52;
    public const int EBADR = 53;
    public const int EXFULL = 54;
    public const int ENOANO = 55;
    public const int EBADRQC = 56;
    public const int EBADSLT = 57;
    public const int EBFONT = 59;
    public const int ENOSTR = 60;
    public const int ENODATA = 61;
    public const int ETIME = 62;
    public const int ENOSR = 63;
    public const int ENONET = 64;
    public const int ENOPKG = 65;
    public const int EREMOTE = 66;
    public const int ENOLINK = 67;
    public const int EADV = 68;
    public const int ESRMNT = 69;
    public const int ECOMM = 70;
    public const int EPROTO = 71;
    public const int EMULTIHOP = 72;
    public const int EDOTDOT = 73;
    public const int EBADMSG = 74;
    public const int EOVERFLOW = 75;
    public const int ENOTUNIQ = 76;
    public const int EBADFD = 77;
    public const int EREMCHG = 78;
    public const int ELIBACC = 79;
    public const int ELIBBAD = 80;
    public const int ELIBSCN = 81;
    public const int ELIBMAX = 82;
    public const int ELIBEXEC = 83;
    public const int EILSEQ = 84;
    public const int ERESTART = 85;
    public const int ESTRPIPE = 86;
    public const int EUSERS = 87;
    public const int ENOTSOCK = 88;
    public const int EDESTADDRREQ = 89;
    public const int EMSGSIZE = 90;
    public const int EPROTOTYPE = 91;
    public const int ENOPROTOOPT = 92;
    public const int EPROTONOSUPPORT = 93;
    public const int ESOCKTNOSUPPORT = 94;
    public const int EOPNOTSUPP = 95;
    public const int EPFNOSUPPORT = 96;
    public const int EAFNOSUPPORT = 97;
    public const int EADDRINUSE = 98;
    public const int EADDRNOTAVAIL = 99;
    public const int ENETDOWN = 100;
    public const int ENETUNREACH = 101;
    public const int ENETRESET = 102;
    public const int ECONNABORTED = 103;
    public const int ECONNRESET = 104;
    public const int ENOBUFS = 105;
    public const int EISCONN = 106;
    public const int ENOTCONN = 107;
    public const int ESHUTDOWN = 108;
    public const int ETOOMANYREFS = 109;
    public const int ETIMEDOUT = 110;
    public const int ECONNREFUSED = 111;
    public const int EHOSTDOWN = 112;
    public const int EHOSTUNREACH = 113;
    public const int EALREADY = 114;
    public const int EINPROGRESS = 115;
    public const int ESTALE = 116;
    public const int EUCLEAN = 117;
    public const int ENOTNAM = 118;
    public const int ENAVAIL = 119;
    public const int EISNAM = 120;
    public const int EREMOTEIO = 121;
    public const int EDQUOT = 122;
    public const int ENOMEDIUM = 123;
    public const int EMEDIUMTYPE = 124;
    public const int ECANCELED = 125;
    public const int ENOKEY = 126;
    public const int EKEYEXPIRED = 127;
    public const int EKEYREVOKED = 128;
    public const int EKEYREJECTED = 129;
    public const int EOWNERDEAD = 130;
    public const int ENOTRECOVERABLE = 131;
    public const int ERFKILL = 132;
    public const int EHWPOISON = 133;

    /// <summary>The name and the text of a number as errors show it: <c>operation not permitted (EPERM)</c>.</summary>
    public static string Describe(int errno)
    {
        string name = Part(errno, first: true);
        return name.Length == 0 ? $"error {errno}" : $"{Part(errno, first: false)} ({name})";
    }

    /// <summary>The name of a number, as <c>EPERM</c>; <c>errno 999</c> for one that has none.</summary>
    public static string Name(int errno) => Part(errno, first: true) is { Length: > 0 } name ? name : $"errno {errno}";

    /// <summary>The text of a number, as <c>operation not permitted</c>.</summary>
    public static string Text(int errno) => Part(errno, first: false) is { Length: > 0 } text ? text : $"error {errno}";

    // A line is a name, a blank, a text.
    private static string Part(int errno, bool first)
    {
        ReadOnlySpan<byte> rest = Table;
        for (int line = 1; line < errno && !rest.IsEmpty; line++)
        {
            int end = rest.IndexOf((byte)'\n');
            rest = end < 0 ? default : rest[(end + 1)..];
        }
        int length = rest.IndexOf((byte)'\n');
        rest = length < 0 ? rest : rest[..length];
        int gap = rest.IndexOf((byte)' ');
        return errno <= 0 || gap < 0 ? "" : Encoding.ASCII.GetString(first ? rest[..gap] : rest[(gap + 1)..]);
    }

    // Line N is error N. Bytes cost a process nothing until they are read; strings are made at its start.
    private static ReadOnlySpan<byte> Table =>
        """
        EPERM operation not permitted
        ENOENT no such file or directory
        ESRCH no such process
        EINTR interrupted system call
        EIO input/output error
        ENXIO no such device or address
        E2BIG argument list too long
        ENOEXEC exec format error
        EBADF bad file descriptor
        ECHILD no child processes
        EAGAIN resource temporarily unavailable
        ENOMEM cannot allocate memory
        EACCES permission denied
        EFAULT bad address
        ENOTBLK block device required
        EBUSY device or resource busy
        EEXIST file exists
        EXDEV invalid cross-device link
        ENODEV no such device
        ENOTDIR not a directory
        EISDIR is a directory
        EINVAL invalid argument
        ENFILE too many open files in system
        EMFILE too many open files
        ENOTTY inappropriate ioctl for device
        ETXTBSY text file busy
        EFBIG file too large
        ENOSPC no space left on device
        ESPIPE illegal seek
        EROFS read-only file system
        EMLINK too many links
        EPIPE broken pipe
        EDOM numerical argument out of domain
        ERANGE numerical result out of range
        EDEADLK resource deadlock avoided
        ENAMETOOLONG file name too long
        ENOLCK no locks available
        ENOSYS function not implemented
        ENOTEMPTY directory not empty
        ELOOP too many levels of symbolic links

        ENOMSG no message of desired type
        EIDRM identifier removed
        ECHRNG channel number out of range
        EL2NSYNC level 2 not synchronized
        EL3HLT level 3 halted
        EL3RST level 3 reset
        ELNRNG link number out of range
        EUNATCH protocol driver not attached
        ENOCSI no CSI structure available
        EL2HLT level 2 halted
        EBADE invalid exchange
        EBADR invalid request descriptor
        EXFULL exchange full
        ENOANO no anode
        EBADRQC invalid request code
        EBADSLT invalid slot

        EBFONT bad font file format
        ENOSTR device not a stream
        ENODATA no data available
        ETIME timer expired
        ENOSR out of streams resources
        ENONET machine is not on the network
        ENOPKG package not installed
        EREMOTE object is remote
        ENOLINK link has been severed
        EADV advertise error
        ESRMNT srmount error
        ECOMM communication error on send
        EPROTO protocol error
        EMULTIHOP multihop attempted
        EDOTDOT RFS specific error
        EBADMSG bad message
        EOVERFLOW value too large for defined data type
        ENOTUNIQ name not unique on network
        EBADFD file descriptor in bad state
        EREMCHG remote address changed
        ELIBACC can not access a needed shared library
        ELIBBAD accessing a corrupted shared library
        ELIBSCN .lib section in a.out corrupted
        ELIBMAX attempting to link in too many shared libraries
        ELIBEXEC cannot exec a shared library directly
        EILSEQ invalid or incomplete multibyte or wide character
        ERESTART interrupted system call should be restarted
        ESTRPIPE streams pipe error
        EUSERS too many users
        ENOTSOCK socket operation on non-socket
        EDESTADDRREQ destination address required
        EMSGSIZE message too long
        EPROTOTYPE protocol wrong type for socket
        ENOPROTOOPT protocol not available
        EPROTONOSUPPORT protocol not supported
        ESOCKTNOSUPPORT socket type not supported
        EOPNOTSUPP operation not supported
        EPFNOSUPPORT protocol family not supported
        EAFNOSUPPORT address family not supported by protocol
        EADDRINUSE address already in use
        EADDRNOTAVAIL cannot assign requested address
        ENETDOWN network is down
        ENETUNREACH network is unreachable
        ENETRESET network dropped connection on reset
        ECONNABORTED software caused connection abort
        ECONNRESET connection reset by peer
        ENOBUFS no buffer space available
        EISCONN transport endpoint is already connected
        ENOTCONN transport endpoint is not connected
        ESHUTDOWN cannot send after transport endpoint shutdown
        ETOOMANYREFS too many references: cannot splice
        ETIMEDOUT connection timed out
        ECONNREFUSED connection refused
        EHOSTDOWN host is down
        EHOSTUNREACH no route to host
        EALREADY operation already in progress
        EINPROGRESS operation now in progress
        ESTALE stale file handle
        EUCLEAN structure needs cleaning
        ENOTNAM not a XENIX named type file
        ENAVAIL no XENIX semaphores available
        EISNAM is a named type file
        EREMOTEIO remote I/O error
        EDQUOT disk quota exceeded
        ENOMEDIUM no medium found
        EMEDIUMTYPE wrong medium type
        ECANCELED operation canceled
        ENOKEY required key not available
        EKEYEXPIRED key has expired
        EKEYREVOKED key has been revoked
        EKEYREJECTED key was rejected by service
        EOWNERDEAD owner died
        ENOTRECOVERABLE state not recoverable
        ERFKILL operation not possible due to RF-kill
        EHWPOISON memory page has hardware error
        """u8;
}
