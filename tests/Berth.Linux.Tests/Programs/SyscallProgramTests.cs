namespace Berth.Linux.Tests;

/// <summary>Programs that run without root.</summary>
public class SyscallProgramTests
{
    private static readonly string[] True = ["true"];

    [Fact]
    public void A_command_runs_and_its_output_and_status_come_back()
    {
        var (status, output) = new SyscallProgram().Run(["sh", "-c", "echo out; echo err >&2; exit 7"]);
        Assert.Equal(new ExitStatus(7, 0, false), status);
        Assert.Equal("out\nerr\n", output);
    }

    [Fact]
    public void The_end_by_a_signal_is_told()
    {
        var (status, _) = new SyscallProgram().Run(["sh", "-c", "kill -TERM $$"]);
        Assert.Equal((Signals.Term, 143), (status.Signal, status.ShellCode));
    }

    [Fact]
    public void No_signal_is_blocked_or_ignored_and_no_descriptor_is_left()
    {
        using var leak = FileCalls.Open("/dev/null", OpenFlags.ReadOnly);
        var (_, output) = new SyscallProgram().Run(["sh", "-c", "sed -nE '/Sig(Blk|Ign|Cgt)/p' /proc/self/status; ls -l /proc/self/fd | wc -l"]);
        string[] lines = output.Split('\n');
        Assert.Equal(["SigBlk:\t0000000000000000", "SigIgn:\t0000000000000000", "SigCgt:\t0000000000000000"], lines[..3]);
        Assert.Equal("5", lines[3]);   // a line of ls's own, the three streams, and the folder that it reads
    }

    [Fact]
    public void Signals_can_stay_blocked()
    {
        var program = new SyscallProgram().ResetSignals(Signals.Term);
        using var start = program.Execute("/bin/sh", ["sh", "-c", "kill -TERM $$; exit 3"], []).Start();
        Assert.Equal(3, Pidfd.Wait(start.Handle).Code);
    }

    [Fact]
    public void A_step_that_fails_is_named()
    {
        var error = Assert.Throws<LinuxException>(() => new SyscallProgram().ChangeFolder("/nowhere").ResetSignals().Execute("/bin/true", True, []).Start());
        Assert.Equal("chdir /nowhere: no such file or directory (ENOENT)", error.Message);
    }

    [Fact]
    public void An_ignored_error_is_none_and_a_register_without_a_value_passes_its_steps_over()
    {
        using var process = new SyscallProgram()
            .Open(ProgramFile.WorkingFolder, "/nowhere", OpenFlags.WriteOnly, out Register file).Ignoring(Errno.EEXIST, Errno.ENOENT)
            .Write(file, "x", "/nowhere")
            .ResetSignals().Execute("/bin/true", True, []).Start();
        Assert.Equal(0, Pidfd.Wait(process.Handle).ShellCode);
    }

    [Fact]
    public void A_program_that_is_missing_or_not_executable_is_told_apart()
    {
        using var temp = new TempFolder();
        File.WriteAllText(temp.At("tool"), "text");
        temp.Folder.SetMode("tool", 0x1A4);
        Assert.Equal(Errno.ENOENT, StartError("tool", "/nowhere:/bin"));
        Assert.Equal(Errno.EACCES, StartError("tool", $"{temp.Path}:/bin:/nowhere"));
        Assert.Equal(Errno.EACCES, StartError(temp.At("tool"), ""));
        temp.Folder.SetMode("tool", 0x1ED);
        Assert.Equal(Errno.ENOEXEC, StartError("tool", $"/nowhere:{temp.Path}"));
        Assert.Equal(Errno.ENOTDIR, StartError("/etc/passwd/tool", ""));

        static int StartError(string command, string path) => Assert.Throws<LinuxException>(() => new SyscallProgram().ResetSignals().ExecuteCommand(command, path, ["tool"], []).Start()).Errno;
    }

    [Fact]
    public void A_command_is_found_late_in_the_path()
    {
        using var process = new SyscallProgram().ResetSignals().ExecuteCommand("true", "/nowhere:/etc/passwd:/usr/bin", True, []).Start();
        Assert.Equal(0, Pidfd.Wait(process.Handle).ShellCode);
    }

