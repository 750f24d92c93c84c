namespace Berth.Linux.Tests;

public class EventTests
{
    [Fact]
    public void Epoll_tells_which_descriptor_is_ready()
    {
        using var poll = new Epoll();
        using var first = new EventFd();
        using var second = new EventFd();
        poll.Add(first.Handle, EpollEvents.In, 0x1_0000_0001);
        poll.Add(second.Handle, EpollEvents.In, ulong.MaxValue);
        Assert.Equal(0, poll.Wait(0));
        second.Signal();
        second.Signal();
        Assert.Equal(1, poll.Wait());
        Assert.Equal(new EpollEvent(ulong.MaxValue, EpollEvents.In), poll[0]);
        Assert.Equal(2u, second.Drain());
        first.Signal();
        Assert.Equal(1, poll.Wait());
        Assert.Equal(0x1_0000_0001u, poll[0].Data);
        poll.Remove(first.Handle);
        Assert.Equal(0, poll.Wait(0));
    }

    [Fact]
    public void A_timer_goes_off()
    {
        using var poll = new Epoll();
        using var timer = new TimerFd();
        poll.Add(timer.Handle, EpollEvents.In, 1);
        timer.Set(TimeSpan.FromMilliseconds(2));
        Assert.Equal(1, poll.Wait(10_000));
        Assert.Equal(1u, timer.Drain());
        timer.Set(TimeSpan.Zero);
        Assert.Equal(1, poll.Wait(10_000));
        timer.Set(TimeSpan.FromHours(1));
        timer.Stop();
        Assert.Equal(0, poll.Wait(0));
    }

    [Fact]
    public void Inotify_names_what_was_made()
    {
        using var temp = new TempFolder();
        using var notify = new Inotify();
        int watch = notify.Watch(temp.Path, InotifyEvents.Created | InotifyEvents.Removed);
        Assert.False(notify.TryRead(out _, out _, out _));
        temp.Folder.MakeFolder("a-folder");
        temp.Folder.MakeNode("b", FileKind.Regular, 0x180);
        Assert.True(notify.TryRead(out int where, out InotifyEvents what, out ReadOnlySpan<byte> name));
        Assert.Equal((watch, InotifyEvents.Created | InotifyEvents.IsFolder, "a-folder"), (where, what, PathText.Decode(name)));
        Assert.True(notify.TryRead(out _, out what, out name));
        Assert.Equal((InotifyEvents.Created, "b"), (what, PathText.Decode(name)));
        Assert.False(notify.TryRead(out _, out _, out _));
    }

    [Fact]
    public void A_sealed_file_keeps_its_content()
    {
        using var file = MemoryFile.CreateSealed("berth-test", "content"u8);
        Assert.True(MemoryFile.IsSealed(file));
        Assert.Equal(Errno.EPERM, Assert.Throws<LinuxException>(() => FileCalls.Write(file, "x"u8)).Errno);
        Assert.Equal(Errno.EPERM, Assert.Throws<LinuxException>(() => FileCalls.SetLength(file, 0)).Errno);
    }

    [Fact]
    public void Nothing_here_allocates()
    {
        using var poll = new Epoll();
        using var event1 = new EventFd();
        using var timer = new TimerFd();
        var (reader, writer) = FileCalls.Pipe(nonBlocking: true);
        var (left, right) = UnixSocket.Pair(UnixSocketKind.SequencedPacket, nonBlocking: true);
        poll.Add(event1.Handle, EpollEvents.In, 1);
        int r = (int)reader.DangerousGetHandle(), w = (int)writer.DangerousGetHandle(), a = (int)left.DangerousGetHandle(), b = (int)right.DangerousGetHandle();
        using var child = new SyscallProgram().ResetSignals().Execute("/bin/sleep", ["sleep", "100"], []).Start();
        byte[] buffer = new byte[100];
        int[] descriptors = new int[4];

        long before = 0;
        for (int i = 0; i < 1000; i++)
        {
            if (i == 100)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
            }
            event1.Signal();
            poll.Wait();
            if (poll[0].Data == 1)
            {
                event1.Drain();
            }
            timer.Set(TimeSpan.FromSeconds(100));
            RawIo.Write(w, "some"u8, "bytes"u8);
            RawIo.Read(r, buffer);
            RawIo.Read(r, buffer);
            UnixSocket.Send(a, "message"u8, [r]);
            UnixSocket.Receive(b, buffer, descriptors, out int count);
            RawIo.Close(descriptors[0]);
            RawIo.Poll(r, EpollEvents.In, 0);
            Pidfd.Signal(child.Handle, Signals.Cont);
            Pidfd.TryWait(child.Handle, out _);
            poll.Modify(event1.Handle, EpollEvents.In, 1);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Pidfd.Signal(child.Handle, Signals.Kill);
        Assert.Equal(Signals.Kill, Pidfd.Wait(child.Handle).Signal);
        Array.ForEach([reader, writer, left, right], h => h.Dispose());
    }
}
