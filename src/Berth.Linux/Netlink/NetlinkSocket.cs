using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Berth.Linux;

/// <summary>
/// A netlink socket (netlink(7)). It stays in the network namespace in which it was opened, whatever its thread does later. Not for use by several
/// threads at once. Errors are <see cref="LinuxException"/>s whose call is the step that the message's author named.
/// </summary>
public sealed unsafe class NetlinkSocket : IDisposable
{
    private const int Error = 2, Done = 3, Overrun = 0x10, AckHasTexts = 0x200;
    private const int AddressFamily = 16, Raw = 3, CloseOnExec = 0x80000, NonBlocking = 0x40;
    private const int LevelSocket = 1, SendBufferForce = 32, ReceiveBufferForce = 33, LevelNetlink = 270, CapAck = 10, ExtAck = 11, StrictCheck = 12;
    private const int BufferSize = 32768;

    private readonly SafeFileHandle _socket;
    private byte[] _answer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private uint _sequence = 1;

    /// <summary>Opens a socket in the calling thread's network namespace.</summary>
    public NetlinkSocket(NetlinkProtocol protocol)
    {
        nint made = Libc.Check(Libc.Call(SyscallNumbers.Socket, AddressFamily, Raw | CloseOnExec, (int)protocol), "open a netlink socket");
        _socket = new SafeFileHandle(made, ownsHandle: true);
        Option(LevelNetlink, ExtAck, 1);   // errors with a sentence
        Option(LevelNetlink, CapAck, 1);   // errors without a copy of the request
        if (protocol == NetlinkProtocol.Netfilter)
        {
            Option(LevelSocket, SendBufferForce, 4 << 20);   // a batch is one datagram and must fit
        }
        else
        {
            Option(LevelNetlink, StrictCheck, 1);   // dumps that ask for one kind only get that
        }
    }

    /// <summary>How many datagrams were sent.</summary>
    public int Datagrams { get; private set; }

    /// <summary>How many messages they held.</summary>
    public int Messages { get; private set; }

    /// <summary>For <c>poll</c>.</summary>
    public SafeHandle Handle => _socket;

    /// <summary>Sends all messages in one datagram. The kernel has acted when this returns. Each message is tried, also after one that failed.</summary>
    /// <exception cref="LinuxException">The first error that its message doesn't tolerate.</exception>
    public void Send(NetlinkBatch batch)
    {
        if (batch.Count > 0)
        {
            Send(batch, batch.Count - 1);
        }
    }

    internal void Send(NetlinkBatch batch, int acknowledged)
    {
        try
        {
            uint first = Transmit(batch, acknowledged);
            AwaitAnswer(batch, first, first + (uint)acknowledged);
        }
        finally
        {
            batch.Clear();
        }
    }

    /// <summary>Sends one request and hands over every message of the answer (its type, and what follows the netlink header).</summary>
    internal void Ask(NetlinkBatch batch, NetlinkReader reader)
    {
        bool dump = (batch.Bytes[7] & (NetlinkBatch.Dump >> 8)) != 0;
        string step = batch.Step(0);
        uint number = Transmit(batch, -1);
        bool torn = false;
        batch.Clear();
        while (true)
        {
            int length = Receive();
            for (int at = 0; at + 16 <= length;)
            {
                var message = _answer.AsSpan(at, length - at);
                int size = MemoryMarshal.Read<int>(message);
                int type = MemoryMarshal.Read<ushort>(message[4..]);
                torn |= (MemoryMarshal.Read<ushort>(message[6..]) & Overrun) != 0;   // the tables changed while they were being listed
                at += (size + 3) & ~3;
                if (MemoryMarshal.Read<uint>(message[8..]) != number)
                {
                    continue;   // of an earlier request that was given up
                }
                if (type == Error && MemoryMarshal.Read<int>(message[16..]) is var errno and not 0)
                {
                    throw new LinuxException(Named(step, message[..size]), null, -errno);
                }
                if (type is Done or Error)
                {
                    if (torn)
                    {
                        throw new LinuxException(step, null, Errno.EINTR);
                    }
                    return;
                }
                reader(type, message[16..size]);
                if (!dump)
                {
                    return;
                }
            }
        }
    }

