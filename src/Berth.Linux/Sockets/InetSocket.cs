using Microsoft.Win32.SafeHandles;

namespace Berth.Linux;

/// <summary>TCP and UDP sockets (ip(7), ipv6(7)), non-blocking, for loops that must not allocate: making one throws <see cref="LinuxException"/>, the rest returns counts
/// as <see cref="RawIo"/> does.</summary>
public static unsafe class InetSocket
{
    private const int Stream = 1, Datagram = 2, CloseOnExec = 0x80000, NonBlocking = 0x800, NoSignal = 0x4000;
    private const int LevelSocket = 1, ErrorOption = 4, LevelIp = 0, LevelIpv6 = 41, PacketInfo = 8, PacketInfo6 = 50, HeaderSize = 16;

    /// <summary>A socket for UDP of an address's family.</summary>
    public static SafeFileHandle CreateUdp(bool six) => Create(six, Datagram);

    /// <summary>A socket for TCP of an address's family.</summary>
    public static SafeFileHandle CreateTcp(bool six) => Create(six, Stream);

    /// <summary>Binds to a local address.</summary>
    public static void Bind(SafeFileHandle socket, InetEndpoint local)
    {
        fixed (byte* raw = local.Bytes)
        {
            Libc.Check(Libc.Call(SyscallNumbers.Bind, socket, (nint)raw, local.Length), "bind", local.ToString());
        }
    }

    /// <summary>Begins to take connections.</summary>
    public static void Listen(SafeFileHandle socket, int backlog) => Libc.Check(Libc.Call(SyscallNumbers.Listen, socket, backlog), "listen");

    /// <summary>The local address that a socket has.</summary>
    public static InetEndpoint LocalEndpoint(SafeFileHandle socket)
    {
        InetEndpoint local = default;
        int length = InetEndpoint.MaxLength;
        fixed (byte* raw = local.Bytes)
        {
            Libc.Check(Libc.Call(SyscallNumbers.Getsockname, socket, (nint)raw, (nint)(&length)), "getsockname");
        }
        return local;
    }

    /// <summary>Connects, or begins to (-EINPROGRESS: writable, or in error, when it is done).</summary>
    public static int Connect(int socket, InetEndpoint remote)
    {
        fixed (byte* raw = remote.Bytes)
        {
            return (int)Libc.Call(SyscallNumbers.Connect, socket, (nint)raw, remote.Length);
        }
    }

    /// <summary>Takes the error that is pending (SO_ERROR), as a positive number; 0: none.</summary>
    public static int TakeError(int socket)
    {
        int error = 0, length = sizeof(int);
        Libc.Call(SyscallNumbers.Getsockopt, socket, LevelSocket, ErrorOption, (nint)(&error), (nint)(&length));
        return error;
    }

    /// <summary>Receives a datagram, cut to the room.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="buffer">Room for it.</param>
    /// <param name="from">Who sent it.</param>
    /// <param name="to">The local address that it was sent to, where the socket tells (IP_PKTINFO, IPV6_RECVPKTINFO); its port is 0.</param>
    public static int Receive(int socket, Span<byte> buffer, out InetEndpoint from, out InetEndpoint to)
    {
        (from, to) = (default, default);
        byte* control = stackalloc byte[64];
        fixed (byte* bytes = buffer, name = from.Bytes)
        {
            var piece = new RawIo.IoVector { Base = bytes, Length = buffer.Length };
            var message = new SocketMessage { Name = name, NameLength = InetEndpoint.MaxLength, Pieces = &piece, PieceCount = 1, Control = control, ControlLength = 64 };
            int length = (int)Libc.Call(SyscallNumbers.Recvmsg, socket, (nint)(&message), 0);
            if (length >= 0 && message.ControlLength >= HeaderSize)
            {
                ReadPacketInfo(control, ref to);
            }
            return length;
        }
    }

    /// <summary>Sends a datagram; from a certain local address where one is given.</summary>
    public static int Send(int socket, ReadOnlySpan<byte> data, InetEndpoint to, InetEndpoint from = default)
    {
        byte* control = stackalloc byte[64];
        fixed (byte* bytes = data, name = to.Bytes)
        {
            var piece = new RawIo.IoVector { Base = bytes, Length = data.Length };
            var message = new SocketMessage { Name = name, NameLength = to.Length, Pieces = &piece, PieceCount = 1 };
            if (from != default)
            {
                message.Control = control;
                message.ControlLength = WritePacketInfo(control, from);
            }
            return (int)Libc.Call(SyscallNumbers.Sendmsg, socket, (nint)(&message), NoSignal);
        }
    }

    /// <summary>Sends on a connected socket.</summary>
    public static int Send(int socket, ReadOnlySpan<byte> data)
    {
        fixed (byte* bytes = data)
        {
            return (int)Libc.Call(SyscallNumbers.Sendto, socket, (nint)bytes, data.Length, NoSignal);
        }
    }

    private static SafeFileHandle Create(bool six, int type) =>
        new(Libc.Check(Libc.Call(SyscallNumbers.Socket, six ? InetEndpoint.Six : InetEndpoint.Four, type | CloseOnExec | NonBlocking), "socket"), ownsHandle: true);

    // struct cmsghdr, then struct in_pktinfo (link, local address, header's address) or struct in6_pktinfo (address, link).
    private static void ReadPacketInfo(byte* control, ref InetEndpoint to)
    {
        int level = ((int*)control)[2], type = ((int*)control)[3];
        Span<byte> raw = to.Bytes;
        if (level == LevelIp && type == PacketInfo)
        {
            raw[0] = InetEndpoint.Four;
            new ReadOnlySpan<byte>(control + HeaderSize + 4, 4).CopyTo(raw[4..]);
        }
        else if (level == LevelIpv6 && type == PacketInfo6)
        {
            raw[0] = InetEndpoint.Six;
            new ReadOnlySpan<byte>(control + HeaderSize, 16).CopyTo(raw[8..]);
        }
    }

    private static int WritePacketInfo(byte* control, InetEndpoint from)
    {
        int size = from.IsSix ? 20 : 12;
        new Span<byte>(control, 64).Clear();
        *(nint*)control = HeaderSize + size;
        ((int*)control)[2] = from.IsSix ? LevelIpv6 : LevelIp;
        ((int*)control)[3] = from.IsSix ? PacketInfo6 : PacketInfo;
        from.Bytes.Slice(from.IsSix ? 8 : 4, from.IsSix ? 16 : 4).CopyTo(new Span<byte>(control + HeaderSize + (from.IsSix ? 0 : 4), 16));
        return HeaderSize + ((size + 7) & ~7);
    }

    private struct SocketMessage
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
