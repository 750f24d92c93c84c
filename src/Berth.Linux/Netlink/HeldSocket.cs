using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Microsoft.Win32.SafeHandles;

namespace Berth.Linux;

/// <summary>Sockets that reserve a port of the host, without the library's socket class: they are made to be handed to another process.</summary>
public static unsafe class HeldSocket
{
    private const int Stream = 1, Datagram = 2, CloseOnExec = 0x80000, NonBlocking = 0x800, Backlog = 4096;
    private const int LevelSocket = 1, ReuseAddress = 2, LevelIpv6 = 41, OnlyIpv6 = 26, LevelIp = 0, PacketInfo = 8, ReceivePacketInfo6 = 49;

    /// <summary>A TCP socket that listens, non-blocking.</summary>
    /// <exception cref="LinuxException">EADDRINUSE, EADDRNOTAVAIL, EACCES: as bind(2) and listen(2).</exception>
    public static SafeFileHandle Listen(IPEndPoint address)
    {
        var socket = Bind(address, Stream);
        try
        {
            Libc.Check(Libc.Call(SyscallNumbers.Listen, socket, Backlog), "listen", address.ToString());
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A UDP socket that is bound, non-blocking, and tells the address that each datagram was sent to.</summary>
    public static SafeFileHandle BindUdp(IPEndPoint address)
    {
        var socket = Bind(address, Datagram);
        bool six = address.AddressFamily == AddressFamily.InterNetworkV6;
        Option(socket, six ? LevelIpv6 : LevelIp, six ? ReceivePacketInfo6 : PacketInfo);
        return socket;
    }

    private static SafeFileHandle Bind(IPEndPoint address, int type)
    {
        bool six = address.AddressFamily == AddressFamily.InterNetworkV6;
        nint made = Libc.Check(Libc.Call(SyscallNumbers.Socket, six ? 10 : 2, type | CloseOnExec | NonBlocking), "socket", address.ToString());
        var socket = new SafeFileHandle(made, ownsHandle: true);
        try
        {
            if (type == Stream)
            {
                Option(socket, LevelSocket, ReuseAddress);   // connections that have just ended don't keep the port
            }
            if (six)
            {
                Option(socket, LevelIpv6, OnlyIpv6);
            }
            byte* raw = stackalloc byte[28];
            int length = Write(address, new Span<byte>(raw, 28), six);
            Libc.Check(Libc.Call(SyscallNumbers.Bind, socket, (nint)raw, length), "bind", address.ToString());
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static void Option(SafeFileHandle socket, int level, int option)
    {
        int yes = 1;
        Libc.Check(Libc.Call(SyscallNumbers.Setsockopt, socket, level, option, (nint)(&yes), sizeof(int)), "setsockopt");
    }

    // struct sockaddr_in, sockaddr_in6.
    private static int Write(IPEndPoint address, Span<byte> raw, bool six)
    {
        raw.Clear();
        raw[0] = (byte)(six ? 10 : 2);
        BinaryPrimitives.WriteUInt16BigEndian(raw[2..], (ushort)address.Port);
        address.Address.TryWriteBytes(raw[(six ? 8 : 4)..], out _);
        if (six)
        {
            BitConverter.TryWriteBytes(raw[24..], (uint)address.Address.ScopeId);
        }
        return six ? 28 : 16;
    }
}
