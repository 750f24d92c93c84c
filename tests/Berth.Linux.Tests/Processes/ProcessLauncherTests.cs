using Microsoft.Win32.SafeHandles;

namespace Berth.Linux.Tests;

public class ProcessLauncherTests
{
    private static string Output(LaunchRequest request, SafeFileHandle reader, SafeFileHandle writer)
    {
        using (reader)
        {
            StartedProcess process;
            using (writer)
            {
                process = ProcessLauncher.Launch(request with { Output = writer });
            }
            using (process)
            {
                Assert.Equal(0, Pidfd.Wait(process.Handle).ShellCode);
                return ProgramRuns.ReadAll(reader);
            }
        }
    }

    private static LaunchRequest Shell(SafeFileHandle shell, string script) => new() { Program = shell, Name = "shell", Arguments = ["berth test", "-c", script] };

    [Fact]
    public void Nothing_of_the_starter_reaches_the_program()
    {
        using var shell = FileCalls.Open("/bin/sh", OpenFlags.ReadOnly);
        using var leak = FileCalls.Open("/dev/null", OpenFlags.ReadOnly);
        var (reader, writer) = FileCalls.Pipe();
        string output = Output(
            Shell(shell, "pwd; umask; export -p; set -- $(/bin/cat /proc/$$/stat); echo $(( $6 == $$ )) $7; for f in /proc/$$/fd/*; do echo ${f##*/}; done; /bin/sed -n '/SigIgn/p;/SigBlk/p' /proc/$$/status; read line || echo end"),
            reader, writer);
        Assert.Equal(
            "/\n0022\nexport PWD='/'\n1 0\n0\n1\n2\n3\nSigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\nend\n",
            output);   // 3 is the folder that the shell reads
    }

    [Fact]
    public void Signals_are_blocked_where_that_is_asked_for()
    {
        using var sed = FileCalls.Open("/bin/sed", OpenFlags.ReadOnly);
        var (reader, writer) = FileCalls.Pipe();
        var request = new LaunchRequest { Program = sed, Name = "sed", Arguments = ["sed", "-n", "/SigBlk/p", "/proc/self/status"], BlockedSignals = [Signals.Term, Signals.Hup] };
        Assert.Equal("SigBlk:\t0000000000004001\n", Output(request, reader, writer));
    }

    [Fact]
    public void It_gets_what_is_given()
    {
        using var temp = new TempFolder();
        using var shell = MemoryFile.CreateSealed("shell", File.ReadAllBytes("/bin/sh"));
        using var first = temp.Folder.Open("first", OpenFlags.WriteOnly | OpenFlags.Create, 0x180);
        using var second = temp.Folder.Open("second", OpenFlags.WriteOnly | OpenFlags.Create, 0x180);
        var (reader, writer) = FileCalls.Pipe();
        string output = Output(
            Shell(shell, "echo $X >&3; echo two >&4; pwd; umask; /usr/bin/tr '\\0' ' ' </proc/$$/cmdline | /usr/bin/cut -c1-13; echo x 2>/dev/null >&5 || :") with
            {
                Descriptors = [first, second],
                Environment = ["X=one"],
                WorkingFolder = "/etc",
                Umask = 0x3F,
            },
            reader, writer);
        Assert.Equal("/etc\n0077\nberth test -c\n", output);
        Assert.Equal(("one\n", "two\n"), (File.ReadAllText(temp.At("first")), File.ReadAllText(temp.At("second"))));
    }

    [Fact]
    public void A_program_s_file_may_have_the_number_that_a_passed_one_gets()
    {
        using var shell = FileCalls.Open("/bin/sh", OpenFlags.ReadOnly);
        using var nothing = FileCalls.Open("/dev/null", OpenFlags.ReadWrite);
        string text = ProcessLauncher.Compile(Shell(shell, "") with { Descriptors = [nothing] }, nothing).ToString();
        Assert.StartsWith($"$program = fcntl({shell.DangerousGetHandle()}, F_DUPFD_CLOEXEC, 100)\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\nexecveat($program, \"\", [\"berth test\", \"-c\", \"\"], [], AT_EMPTY_PATH)\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_program_is_named()
    {
        using var file = FileCalls.Open("/etc/passwd", OpenFlags.ReadOnly);
        var error = Assert.Throws<LinuxException>(() => ProcessLauncher.Launch(Shell(file, "") with { Name = "engine" }));
        Assert.Equal("execve engine: permission denied (EACCES)", error.Message);
    }
}
