namespace Berth.EndToEnd;

/// <summary>The docker grammar's commands against an engine of Berth's.</summary>
public sealed class RunTests(TestRegistry registry)
{
    [Fact]
    public void Run_pulls_runs_and_gives_the_commands_output_and_status()
    {
        using var host = new BerthHost(registry);
        host.Berth("run", "--rm", "nginx:latest", "cat", "/etc/os-release").Succeeds().Prints("Debian").Complains("Unable to find image 'nginx:latest' locally");
        host.Berth("run", "--rm", "busybox", "sh", "-c", "echo out; echo err >&2; exit 7").Exits(7).Prints("out\n").Complains("err");
        Assert.Equal("hi\n", host.BerthWithInput("hi\n", "run", "-i", "--rm", "busybox", "cat").Succeeds().Output);
        host.Berth("run", "--rm", "--network", "none", "busybox", "ls", "/sys/class/net").Succeeds().Prints("lo");
        host.Berth("run", "--rm", "busybox", "sh", "-c", "sh -c 'kill -9 $$'; exit $?").Exits(137);
        Assert.Equal("", host.Berth("ps", "-aq").Succeeds().Output);
    }

    [Theory]
    [InlineData(127, "executable file not found", "busybox", "no-such-command")]
    [InlineData(126, "permission denied", "busybox", "/etc/passwd")]
    [InlineData(125, "no matching entries in passwd file", "--user", "nobody-here", "busybox", "true")]
    [InlineData(125, "no-such-image", "no-such-image", "true")]
    [InlineData(125, "unknown flag", "--no-such-flag", "busybox")]
    public void A_start_that_fails_says_why_with_dockers_status(int status, string text, params string[] arguments)
    {
        using var host = new BerthHost(registry);
        host.Berth(["run", "--rm", .. arguments]).Exits(status).Complains(text);
        Assert.Equal("", host.Berth("ps", "-aq").Succeeds().Output);
    }

    [Fact]
    public void A_detached_container_is_listed_executed_in_inspected_logged_stopped_and_removed()
    {
        using var host = new BerthHost(registry);
        string id = host.Berth("run", "-d", "--name", "box", "busybox", "sh", "-c", "echo started; trap 'echo stopping; exit 3' TERM; while :; do sleep 1 & wait $!; done").Succeeds().Output.Trim();
        Assert.Equal(64, id.Length);
        host.Berth("ps").Succeeds().Prints("box").Prints(id[..12]);
        host.Berth("exec", "box", "sh", "-c", "echo in; exit 5").Exits(5).Prints("in");
        host.Berth("exec", "box", "hostname").Succeeds().Prints(id[..12]);
        Assert.Equal("a\nb\n", host.BerthWithInput("b\na\n", "exec", "-i", "box", "sort").Succeeds().Output);
        host.Berth("exec", "box", "no-such-command").Exits(127);
        host.Berth("logs", "box").Succeeds().Prints("started");
        host.Berth("stop", "box").Succeeds();
        host.Berth("logs", "--tail", "1", "box").Succeeds().Prints("stopping");
        Assert.Equal("exited 3", host.Berth("inspect", "-f", "{{.State.Status}} {{.State.ExitCode}}", "box").Succeeds().Output.Trim());
        host.Berth("rm", "box").Succeeds();
        host.Berth("inspect", "box").Exits(1).Complains("No such object: box");
    }

    [Fact]
    public void A_published_port_is_reachable_until_the_container_goes()
    {
        using var host = new BerthHost(registry);
        int port = TestRegistry.FreePort();
        host.Berth("run", "-d", "--name", "web", "-p", $"{port}:80", "nginx").Succeeds();
        Assert.Contains("nginx", Web.Get($"http://127.0.0.1:{port}/"), StringComparison.Ordinal);
        host.Berth("run", "--rm", "-p", $"{port}:80", "busybox", "true").Exits(125).Complains("port is already allocated").Complains("web");
        Assert.Equal("web", host.Berth("ps", "-a", "--format", "{{.Names}}").Succeeds().Output.Trim());
        host.Berth("rm", "-f", "web").Succeeds();
        Web.Refuses($"http://127.0.0.1:{port}/");
    }

