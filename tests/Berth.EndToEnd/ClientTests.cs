namespace Berth.EndToEnd;

/// <summary>exec, attach, run and cp on our engine, with and without a terminal: the same through our command line and through Docker's.</summary>
public sealed class ClientTests(TestRegistry registry)
{
    private static readonly (int Rows, int Columns) s_size = (33, 101);

    [Theory, InlineData("berth"), InlineData("docker")]
    public void Exec_passes_streams_statuses_users_folders_and_variables(string client)
    {
        using var host = new BerthHost(registry);
        host.Berth("run", "-d", "--name", "box", "busybox", "sleep", "1000").Succeeds();
        var tool = new Pairing(host, client, "berth");

        tool.Run("/", "exec", "box", "sh", "-c", "echo out; echo err >&2; exit 7").Exits(7).Prints("out\n").Complains("err\n");
        tool.Run("/", "exec", "box", "no-such").Exits(127).Prints("executable file not found in $PATH");
        tool.Run("/", "exec", "box", "/etc/passwd").Exits(126).Prints("permission denied");
        tool.Run("/", "exec", "box", "sh", "-c", "kill -9 $$").Exits(137);
        tool.Run("/", "exec", "-d", "box", "no-such").Exits(1).Complains("executable file not found");
        Assert.Equal("2000000\nafter\n", tool.RunWithInput("/", new string('x', 2_000_000), "exec", "-i", "box", "sh", "-c", "wc -c; echo after").Succeeds().Output);   // the input's end gets there
        Assert.Equal("abc", tool.RunWithInput("/", "abc" + new string('d', 1000), "exec", "-i", "box", "head", "-c", "3").Succeeds().Output);
        tool.RunWithInput("/", "ignored", "exec", "box", "cat").Succeeds();

        tool.Run("/", "exec", "-u", "nobody", "box", "id").Succeeds().Prints("uid=65534(nobody) gid=65534(nobody)");
        tool.Run("/", "exec", "-u", "5:6", "box", "id").Succeeds().Prints("uid=5 gid=6");
        tool.Run("/", "exec", "-u", "ghost", "box", "id").Exits(1).Complains("unable to find user ghost: no matching entries in passwd file");
        tool.Run("/", "exec", "-w", "/etc", "box", "pwd").Succeeds().Prints("/etc\n");
        tool.Run("/", "exec", "-w", "/nope", "box", "pwd").Exits(127).Prints("no such file or directory");
        tool.Run("/", "exec", "-w", "rel", "box", "pwd").Exits(128).Prints("Cwd must be an absolute path");
        tool.Run("/", "exec", "-e", "A=1", "-e", "B=2 3", "box", "sh", "-c", "echo $A-$B").Succeeds().Prints("1-2 3\n");
        tool.Run("/", "exec", "box", "grep", "CapEff", "/proc/self/status").Succeeds().Prints("00000000a80425fb");
        Assert.DoesNotContain("00000000a80425fb", tool.Run("/", "exec", "--privileged", "box", "grep", "CapEff", "/proc/self/status").Succeeds().Output, StringComparison.Ordinal);
        tool.Run("/", "exec", "--detach-keys", "nope", "box", "true").Exits(1).Complains("Invalid escape keys (nope) provided");
        tool.Run("/", "pause", "box").Succeeds();
        tool.Run("/", "exec", "box", "true").Exits(1).Complains("is paused, unpause the container before exec");
    }

    [Theory, InlineData("berth"), InlineData("docker")]
    public void Terminals_have_sizes_keys_and_statuses(string client)
    {
        using var host = new BerthHost(registry);
        host.Berth("run", "-d", "--name", "box", "busybox", "sleep", "1000").Succeeds();
        var tool = new Pairing(host, client, "berth");

        tool.RunOnTerminal("/", s_size, [("# ", "stty size; tty; exit 9\n")], "exec", "-it", "box", "sh").Exits(9).Prints("33 101").Prints("/dev/pts/");
        tool.RunOnTerminal("/", s_size, [("33 101", "@44x111")], "exec", "-it", "box", "sh", "-c", "trap 'stty size; exit 4' WINCH; stty size; while :; do sleep 0.05; done").Exits(4).Prints("44 111");
        tool.RunOnTerminal("/", s_size, [("ready", "\x03")], "exec", "-it", "box", "sh", "-c", "trap 'echo caught; exit 5' INT; echo ready; while :; do sleep 0.05; done").Exits(5).Prints("caught");
        tool.RunOnTerminal("/", s_size, [("ready", "line\n"), ("line", "\x04")], "exec", "-it", "box", "sh", "-c", "echo ready; cat; exit 3").Exits(3);
        tool.RunOnTerminal("/", s_size, [("ready", "\x10\x11")], "exec", "-it", "box", "sh", "-c", "echo ready; cat").Exits(1).Prints("read escape sequence");
        tool.RunOnTerminal("/", s_size, [("ready", "ab")], "exec", "-it", "--detach-keys", "a,b", "box", "sh", "-c", "echo ready; cat").Exits(1).Prints("read escape sequence");

        tool.RunOnTerminal("/", s_size, [("ready", "\x10\x11")], "run", "-it", "--name", "talk", "busybox", "sh", "-c", "(while sleep 0.1; do echo tick; done) & echo ready; cat; exit 6").Exits(0);
        tool.Run("/", "inspect", "-f", "{{.State.Running}}", "talk").Succeeds().Prints("true");
        tool.RunOnTerminal("/", s_size, [("tick", "hello\n"), ("hello", "\x10\x11")], "attach", "talk").Exits(1).Prints("read escape sequence");
        tool.RunOnTerminal("/", s_size, [("tick", "bye\n"), ("bye", "\x04")], "attach", "talk").Exits(6);
        tool.Run("/", "attach", "talk").Exits(1).Complains("You cannot attach to a stopped container, start it first");
        tool.RunOnTerminal("/", s_size, [("ready", "again\n"), ("again", "\x04")], "start", "-ai", "talk").Exits(6);
        tool.Run("/", "exec", "-it", "box", "true").Exits(1).Complains("the input device is not a TTY");
    }

