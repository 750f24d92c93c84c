using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Supervision;

/// <summary>
/// One message over a SOCK_SEQPACKET connection between engine and monitor. A message is one packet, with two exceptions: one that is too long for a packet lies in
/// a file in memory, whose descriptor travels first with a packet <c>@</c>; and descriptors that are too many for one packet go ahead in packets <c>+</c>.
/// </summary>
public static class MonitorPacket
{
    /// <summary>The longest message that travels in the packet itself.</summary>
    public const int MaxBytes = 16 * 1024;

    private const int DescriptorsAhead = 200;
    private const byte Ahead = (byte)'+';
    private const byte Aside = (byte)'@';

    /// <summary>Sends a message. Nothing of it is sent where the first packet doesn't fit into the socket (-EAGAIN); in the rare case of more than one
    /// packet the rest waits for room.</summary>
    /// <returns>0, or minus an error number.</returns>
    public static int Send(int socket, ReadOnlySpan<byte> message, ReadOnlySpan<int> descriptors)
    {
        bool first = true;
        while (descriptors.Length > DescriptorsAhead)
        {
            int sent = SendOne(socket, [Ahead], descriptors[..DescriptorsAhead], wait: !first);
            if (sent < 0)
            {
                return sent;
            }
            first = false;
            descriptors = descriptors[DescriptorsAhead..];
        }
        if (message.Length <= MaxBytes)
        {
            return SendOne(socket, message, descriptors, wait: !first);
        }
        using SafeFileHandle file = MemoryFile.CreateSealed("berth-message", message);
        Span<int> all = stackalloc int[descriptors.Length + 1];
        all[0] = (int)file.DangerousGetHandle();
        descriptors.CopyTo(all[1..]);
        return SendOne(socket, [Aside], all, wait: !first);
    }

    /// <summary>Receives a packet of a non-blocking socket.</summary>
    /// <param name="socket">The connection.</param>
    /// <param name="buffer">At least <see cref="MaxBytes"/>.</param>
    /// <param name="descriptors">Descriptors that have come are added here; a message is complete with all in it.</param>
    /// <param name="message">The message; in <paramref name="buffer"/>, or in an array of its own where it is long.</param>
    /// <returns>1: there is a message. 0: the other end has closed. Minus an error number: nothing is there (-EAGAIN), or the connection is broken.</returns>
    /// <exception cref="LinuxException">A long message can't be read.</exception>
    public static int Receive(int socket, Span<byte> buffer, List<SafeFileHandle> descriptors, out ReadOnlySpan<byte> message)
    {
        message = default;
        Span<int> numbers = stackalloc int[UnixSocket.MaxDescriptors];
        while (true)
        {
            int length = UnixSocket.Receive(socket, buffer, numbers, out int count);
            if (length <= 0)
            {
                return length;
            }
            for (int i = 0; i < count; i++)
            {
                descriptors.Add(new SafeFileHandle(numbers[i], ownsHandle: true));
            }
            if (length == 1 && buffer[0] == Ahead)
            {
                continue;
            }
            message = length == 1 && buffer[0] == Aside && descriptors.Count >= count && count > 0 ? TakeAside(descriptors, descriptors.Count - count) : buffer[..length];
            return 1;
        }
    }

    private static byte[] TakeAside(List<SafeFileHandle> descriptors, int at)
    {
        using SafeFileHandle file = descriptors[at];
        descriptors.RemoveAt(at);
        long size = FileCalls.Stat(file).Size;
        if (size > 64 << 20 || !MemoryFile.IsSealed(file))
        {
            throw new LinuxException("receive", "message", Errno.EMSGSIZE);
        }
        var message = new byte[size];
        int read = RawIo.ReadAt((int)file.DangerousGetHandle(), message, 0);
        return read == size ? message : throw new LinuxException("read", "message", read < 0 ? -read : Errno.EIO);
    }

    private static int SendOne(int socket, ReadOnlySpan<byte> bytes, ReadOnlySpan<int> descriptors, bool wait)
    {
        while (true)
        {
            int sent = UnixSocket.Send(socket, bytes, descriptors);
            if (sent >= 0 || sent != RawIo.NotReady || !wait)
            {
                return Math.Min(sent, 0);
            }
            RawIo.Poll(socket, EpollEvents.Out, 1000);
        }
    }
}