    [Fact]
    public void What_a_container_sees_is_its_own()
    {
        using var host = new BerthHost(registry);
        string script = """
            echo pid $$
            grep -c . /proc/net/dev
            cat /proc/1/comm
            grep CapEff /proc/self/status
            grep Seccomp: /proc/self/status
            grep NoNewPrivs /proc/self/status
            ls -1 /proc/self/fd | wc -l
            touch /proc/sys/kernel/hostname 2>&1
            echo x > /sys/kernel/mm/ksm/run 2>&1
            cat /proc/kcore | wc -c
            ls /dev | sort | tr '\n' ' '
            mount -t tmpfs x /mnt 2>&1
            hostname
            pwd
            """;
        string output = host.Berth("run", "--rm", "-h", "castle", "-w", "/tmp", "busybox", "sh", "-c", script).Output;
        Assert.Contains("pid 1\n", output, StringComparison.Ordinal);
        Assert.Contains("CapEff:\t00000000a80425fb\n", output, StringComparison.Ordinal);
        Assert.Contains("Seccomp:\t2\n", output, StringComparison.Ordinal);
        Assert.Contains("Read-only file system", output, StringComparison.Ordinal);
        Assert.Contains("core fd full mqueue null ptmx pts random shm stderr stdin stdout tty urandom zero", output, StringComparison.Ordinal);
        Assert.Contains("permission denied", output, StringComparison.Ordinal);
        Assert.EndsWith("castle\n/tmp\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_terminal_has_the_callers_size_and_the_commands_status()
    {
        using var host = new BerthHost(registry);
        host.Berth("pull", "-q", "busybox").Succeeds();
        var result = Shell.Run("/", host.Environment, "", TimeSpan.FromSeconds(60), "script", "-qec",
            $"stty rows 33 cols 99; '{Repository.Berth}' run -t --rm busybox sh -c 'stty size; tty; exit 4'", "/dev/null");
        result.Exits(4).Prints("33 99").Prints("/dev/pts/0");
    }

    [Fact]
    public void Images_are_pulled_listed_saved_loaded_and_removed()
    {
        using var host = new BerthHost(registry);
        host.Berth("pull", "busybox:latest").Succeeds().Prints("Status: Downloaded newer image for busybox:latest").Prints("docker.io/library/busybox:latest");
        host.Berth("pull", "busybox:latest").Succeeds().Prints("Image is up to date for busybox:latest");
        host.Berth("images").Succeeds().Prints("busybox");
        string archive = Path.Combine(host.Folder("x"), "box.tar");
        host.Berth("save", "-o", archive, "busybox").Succeeds();
        host.Berth("rmi", "busybox").Succeeds().Prints("Untagged: busybox:latest");
        Assert.Equal("", host.Berth("images", "-q").Succeeds().Output);
        host.Berth("load", "-i", archive).Succeeds().Prints("Loaded image: busybox:latest");
        host.Berth("run", "--rm", "busybox", "echo", "loaded").Succeeds().Prints("loaded");
        host.Berth("pull", "no-such-image").Exits(1).Complains("Error response from daemon");
        host.Berth("pull", "UPPER").Exits(1).Complains("must be lowercase");
    }

    [Fact]
    public void Volumes_keep_what_is_written_and_start_with_what_the_image_has()
    {
        using var host = new BerthHost(registry);
        host.Berth("volume", "create", "data").Succeeds().Prints("data");
        host.Berth("run", "--rm", "-v", "data:/data", "busybox", "sh", "-c", "echo kept > /data/file").Succeeds();
        host.Berth("run", "--rm", "-v", "data:/data:ro", "busybox", "cat", "/data/file").Succeeds().Prints("kept");
        host.Berth("run", "--rm", "-v", "data:/data:ro", "busybox", "touch", "/data/file").Exits(1).Complains("Read-only");
        host.Berth("run", "--rm", "-v", "fresh:/etc", "busybox", "cat", "/etc/passwd").Succeeds().Prints("root:x:0:0");
        host.Berth("volume", "ls", "-q").Succeeds().Prints("data").Prints("fresh");
        host.Berth("volume", "rm", "data", "fresh").Succeeds();
    }

    [Fact]
    public void Networks_resolve_names_and_keep_strangers_apart()
    {
        using var host = new BerthHost(registry);
        host.Berth("network", "create", "one").Succeeds();
        host.Berth("network", "create", "two").Succeeds();
        host.Berth("run", "-d", "--name", "one-a", "--network", "one", "busybox", "sleep", "1000").Succeeds();
        host.Berth("run", "-d", "--name", "two-b", "--network", "two", "busybox", "sleep", "1000").Succeeds();
        string address = host.Berth("inspect", "-f", "{{.NetworkSettings.Networks.one.IPAddress}}", "one-a").Succeeds().Output.Trim();
        host.Berth("run", "--rm", "--network", "one", "busybox", "ping", "-c1", "-W2", "one-a").Succeeds().Prints(address);
        host.Berth("exec", "two-b", "ping", "-c1", "-W1", address).Exits(1);
        host.Berth("exec", "two-b", "ping", "-c1", "-W1", "one-a").Exits(1);
        host.Berth("network", "rm", "one").Exits(1).Complains("has active endpoints");
    }

    [Fact]
    public void Copies_go_in_and_out_of_running_and_stopped_containers()
    {
        using var host = new BerthHost(registry);
        string folder = host.Folder("files");
        File.WriteAllText(Path.Combine(folder, "in"), "from outside");
        host.Berth("create", "--name", "copied", "busybox", "cat", "/in").Succeeds();
        host.BerthIn(folder, "cp", "in", "copied:/in").Succeeds();
        host.Berth("start", "-a", "copied").Succeeds().Prints("from outside");
        host.BerthIn(folder, "cp", "copied:/etc/passwd", "out").Succeeds();
        Assert.Contains("root:", File.ReadAllText(Path.Combine(folder, "out")), StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_are_the_kernels()
    {
        using var host = new BerthHost(registry);
        host.Berth("run", "--rm", "-m", "64m", "busybox", "sh", "-c", "cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max 2>/dev/null").Prints("67108864");
        host.Berth("run", "--name", "oom", "-m", "16m", "--memory-swap", "16m", "busybox", "sh", "-c", "dd if=/dev/zero of=/dev/null bs=64M count=1").Exits(137);
        Assert.Equal("true", host.Berth("inspect", "-f", "{{.State.OOMKilled}}", "oom").Succeeds().Output.Trim());
        host.Berth("run", "--rm", "--pids-limit", "5", "busybox", "sh", "-c", "for i in 1 2 3 4 5 6 7 8; do sleep 1 & done; wait").Complains("fork");
    }
}
