using Microsoft.Win32.SafeHandles;

namespace Berth.Linux.Tests;

public class PseudoTerminalTests
{
    [Fact]
    public void A_terminal_of_a_devpts_of_its_own_is_the_session_s()
    {
        Assert.SkipUnless(LinuxNeeds.Root, LinuxNeeds.RootReason);
        using SafeFileHandle terminals = MountCalls.CreateFileSystem("devpts", [new("newinstance", null), new("ptmxmode", "0666"), new("mode", "0620")]);
        using SafeFileHandle master = PseudoTerminal.OpenMaster(terminals);
        Assert.Equal(0, PseudoTerminal.NumberOf(master));
        PseudoTerminal.SetSize(master, 33, 77);
        StartedProcess process;
        using (SafeFileHandle slave = PseudoTerminal.OpenSlave(master))
        {
            Assert.True(TerminalMode.IsTerminal((int)slave.DangerousGetHandle()));
            Assert.Equal((33, 77), TerminalMode.Size((int)slave.DangerousGetHandle()));
            process = new SyscallProgram()
                .Unshare(Namespaces.Mount)
                .Mount("none", "/", null, MountFlags.Recursive | MountFlags.Private)
                .MoveMount(terminals, ProgramFile.WorkingFolder, "/dev/pts")
                .NewSession()
                .SetStandardStreams(slave, slave, slave)
                .SetControllingTerminal(ProgramFile.Standard(0))
                .ResetSignals()
                .CloseOnExecute(3)
                .Execute("/bin/sh", ["sh", "-c", "tty; stty size; trap 'echo interrupted; exit 5' INT; echo ready; while :; do read line; echo \"got $line\"; done"], ProgramRuns.Environment)
                .Start();
        }
        using (process)
        {
            string output = ReadUntil(master, "ready\r\n");
            Assert.Equal("/dev/pts/0\r\n33 77\r\nready\r\n", output);
            FileCalls.Write(master, "word\n"u8);
            Assert.Equal("word\r\ngot word\r\n", ReadUntil(master, "got word\r\n"));
            FileCalls.Write(master, [3]);   // Ctrl-C: only a session with this terminal gets the signal
            Assert.Contains("interrupted", ReadUntil(master, "interrupted\r\n"), StringComparison.Ordinal);
            Assert.Equal(5, Pidfd.Wait(process.Handle).Code);
            Assert.Equal(-Errno.EIO, RawIo.Read((int)master.DangerousGetHandle(), new byte[10]));   // how a terminal ends
        }
    }

    private static string ReadUntil(SafeFileHandle master, string end)
    {
        var text = new System.Text.StringBuilder();
        var buffer = new byte[1000];
        while (!text.ToString().EndsWith(end, StringComparison.Ordinal))
        {
            Assert.NotEqual(0, RawIo.Poll((int)master.DangerousGetHandle(), EpollEvents.In, 10_000));
            text.Append(System.Text.Encoding.UTF8.GetString(buffer, 0, FileCalls.Read(master, buffer)));
        }
        return text.ToString();
    }
}
