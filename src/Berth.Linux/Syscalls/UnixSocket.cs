using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Berth.Linux;

/// <summary>Unix sockets (unix(7)): connections, messages, and descriptors sent along. Making and connecting throws <see cref="LinuxException"/>;
/// sending and receiving returns counts as <see cref="RawIo"/> does and doesn't allocate.</summary>
public static unsafe class UnixSocket
{
    /// <summary>The most descriptors that the kernel carries in one message.</summary>
    public const int MaxDescriptors = 253;

    private const int Family = 1, CloseOnExec = 0x80000, NonBlocking = 0x800, NoSignal = 0x4000, CloseReceived = 0x40000000, LevelSocket = 1, Rights = 1;

    /// <summary>Binds a socket to a path and listens. A name that is taken is EADDRINUSE: remove a dead one before.</summary>
    /// <param name="path">Any folder, also one whose path is longer than an address holds; the name in it has at most 80 bytes.</param>
    /// <param name="kind">Stream or sequenced packets.</param>
    /// <param name="mode">Permissions; they hold from the first moment on.</param>
    /// <param name="backlog">Connections that may wait.</param>
    /// <param name="nonBlocking">Whether accept returns at once.</param>
    public static SafeFileHandle Listen(string path, UnixSocketKind kind, int mode = 0x180 /* 0600 */, int backlog = 128, bool nonBlocking = true)
    {
        SafeFileHandle socket = Create(kind, nonBlocking);
        try
        {
            Libc.Check(Libc.Call(SyscallNumbers.Fchmod, socket, mode), "chmod", path);   // the name is made with the socket's own mode, less the umask
            WithAddress(path, socket, SyscallNumbers.Bind, "bind");
            Libc.Check(Libc.Call(SyscallNumbers.Fchmodat, FileCalls.WorkingFolder, path, mode), "chmod", path);
            Libc.Check(Libc.Call(SyscallNumbers.Listen, socket, backlog), "listen", path);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Connects to a path.</summary>
    public static SafeFileHandle Connect(string path, UnixSocketKind kind, bool nonBlocking = false)
    {
        SafeFileHandle socket = Create(kind, nonBlocking: false);
        try
        {
            WithAddress(path, socket, SyscallNumbers.Connect, "connect");
            if (nonBlocking)
            {
                FileCalls.SetNonBlocking(socket, true);
            }
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The next connection; null where none waits (of a non-blocking listener) or the one that waited is gone.</summary>
    public static SafeFileHandle? Accept(SafeHandle listener, bool nonBlocking = true)
    {
        nint result = Libc.Call(SyscallNumbers.Accept4, listener, 0, 0, CloseOnExec | (nonBlocking ? NonBlocking : 0));
        return result is -Errno.EAGAIN or -Errno.ECONNABORTED ? null : new SafeFileHandle(Libc.Check(result, "accept"), true);
    }

    /// <summary>Two sockets that are connected to each other.</summary>
    public static (SafeFileHandle First, SafeFileHandle Second) Pair(UnixSocketKind kind, bool nonBlocking = false)
    {
        int* ends = stackalloc int[2];
        Libc.Check(Libc.Call(SyscallNumbers.Socketpair, Family, (nint)kind | CloseOnExec | (nonBlocking ? NonBlocking : 0), 0, (nint)ends), "socketpair");
        return (new SafeFileHandle(ends[0], true), new SafeFileHandle(ends[1], true));
    }

    /// <summary>Who is at the other end of a connection.</summary>
    public static PeerCredentials Peer(SafeHandle socket)
    {
        uint* credentials = stackalloc uint[3];
        int length = 12;
        Libc.Check(Libc.Call(SyscallNumbers.Getsockopt, socket, LevelSocket, 17 /* SO_PEERCRED */, (nint)credentials, (nint)(&length)), "getsockopt", "SO_PEERCRED");
        return new PeerCredentials((int)credentials[0], credentials[1], credentials[2]);
    }

    /// <summary>Ends one direction of a connection (0: nothing more is received, 1: nothing more is sent, 2: both).</summary>
    public static int Shutdown(int socket, int direction) => (int)Libc.Call(SyscallNumbers.Shutdown, socket, direction);

    /// <summary>Sends bytes, and descriptors along with the first of them (SCM_RIGHTS). A closed other end is -EPIPE, never a signal.</summary>
    public static int Send(int socket, ReadOnlySpan<byte> bytes, ReadOnlySpan<int> descriptors = default) => Send(socket, bytes, default, descriptors);

    /// <summary>As <see cref="Send(int, ReadOnlySpan{byte}, ReadOnlySpan{int})"/>, of two pieces that arrive as one message.</summary>
    public static int Send(int socket, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<int> descriptors)
    {
        fixed (byte* a = first, b = second)
        {
            RawIo.IoVector* pieces = stackalloc RawIo.IoVector[2] { new() { Base = a, Length = first.Length }, new() { Base = b, Length = second.Length } };
            var message = new MessageHeader { Pieces = pieces, PieceCount = second.IsEmpty ? 1 : 2 };
            int room = (HeaderSize + (descriptors.Length * sizeof(int)) + 7) & ~7;
            byte* control = stackalloc byte[room];
            if (!descriptors.IsEmpty)
            {
                new Span<byte>(control, room).Clear();
                *(nint*)control = HeaderSize + (descriptors.Length * sizeof(int));
                ((int*)control)[2] = LevelSocket;
                ((int*)control)[3] = Rights;
                descriptors.CopyTo(new Span<int>(control + HeaderSize, descriptors.Length));
                message.Control = control;
                message.ControlLength = room;
            }
            return (int)Libc.Call(SyscallNumbers.Sendmsg, socket, (nint)(&message), NoSignal);
        }
    }

    /// <summary>Sends as much as goes at once, on a socket that otherwise blocks: -EAGAIN where there is no room.</summary>
    public static int SendNow(int socket, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* from = bytes)
        {
            return (int)Libc.Call(SyscallNumbers.Sendto, socket, (nint)from, bytes.Length, NoSignal | 0x40 /* MSG_DONTWAIT */);
        }
    }

    /// <summary>Receives what is there, on a socket that otherwise blocks: -EAGAIN where nothing is; 0: the other end is closed.</summary>
    public static int ReceiveNow(int socket, Span<byte> buffer)
    {
        fixed (byte* bytes = buffer)
        {
            return (int)Libc.Call(SyscallNumbers.Recvfrom, socket, (nint)bytes, buffer.Length, 0x40 /* MSG_DONTWAIT */);
        }
    }

    /// <summary>Receives bytes and the descriptors that came along, which are the caller's to close. 0 bytes: the other end is closed.
    /// -EMSGSIZE: the message or its descriptors didn't fit; it is lost, and its descriptors are closed.</summary>
    /// <param name="socket">The connection.</param>
    /// <param name="buffer">Room for the bytes.</param>
    /// <param name="descriptors">Room for descriptors; may be empty, then those that come are closed.</param>
    /// <param name="count">How many descriptors came.</param>
    public static int Receive(int socket, Span<byte> buffer, Span<int> descriptors, out int count)
    {
        count = 0;
        fixed (byte* bytes = buffer)
        {
            var piece = new RawIo.IoVector { Base = bytes, Length = buffer.Length };
            int room = (HeaderSize + (descriptors.Length * sizeof(int)) + 7) & ~7;
            byte* control = stackalloc byte[room];
            var message = new MessageHeader { Pieces = &piece, PieceCount = 1, Control = control, ControlLength = descriptors.IsEmpty ? 0 : room };
            int length = (int)Libc.Call(SyscallNumbers.Recvmsg, socket, (nint)(&message), CloseReceived);
            if (length < 0)
            {
                return length;
            }
            // Alignment leaves room for one descriptor more than was asked for.
            ReadOnlySpan<int> received = message.ControlLength >= HeaderSize && ((int*)control)[2] == LevelSocket && ((int*)control)[3] == Rights
                ? new ReadOnlySpan<int>(control + HeaderSize, (int)((*(nint*)control - HeaderSize) / sizeof(int)))
                : default;
            bool whole = (message.Flags & (0x20 /* MSG_TRUNC */ | (descriptors.IsEmpty ? 0 : 8 /* MSG_CTRUNC */))) == 0;
            if (!whole || received.Length > descriptors.Length)
            {
                foreach (int descriptor in received)
                {
                    RawIo.Close(descriptor);
                }
                return -Errno.EMSGSIZE;
            }
            received.CopyTo(descriptors);
            count = received.Length;
            return length;
        }
    }

    private static SafeFileHandle Create(UnixSocketKind kind, bool nonBlocking) =>
        new(Libc.Check(Libc.Call(SyscallNumbers.Socket, Family, (nint)kind | CloseOnExec | (nonBlocking ? NonBlocking : 0), 0), "socket"), true);

    private static void WithAddress(string path, SafeFileHandle socket, int call, string name)
    {
        byte[] text = PathText.Encode(path);
        if (text.Length < AddressRoom)
        {
            Libc.Check(WithAddress(text, socket, call), name, path);
            return;
        }
        int slash = path.LastIndexOf('/');
        using SafeFileHandle folder = FileCalls.Open(slash > 0 ? path[..slash] : slash == 0 ? "/" : ".", OpenFlags.PathOnly | OpenFlags.Directory);
        text = PathText.Encode($"{FileCalls.DescriptorPath(folder)}/{path[(slash + 1)..]}");
        Libc.Check(text.Length < AddressRoom ? WithAddress(text, socket, call) : -Errno.ENAMETOOLONG, name, path);
    }

    private static nint WithAddress(byte[] path, SafeFileHandle socket, int call)
    {
        byte* address = stackalloc byte[2 + AddressRoom];
        var all = new Span<byte>(address, 2 + AddressRoom);
        all.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(all, Family);
        path.CopyTo(all[2..]);
        return Libc.Call(call, socket, (nint)address, 2 + path.Length + 1);
    }

    private const int AddressRoom = 108, HeaderSize = 16;

    [StructLayout(LayoutKind.Sequential)]
    private struct MessageHeader
    {
        public void* Name;
        public int NameLength;
        public RawIo.IoVector* Pieces;
        public nint PieceCount;
        public void* Control;
        public nint ControlLength;
        public int Flags;
    }
}
