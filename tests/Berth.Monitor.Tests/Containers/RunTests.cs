using Berth.Linux;
using Berth.Supervision;

namespace Berth.Monitor.Tests;

public class RunTests
{
    [Fact]
    public async Task A_command_runs_and_its_exit_code_is_recorded()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var container = new Container(null, "sh", "-c", "echo out; echo err >&2; exit 3");
        MonitorRecord record = await container.RunAsync();
        Assert.Equal(3, record.ExitCode);
        Assert.Equal(ContainerPhase.Exited, record.Phase);
        Assert.Equal([("stderr", "err\n"), ("stdout", "out\n")], container.Log.Order());
        Assert.False(await container.Died);
        Assert.Equal(3, container.Record.ExitCode);
    }

    [Fact]
    public async Task A_signal_gives_128_and_its_number()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var container = new Container(null, "sleep", "100");
        MonitorReply reply = await container.StartAsync();
        Assert.Equal(ContainerPhase.Running, container.Record.Phase);
        Assert.Equal(reply.Pid, container.Record.Pid);
        Assert.Equal((long)ProcFs.Machine.Stat(reply.Pid)!.StartTime, container.Record.PidStartTicks);
        await container.Client.SignalAsync(Signals.Kill, manual: false);
        Assert.Equal(137, (await container.NextAsync<MonitorEvent.Exited>()).Record.ExitCode);
    }

    [Theory]
    [InlineData("nothere", 127, MonitorErrorKind.NotFound, "exec: \"nothere\": executable file not found in $PATH")]
    [InlineData("notexec", 127, MonitorErrorKind.NotFound, "exec: \"notexec\": executable file not found in $PATH")]
    [InlineData("/nothere", 127, MonitorErrorKind.NotFound, "exec: \"/nothere\": stat /nothere: no such file or directory")]
    [InlineData("/bin/notexec", 126, MonitorErrorKind.NotExecutable, "exec: \"/bin/notexec\": permission denied")]
    [InlineData("/etc/passwd/x", 127, MonitorErrorKind.NotFound, "exec: \"/etc/passwd/x\": stat /etc/passwd/x: not a directory")]
    [InlineData("/etc", 126, MonitorErrorKind.NotExecutable, "exec: \"/etc\": permission denied")]
    public async Task What_cannot_be_executed_is_told_with_Dockers_words(string command, int code, MonitorErrorKind kind, string text)
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var container = new Container(null, command);
        MonitorError error = (await Assert.ThrowsAsync<MonitorException>(container.StartAsync)).Error;
        Assert.Equal((kind, text), (error.Kind, error.Text));
        Assert.Equal(code, (await container.NextAsync<MonitorEvent.Exited>()).Record.ExitCode);
        Assert.False(await container.Died);
        Assert.Equal(text, container.Record.Error);
    }

    [Fact]
    public async Task An_unknown_user_and_a_bad_working_folder_are_told()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var user = new Container(r => r with { Process = r.Process with { User = "nobody" } }, "true");
        MonitorError error = (await Assert.ThrowsAsync<MonitorException>(user.StartAsync)).Error;
        Assert.Equal((MonitorErrorKind.User, "unable to find user nobody: no matching entries in passwd file"), (error.Kind, error.Text));

        await using var folder = new Container(r => r with { Process = r.Process with { WorkingFolder = "/etc/passwd" } }, "true");
        error = (await Assert.ThrowsAsync<MonitorException>(folder.StartAsync)).Error;
        Assert.Equal("chdir to cwd (\"/etc/passwd\") set in config.json failed: not a directory", error.Text);
    }

    [Fact]
    public async Task The_world_inside_is_a_containers()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        string script = """
            echo $$ $(hostname) $(pwd) $(umask); id; ls /dev | tr '\n' ' '; ls -l /dev/null /dev/ptmx | cut -c1-10
            grep -c . /proc/mounts >/dev/null; ls /proc/self/fd | tr '\n' ' '
            grep -E 'Cap(Prm|Eff|Inh|Bnd|Amb)|NoNewPrivs' /proc/self/status; cat /proc/self/oom_score_adj
            for f in /proc/sys/kernel/hostname /sys/x /proc/kcore; do (echo x > $f) 2>/dev/null && echo "wrote $f"; done; cat /proc/kcore | wc -c; ls /sys/firmware | wc -l
            ls /proc | grep -c '^[0-9]'; echo $HOME; cat /proc/self/mountinfo | cut -d' ' -f5,6
            """;
        await using var container = new Container(r => r with { Process = r.Process with { WorkingFolder = "/made/for/it" } }, "sh", "-c", script.Replace("tr ", "busybox tr ", StringComparison.Ordinal).Replace("cut ", "busybox cut ", StringComparison.Ordinal));
        await container.RunAsync();
        string output = container.Output;
        Assert.StartsWith("1 box /made/for/it 0022\nuid=0(root) gid=0(root) groups=0(root),10(wheel)\n", output, StringComparison.Ordinal);
        Assert.Contains("core fd full mqueue null ptmx pts random shm stderr stdin stdout tty urandom zero ", output, StringComparison.Ordinal);
        Assert.Contains("crw-rw-rw-\nlrwxrwxrwx\n0 1 2 3 ", output, StringComparison.Ordinal);   // 3 is ls's own
        Assert.Contains("CapInh:\t0000000000000000\nCapPrm:\t00000000a80425fb\nCapEff:\t00000000a80425fb\nCapBnd:\t00000000a80425fb\nCapAmb:\t0000000000000000\nNoNewPrivs:\t0\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("wrote", output, StringComparison.Ordinal);
        Assert.Contains("\n0\n0\n", output, StringComparison.Ordinal);
        Assert.Contains("/root\n", output, StringComparison.Ordinal);
        string[] mounts =
        [
            "/ rw,relatime", "/proc rw,nosuid,nodev,noexec,relatime", "/dev rw,nosuid", "/dev/pts rw,nosuid,noexec,relatime", "/dev/mqueue rw,nosuid,nodev,noexec,relatime",
            "/dev/shm rw,nosuid,nodev,noexec,relatime", "/sys ro,nosuid,nodev,noexec,relatime", "/proc/keys rw,nosuid", "/sys/firmware ro,nosuid,nodev,noexec,relatime",
            "/proc/bus ro,nosuid,nodev,noexec,relatime", "/proc/sys ro,nosuid,nodev,noexec,relatime",
        ];
        Assert.Empty(mounts.Except(output.Split('\n')));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task System_calls_are_filtered(bool noNewPrivileges)
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        // unshare(CLONE_NEWUSER) needs no capability: only the filter refuses it.
        const string script = "grep Seccomp: /proc/self/status; busybox unshare -U true 2>&1 | busybox tail -n 1";
        await using var container = new Container(r => r with { Process = r.Process with { NoNewPrivileges = noNewPrivileges } }, "sh", "-c", script);
        await container.RunAsync();
        Assert.StartsWith("Seccomp:\t2\n", container.Output, StringComparison.Ordinal);
        Assert.Contains("Operation not permitted", container.Output, StringComparison.Ordinal);

        await using var free = new Container(r => r with { Isolation = r.Isolation with { Filter = default } }, "sh", "-c", script);
        await free.RunAsync();
        Assert.Equal("Seccomp:\t0\n", free.Output);
    }

    [Fact]
    public async Task A_user_has_his_groups_and_home_and_no_capabilities()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var container = new Container(
            r => r with { Process = r.Process with { User = "app", AdditionalGroups = ["wheel"], NoNewPrivileges = true } }, "sh", "-c", "id; echo $HOME; grep -E 'Cap(Eff|Prm|Bnd)|NoNewPrivs' /proc/self/status");
        await container.RunAsync();
        Assert.Equal(
            "uid=1000(app) gid=1000(app) groups=10(wheel),1000(app),2000(extra)\n/home/app\nCapPrm:\t0000000000000000\nCapEff:\t0000000000000000\nCapBnd:\t00000000a80425fb\nNoNewPrivs:\t1\n",
            container.Output);
    }

    [Fact]
    public async Task A_read_only_root_is_one_and_its_mounts_are_not()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var container = new Container(
            r => r with
            {
                Root = r.Root with { ReadOnly = true },
                Mounts = [new MountRequest { Type = "tmpfs", Source = "tmpfs", Target = "/made/tmp", Options = ["size=64k", "mode=1777"] }],
            },
            "sh", "-c", "touch /x 2>/dev/null || echo ro; touch /made/tmp/x && echo rw; stat -c %a /made/tmp");
        await container.RunAsync();
        Assert.Equal("ro\nrw\n1777\n", container.Output);
    }

    [Fact]
    public async Task Mounts_are_bound_nested_read_only_by_subpath_and_copied_up()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var container = new Container(
            r =>
            {
                string data = Path.GetDirectoryName(r.Root.UpperFolder)! + "/data";
                Directory.CreateDirectory(data + "/sub/part");
                File.WriteAllText(data + "/file", "content\n");
                File.WriteAllText(data + "/sub/part/deep", "deep\n");
                return r with
                {
                    Mounts =
                    [
                        new MountRequest { Type = "bind", Source = data, Target = "/data" },
                        new MountRequest { Type = "bind", Source = data + "/file", Target = "/data/new/inner", ReadOnly = true },
                        new MountRequest { Type = "bind", Source = data, Subpath = "sub/part", Target = "/part", ReadOnly = true },
                        new MountRequest { Type = "tmpfs", Source = "tmpfs", Target = "/home", CopyUp = true },
                        new MountRequest { Type = "bind", Source = data + "/file", Target = "/etc/hosts" },
                    ],
                };
            },
            "sh", "-c", "cat /data/file /data/new/inner /part/deep /etc/hosts; echo more >> /data/file; (echo x > /data/new/inner) 2>/dev/null || echo ro; touch /part/x 2>/dev/null || echo ro; ls /home");
        await container.RunAsync();
        Assert.Equal("content\ncontent\ndeep\ncontent\nro\nro\napp\n", container.Output);
        Assert.Equal("content\nmore\n", File.ReadAllText(container.Root.Folder + "/data/file"));
        Assert.True(File.Exists(container.Root.Folder + "/data/new/inner"));
    }

    [Fact]
    public async Task A_missing_source_is_told()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var container = new Container(r => r with { Mounts = [new MountRequest { Type = "bind", Source = "/not/there", Target = "/data" }] }, "true");
        MonitorError error = (await Assert.ThrowsAsync<MonitorException>(container.StartAsync)).Error;
        Assert.Equal("error mounting \"/not/there\" to rootfs at \"/data\": no such file or directory", error.Text);
    }

    [Fact]
    public async Task Limits_settings_and_devices_are_set()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var container = new Container(
            r => r with
            {
                ResourceLimits = [new Supervision.ResourceLimit("nofile", 100, 200), new Supervision.ResourceLimit("core", 0, 0)],
                Isolation = r.Isolation with { Sysctls = ["net.ipv4.ip_forward=1", "kernel.msgmax=4096"], Devices = [new DeviceRequest("/dev/null", "/dev/sub/nothing")] },
                Process = r.Process with { OomScoreAdjust = 500 },
            },
            "sh", "-c", "ulimit -n; ulimit -Hn; ulimit -c; cat /proc/sys/net/ipv4/ip_forward /proc/sys/kernel/msgmax /proc/self/oom_score_adj; ls -l /dev/sub/nothing | busybox cut -c1-10");
        await container.RunAsync();
        Assert.Equal("100\n200\n0\n1\n4096\n500\ncrw-rw-rw-\n", container.Output);
    }

    [Fact]
    public async Task A_limit_beyond_this_machines_own_is_a_warning()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        Assert.SkipWhen(CapabilitySet.OwnEffective.Has(Capability.SysResource), "this machine's root may raise limits");
        (_, ulong hard) = CurrentProcess.GetLimit(Linux.ResourceLimit.OpenFiles);
        await using var container = new Container(r => r with { ResourceLimits = [new Supervision.ResourceLimit("nofile", (long)hard + 1, (long)hard + 1)] }, "sh", "-c", "ulimit -n");
        MonitorReply reply = await container.StartAsync();
        Assert.Contains("CAP_SYS_RESOURCE", Assert.Single(reply.Warnings), StringComparison.Ordinal);
        await container.NextAsync<MonitorEvent.Exited>();
        Assert.Equal($"{hard}\n", container.Output);
    }

    [Fact]
    public async Task A_second_start_is_refused_and_unknown_execs_too()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var container = new Container(null, "sleep", "100");
        Assert.Equal(MonitorErrorKind.State, (await Assert.ThrowsAsync<MonitorException>(() => container.Client.StopAsync(15, 1))).Error.Kind);
        await container.StartAsync();
        await Assert.ThrowsAsync<MonitorException>(() => container.Client.StartAsync(null, []));
        await Assert.ThrowsAsync<MonitorException>(() => container.Client.ExecSignalAsync("none", 9));
    }

    [Fact]
    public async Task The_host_has_nothing_left()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        string folder;
        await using (var container = new Container(null, "true"))
        {
            folder = container.Root.Folder;
            await container.RunAsync();
            await container.GoneAsync();
            Assert.DoesNotContain(File.ReadLines("/proc/self/mountinfo"), l => l.Contains(folder, StringComparison.Ordinal));
        }
        Assert.False(Directory.Exists(folder));
    }
}
