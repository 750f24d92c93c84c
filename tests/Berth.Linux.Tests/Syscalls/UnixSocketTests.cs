using Microsoft.Win32.SafeHandles;

namespace Berth.Linux.Tests;

public class UnixSocketTests
{
    private static int Fd(SafeFileHandle handle) => (int)handle.DangerousGetHandle();

    [Theory]
    [InlineData(UnixSocketKind.Stream, 10)]
    [InlineData(UnixSocketKind.SequencedPacket, 200)]
    public void A_listener_is_reached_by_its_path(UnixSocketKind kind, int length)
    {
        using var temp = new TempFolder();
        string folder = new string('f', length);
        temp.Folder.MakeFolder(folder);
        string path = temp.At($"{folder}/socket");
        using var listener = UnixSocket.Listen(path, kind, mode: 0x1B0);
        Assert.Equal(0x1B0, temp.Folder.Stat($"{folder}/socket").Mode);
        Assert.Null(UnixSocket.Accept(listener));
        using var client = UnixSocket.Connect(path, kind);
        using var server = UnixSocket.Accept(listener)!;
        Assert.Equal(Environment.ProcessId, UnixSocket.Peer(server).ProcessId);
        Assert.Equal(5, UnixSocket.Send(Fd(client), "hello"u8));
        byte[] buffer = new byte[10];
        Assert.Equal(5, UnixSocket.Receive(Fd(server), buffer, default, out _));
        Assert.Equal(RawIo.NotReady, UnixSocket.Receive(Fd(server), buffer, default, out _));
        Assert.Equal(Errno.EADDRINUSE, Assert.Throws<LinuxException>(() => UnixSocket.Listen(path, kind)).Errno);
    }

    [Fact]
    public void A_missing_listener_is_named()
    {
        var error = Assert.Throws<LinuxException>(() => UnixSocket.Connect("/nowhere/at/all", UnixSocketKind.Stream));
        Assert.Equal("connect /nowhere/at/all: no such file or directory (ENOENT)", error.Message);
    }

    [Fact]
    public void Descriptors_go_along()
    {
        var (left, right) = UnixSocket.Pair(UnixSocketKind.SequencedPacket);
        var (reader, writer) = FileCalls.Pipe();
        using (left)
        using (right)
        {
            Assert.Equal(4, UnixSocket.Send(Fd(left), "ta"u8, "ke"u8, [Fd(reader), Fd(writer), Fd(left)]));
            reader.Dispose();
            writer.Dispose();
            Span<int> got = stackalloc int[5];
            Assert.Equal(4, UnixSocket.Receive(Fd(right), new byte[10], got, out int count));
            Assert.Equal(3, count);
            Assert.Equal(2, RawIo.Write(got[1], "ok"u8));
            byte[] buffer = new byte[10];
            Assert.Equal(2, RawIo.Read(got[0], buffer));
            Assert.Contains("02000000", File.ReadAllText($"/proc/self/fdinfo/{got[0]}"), StringComparison.Ordinal);   // O_CLOEXEC
            foreach (int fd in got[..3])
            {
                RawIo.Close(fd);
            }
        }
    }

    [Fact]
    public void Descriptors_without_room_are_closed()
    {
        var (left, right) = UnixSocket.Pair(UnixSocketKind.SequencedPacket);
        var (reader, writer) = FileCalls.Pipe();
        using (left)
        using (right)
        using (reader)
        {
            Span<int> one = stackalloc int[1];
            UnixSocket.Send(Fd(left), "x"u8, [Fd(writer), Fd(writer)]);
            Assert.Equal(-Errno.EMSGSIZE, UnixSocket.Receive(Fd(right), new byte[10], one, out _));
            UnixSocket.Send(Fd(left), "x"u8, [Fd(writer)]);
            Assert.Equal(1, UnixSocket.Receive(Fd(right), new byte[10], default, out int count));
            Assert.Equal(0, count);
            writer.Dispose();
            Assert.Equal(0, RawIo.Read(Fd(reader), new byte[1]));   // the end: nobody holds the writer any more
        }
    }

    [Fact]
    public void A_message_that_is_too_long_is_refused()
    {
        var (left, right) = UnixSocket.Pair(UnixSocketKind.SequencedPacket);
        using (left)
        using (right)
        {
            UnixSocket.Send(Fd(left), new byte[100]);
            Assert.Equal(-Errno.EMSGSIZE, UnixSocket.Receive(Fd(right), new byte[99], default, out _));
            left.Dispose();
            Assert.Equal(0, UnixSocket.Receive(Fd(right), new byte[99], default, out _));
            Assert.Equal(-Errno.EPIPE, UnixSocket.Send(Fd(right), "x"u8));
        }
    }
}