    [Fact]
    public void A_program_can_be_started_again_with_other_descriptors()
    {
        var program = new SyscallProgram();
        Register output = program.NewRegister("output");
        using var nothing = FileCalls.Open("/dev/null", OpenFlags.ReadWrite);
        program.SetStandardStreams(nothing, output, nothing).ResetSignals().Execute("/bin/echo", ["echo", "again"], []);
        for (int i = 0; i < 2; i++)
        {
            var (reader, writer) = FileCalls.Pipe();
            using (reader)
            {
                using (writer)
                {
                    program.SetRegister(output, (int)writer.DangerousGetHandle());
                    using var process = program.Start();
                    Assert.Equal(0, Pidfd.Wait(process.Handle).ShellCode);
                }
                Assert.Equal("again\n", ProgramRuns.ReadAll(reader));
            }
        }
    }

    [Fact]
    public void Standard_streams_may_be_swapped_and_descriptors_passed()
    {
        using var temp = new TempFolder();
        using var file = temp.Folder.Open("f", OpenFlags.ReadWrite | OpenFlags.Create, 0x180);
        var (reader, writer) = FileCalls.Pipe();
        using var nothing = FileCalls.Open("/dev/null", OpenFlags.ReadOnly);
        using (reader)
        using (writer)
        {
            using var process = new SyscallProgram()
                .SetStandardStreams(nothing, writer, writer)
                .SetStandardStreams(ProgramFile.Standard(1), ProgramFile.Standard(0), ProgramFile.Standard(2))
                .PassDescriptors([file, writer])
                .ResetSignals()
                .Execute("/bin/sh", ["sh", "-c", "out=$(readlink /proc/$$/fd/1); echo $out >&4; echo three >&3; ls /proc/self/fd | tr '\\n' ' ' >&4"], ProgramRuns.Environment).Start();
            Assert.Equal(0, Pidfd.Wait(process.Handle).ShellCode);
            writer.Dispose();
            Assert.Equal("/dev/null\n0 1 2 3 4 5 ", ProgramRuns.ReadAll(reader));
            Assert.Equal("three\n", File.ReadAllText(temp.At("f")));
        }
    }

    [Fact]
    public void A_sealed_file_without_a_place_is_executed()
    {
        using var program = MemoryFile.CreateSealed("busy", File.ReadAllBytes("/bin/true"));
        using var process = new SyscallProgram().ResetSignals().Execute(program, "true", True, []).Start();
        Assert.Equal(0, Pidfd.Wait(process.Handle).ShellCode);
    }

    [Fact]
    public void A_child_waits_for_another_process()
    {
        var (reader, writer) = FileCalls.Pipe();
        using (reader)
        using (writer)
        {
            using var other = new SyscallProgram().PassDescriptors([writer]).ResetSignals().Execute("/bin/sh", ["sh", "-c", "sleep 0.05; echo go >&3"], ProgramRuns.Environment).Start();
            using var process = new SyscallProgram().WaitFor(reader, "pipe").ResetSignals().Execute("/bin/true", True, []).Start();
            Assert.Equal(0, Pidfd.Wait(process.Handle).ShellCode);
            Assert.Equal(0, Pidfd.Wait(other.Handle).ShellCode);
        }
    }

    [Fact]
    public void Steps_without_an_execve_run_to_their_end_and_hand_back_a_descriptor()
    {
        var program = new SyscallProgram().ChangeFolder("/etc").Open(ProgramFile.WorkingFolder, "passwd", OpenFlags.ReadOnly, out Register file);
        using var passwd = program.Run(file)!;
        Assert.Equal(File.ReadAllText("/etc/passwd"), ProgramRuns.ReadAll(passwd));
        Assert.Equal(Errno.ENOENT, Assert.Throws<LinuxException>(() => new SyscallProgram().ChangeFolder("/nowhere").Run()).Errno);
    }

    [Fact]
    public void Limits_umask_and_folder_are_the_child_s()
    {
        var (_, output) = new SyscallProgram().SetLimit(ResourceLimit.OpenFiles, 5000, 6000).SetUmask(0x3F).ChangeFolder("/etc").NewSession()
            .Run(["sh", "-c", "ulimit -n; ulimit -Hn; umask; pwd; cut -d' ' -f6 /proc/self/stat | grep -c $$"]);
        Assert.Equal("5000\n6000\n0077\n/etc\n1\n", output);
    }
}