    [Theory, InlineData("berth"), InlineData("docker")]
    public void Run_ends_with_the_statuses_and_words_that_scripts_know(string client)
    {
        using var host = new BerthHost(registry);
        host.Berth("pull", "-q", "busybox").Succeeds();
        var tool = new Pairing(host, client, "berth");
        tool.Run("/", "run", "--rm", "UPPER").Exits(125).Complains("repository name (library/UPPER) must be lowercase").Complains("run --help' for more information");
        tool.Run("/", "run", "--rm", "busybox", "no-such").Exits(127).Complains("run --help' for more information");
        tool.Run("/", "run", "--rm", "--network", "no-such-net", "busybox", "true").Exits(125).Complains("failed to set up container networking: network no-such-net not found");
        var late = tool.Run("/", "run", "-d", "--name", "late", "busybox", "no-such").Exits(127);
        Assert.Equal(tool.Run("/", "inspect", "-f", "{{.Id}}", "late").Succeeds().Output, late.Output);
        tool.Run("/", "run", "--rm", "--init", "busybox", "sh", "-c", "(sleep 0.1 &); exit 42").Exits(42);
        Assert.Equal("in\n", tool.RunWithInput("/", "in\n", "run", "--rm", "-i", "busybox", "cat").Succeeds().Output);
        tool.RunOnTerminal("/", s_size, [("ready", "\x03")], "run", "--rm", "busybox", "sh", "-c", "trap 'echo caught; exit 7' INT; echo ready; while :; do sleep 0.05; done").Exits(7).Prints("caught");
        tool.Run("/", "run", "-di", "--name", "cat", "busybox", "sh", "-c", "read x; echo got $x; exit 8").Succeeds();
        Assert.Equal("got it\n", tool.RunWithInput("/", "it\n", "attach", "cat").Exits(8).Output);
    }

    [Theory, InlineData("berth"), InlineData("docker")]
    public void Copies_keep_links_and_owners_and_say_what_is_wrong(string client)
    {
        using var host = new BerthHost(registry);
        host.Berth("create", "--name", "box", "busybox", "sh", "-c", "cat /l2; ls -ln /arch | grep a$").Succeeds();
        var tool = new Pairing(host, client, "berth");
        string here = host.Folder("files");
        Shell.Run(here, null, null, TimeSpan.FromSeconds(20), "sh", "-c", "echo content > file; ln -s file link; mkdir -p dir/sub; echo a > dir/a; echo b > dir/sub/b; chown 1234:5678 dir/a").Succeeds();

        tool.Run(here, "cp", "link", "box:/l1").Succeeds();
        tool.Run(here, "cp", "-L", "link", "box:/l2").Succeeds();
        tool.Run(here, "cp", "-a", "dir", "box:/arch").Succeeds();
        tool.Run(here, "cp", "dir", "box:/plain").Succeeds();
        tool.Run("/", "start", "-a", "box").Succeeds().Prints("content\n").Prints("1234     5678");
        tool.Run(here, "cp", "box:/l1", "out").Succeeds();
        Assert.Equal("file", new FileInfo(Path.Combine(here, "out")).LinkTarget);
        File.WriteAllText(Path.Combine(here, "piped.tar"), tool.Run(here, "cp", "box:/plain", "-").Succeeds().Output);
        Assert.Equal("a\nb\n", Shell.Run(here, null, null, TimeSpan.FromSeconds(20), "sh", "-c", "tar xf piped.tar && cat plain/a plain/sub/b").Succeeds().Output);

        tool.Run(here, "cp", "dir", "box:/l2").Exits(1).Complains("cannot copy directory");
        tool.Run(here, "cp", "nothing", "box:/").Exits(1).Complains("nothing: no such file or directory");
        tool.Run(here, "cp", "box:/nothing", ".").Exits(1).Complains("Could not find the file /nothing in container box");
        tool.Run(here, "cp", "box:/l2/", ".").Exits(1).Complains("lstat /l2/: not a directory");
        tool.Run(here, "cp", "file", "other").Exits(1).Complains("must specify at least one container source");
        tool.Run(here, "cp", "file", "gone:/x").Exits(1).Complains("No such container: gone");
        host.Berth("run", "-d", "--name", "sealed", "--read-only", "-v", "/vol", "busybox", "sleep", "1000").Succeeds();
        tool.Run(here, "cp", "file", "sealed:/x").Exits(1).Complains("container rootfs is marked read-only");
        tool.Run(here, "cp", "file", "sealed:/vol/").Succeeds();
    }
}