    /// <summary>Hears what a multicast group tells (1 to 31) from now on. Bound, not only a member: a socket without a port number is left
    /// out (net/netlink/af_netlink.c, do_one_broadcast).</summary>
    internal void Subscribe(int group)
    {
        Option(LevelSocket, ReceiveBufferForce, 1 << 20);
        uint* address = stackalloc uint[3] { AddressFamily, 0, 1u << (group - 1) };
        Libc.Check(Libc.Call(SyscallNumbers.Bind, _socket, (nint)address, 12), $"subscribe to netlink group {group}");
    }

    /// <summary>Hands over all messages that have arrived, without waiting. False when some were lost, as the reader was too slow.</summary>
    internal bool Drain(NetlinkReader reader)
    {
        bool whole = true;
        while (true)
        {
            nint length;
            fixed (byte* bytes = _answer)
            {
                length = Libc.Call(SyscallNumbers.Recvfrom, _socket, (nint)bytes, _answer.Length, NonBlocking);
            }
            if (length == -Errno.EAGAIN)
            {
                return whole;
            }
            if (length == -Errno.ENOBUFS)
            {
                whole = false;
                continue;
            }
            Libc.Check(length, "read netlink events");
            for (int at = 0; at + 16 <= length;)
            {
                var message = _answer.AsSpan(at, (int)length - at);
                int size = MemoryMarshal.Read<int>(message);
                reader(MemoryMarshal.Read<ushort>(message[4..]), message[16..size]);
                at += (size + 3) & ~3;
            }
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        if (_answer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_answer);
            _answer = [];
        }
    }

    private void AwaitAnswer(NetlinkBatch batch, uint first, uint last)
    {
        LinuxException? error = null;
        while (true)
        {
            int length = Receive();
            for (int at = 0; at + 16 <= length;)
            {
                var message = _answer.AsSpan(at, length - at);
                int size = MemoryMarshal.Read<int>(message);
                uint number = MemoryMarshal.Read<uint>(message[8..]);
                at += (size + 3) & ~3;
                if (MemoryMarshal.Read<ushort>(message[4..]) != Error || number - first >= (uint)batch.Count)
                {
                    continue;
                }
                int errno = -MemoryMarshal.Read<int>(message[16..]);
                int index = (int)(number - first);
                if (errno != 0 && !batch.Tolerates(index, errno))
                {
                    error ??= new LinuxException(Named(batch.Step(index), message[..size]), null, errno);
                }
                // nfnetlink answers to the begin message when it refuses a batch as a whole (net/netfilter/nfnetlink.c).
                if (number == last || (errno != 0 && index == 0 && last != first))
                {
                    if (error != null)
                    {
                        throw error;
                    }
                    if (number == last)
                    {
                        return;
                    }
                }
            }
        }
    }

    private uint Transmit(NetlinkBatch batch, int acknowledged)
    {
        uint first = _sequence;
        batch.Seal(first, acknowledged);
        _sequence += (uint)batch.Count;
        Datagrams++;
        Messages += batch.Count;
        fixed (byte* bytes = batch.Bytes)
        {
            Libc.Check(Libc.Call(SyscallNumbers.Sendto, _socket, (nint)bytes, batch.Bytes.Length), batch.Step(0));
        }
        return first;
    }

    private int Receive()
    {
        fixed (byte* bytes = _answer)
        {
            return (int)Libc.Check(Libc.Call(SyscallNumbers.Recvfrom, _socket, (nint)bytes, _answer.Length), "read a netlink answer");
        }
    }

    private void Option(int level, int option, int value)
    {
        nint result = Libc.Call(SyscallNumbers.Setsockopt, _socket, level, option, (nint)(&value), sizeof(int));
        if (option is not (SendBufferForce or ReceiveBufferForce))   // without CAP_NET_ADMIN in the first user namespace the default stays
        {
            Libc.Check(result, "setsockopt", "netlink");
        }
    }

    private static string Named(string step, ReadOnlySpan<byte> message)
    {
        if ((MemoryMarshal.Read<ushort>(message[6..]) & AckHasTexts) != 0)
        {
            foreach (var attribute in new NetlinkAttributes(message[36..]))   // after the header, errno and the request's header
            {
                if (attribute.Type == 1)   // NLMSGERR_ATTR_MSG
                {
                    return $"{step} ({attribute.Text})";
                }
            }
        }
        return step;
    }
}
