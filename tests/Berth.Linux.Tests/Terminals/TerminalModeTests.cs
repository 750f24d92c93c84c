namespace Berth.Linux.Tests;

public sealed class TerminalModeTests
{
    [Fact]
    public void A_pipe_is_no_terminal_and_has_no_size()
    {
        var (reader, writer) = FileCalls.Pipe();
        using (reader)
        using (writer)
        {
            int file = (int)reader.DangerousGetHandle();
            Assert.False(TerminalMode.IsTerminal(file));
            Assert.Equal((0, 0), TerminalMode.Size(file));
            Assert.Equal(Errno.ENOTTY, Assert.Throws<LinuxException>(() => TerminalMode.Of(file)).Errno);
        }
    }

    [Fact]
    public void Raw_passes_bytes_on_at_once_and_the_old_mode_comes_back()
    {
        using var terminal = FileCalls.Open("/dev/ptmx", OpenFlags.ReadWrite | OpenFlags.NoControllingTerminal);
        int file = (int)terminal.DangerousGetHandle();
        Assert.True(TerminalMode.IsTerminal(file));
        var before = TerminalMode.Of(file);
        before.Raw().Apply(file);
        Assert.Equal(before.Raw(), TerminalMode.Of(file).Raw());
        Assert.NotEqual(before, TerminalMode.Of(file));
        before.Apply(file);
        Assert.Equal(before, TerminalMode.Of(file));
    }

    [Fact]
    public void Sending_now_does_not_wait_for_room()
    {
        var (first, second) = UnixSocket.Pair(UnixSocketKind.Stream);
        using (first)
        using (second)
        {
            var bytes = new byte[1 << 16];
            int sent;
            while ((sent = UnixSocket.SendNow((int)first.DangerousGetHandle(), bytes)) > 0)
            {
            }
            Assert.Equal(RawIo.NotReady, sent);
        }
    }
}
