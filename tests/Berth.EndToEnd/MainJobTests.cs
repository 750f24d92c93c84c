namespace Berth.EndToEnd;

/// <summary>The lecture's first two examples, from `up` to `down`, by every name that the command has.</summary>
public sealed class MainJobTests(TestRegistry registry)
{
    private const string Page = "http://127.0.0.1:8000/";

    [Theory, InlineData("berth"), InlineData("berth compose"), InlineData("docker-compose")]
    public void The_first_example_serves_its_page_and_goes_without_a_trace(string spelling)
    {
        using var host = new BerthHost(registry);
        string folder = host.Example("nginx");
        string[] compose = Spelled(host, spelling.Split(' '));

        Compose(host, folder, compose, "up", "-d").Succeeds();
        Assert.Contains("Welcome to nginx!", Web.Get(Page), StringComparison.Ordinal);
        Compose(host, folder, compose, "ps").Succeeds().Prints("nginx-nginx-1").Prints("0.0.0.0:8000->80/tcp");
        Compose(host, folder, compose, "up", "-d").Succeeds().Complains("Running");
        Compose(host, folder, compose, "port", "nginx", "80").Succeeds().Prints("0.0.0.0:8000");
        Compose(host, folder, compose, "top").Succeeds().Prints("nginx");
        Compose(host, folder, compose, "logs", "--tail", "1", "-t").Succeeds().Prints("nginx-1");
        Compose(host, folder, compose, "down").Succeeds().Complains("Removed");
        Web.Refuses(Page);
        Assert.Equal("", host.Berth("ps", "-aq").Succeeds().Output);
        Assert.DoesNotContain("nginx_default", host.Berth("network", "ls").Succeeds().Output, StringComparison.Ordinal);
        Wait.Until(() => host.LeftBesideTheEngine().Count == 0, "the host to be as it was before up", seconds: 5);
    }

    [Fact]
    public void Stop_start_restart_and_kill_do_what_they_say()
    {
        using var host = new BerthHost(registry);
        string folder = host.Example("nginx");
        host.BerthIn(folder, "up", "-d").Succeeds();
        Web.Get(Page);
        int first = host.ContainerPid("nginx-nginx-1");

        host.BerthIn(folder, "stop").Succeeds();
        Web.Refuses(Page);
        host.BerthIn(folder, "ps", "-a").Succeeds().Prints("Exited (0)");
        host.BerthIn(folder, "start").Succeeds();
        Web.Get(Page);
        host.BerthIn(folder, "restart", "-t", "5").Succeeds();
        Web.Get(Page);
        Assert.NotEqual(first, host.ContainerPid("nginx-nginx-1"));
        host.BerthIn(folder, "kill").Succeeds();
        host.BerthIn(folder, "ps", "-a").Succeeds().Prints("Exited (137)");
        host.BerthIn(folder, "down", "-v", "-t", "0", "--remove-orphans").Succeeds();
    }

    [Fact]
    public void The_second_example_serves_edits_and_its_mount_cannot_be_written()
    {
        using var host = new BerthHost(registry);
        string folder = host.Example("static-files");
        host.BerthIn(folder, "up", "-d").Succeeds();
        Assert.Contains("Edit me", Web.Get(Page), StringComparison.Ordinal);

        File.WriteAllText(Path.Combine(folder, "html", "index.html"), "edited");
        Assert.Equal("edited", Web.Get(Page));
        host.BerthIn(folder, "exec", "-T", "nginx", "sh", "-c", "echo x > /usr/share/nginx/html/index.html").Exits(2).Complains("Read-only file system");
        host.BerthIn(folder, "down").Succeeds();
    }

    [Fact]
    public void The_lectures_own_first_two_files_come_up_as_they_stand()
    {
        var files = LectureBlocks.Titled("docker-compose.yml");
        using var host = new BerthHost(registry);
        string folder = host.Folder("nginx-1");

        File.WriteAllText(Path.Combine(folder, "docker-compose.yml"), files[0]);
        host.BerthIn(folder, "up", "-d").Succeeds().Complains("version");
        Assert.Contains("Welcome to nginx!", Web.Get(Page), StringComparison.Ordinal);
        host.BerthIn(folder, "down").Succeeds();

        File.WriteAllText(Path.Combine(folder, "docker-compose.yml"), files[1]);
        Directory.CreateDirectory(Path.Combine(folder, "html"));
        File.WriteAllText(Path.Combine(folder, "html", "index.html"), "ours");
        host.BerthIn(folder, "up", "-d").Succeeds();
        Assert.Equal("ours", Web.Get(Page));
        host.BerthIn(folder, "down").Succeeds();
    }

    [Fact]
    public async Task Attached_up_prints_logs_with_a_prefix_and_stops_on_an_interrupt()
    {
        using var host = new BerthHost(registry);
        string folder = host.Example("nginx");
        using var up = host.Start(folder, "up");
        var error = up.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string? line = await up.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.Equal("Attaching to nginx-1", line);
        do
        {
            line = await up.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            Assert.NotNull(line);
        }
        while (!line.Contains("ready for start up", StringComparison.Ordinal));

        Assert.StartsWith("nginx-1  | ", line, StringComparison.Ordinal);
        Web.Get(Page);   // from now on nginx hears signals
        var rest = up.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Shell.Run("kill", "-INT", up.Id.ToString());
        Assert.True(up.WaitForExit(TimeSpan.FromSeconds(30)), "up did not end on SIGINT");
        await Task.WhenAll(rest, error).WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        host.BerthIn(folder, "ps", "-a").Succeeds().Prints("Exited (0)");
        host.BerthIn(folder, "down").Succeeds();
    }

    [Fact]
    public void Attached_up_tells_the_end_of_each_container_however_quick()
    {
        using var host = new BerthHost(registry);
        string folder = host.Folder("quick");
        File.WriteAllText(Path.Combine(folder, "compose.yaml"), "services:\n  a:\n    image: busybox\n    command: echo one\n  b:\n    image: busybox\n    command: sh -c 'echo two; exit 3'\n");
        for (int i = 0; i < 3; i++)
        {
            host.BerthIn(folder, "up").Succeeds().Prints("Attaching to a-1, b-1\n").Prints("a-1  | one\n").Prints("b-1  | two\n").Prints("a-1 exited with code 0\n").Prints("b-1 exited with code 3\n");
        }

        host.BerthIn(folder, "down").Succeeds();
    }

    [Fact]
    public void Logs_follow_to_the_end_of_the_container()
    {
        using var host = new BerthHost(registry);
        string folder = host.Folder("talk");
        File.WriteAllText(Path.Combine(folder, "compose.yaml"), "services:\n  talk:\n    image: busybox\n    command: sh -c 'for i in 1 2 3; do echo line $$i; done; read x; echo end'\n    stdin_open: true\n");
        host.BerthIn(folder, "up", "-d").Succeeds();
        using var logs = host.Start(folder, "logs", "-f", "--no-log-prefix");
        Assert.Equal("line 1", logs.StandardOutput.ReadLine());
        Assert.Equal("line 2", logs.StandardOutput.ReadLine());
        Assert.Equal("line 3", logs.StandardOutput.ReadLine());
        host.BerthIn(folder, "stop", "-t", "0").Succeeds();
        Assert.True(logs.WaitForExit(TimeSpan.FromSeconds(10)), "logs -f did not end with its container");
        host.BerthIn(folder, "down").Succeeds();
    }

    [Fact]
    public void A_command_substitution_does_not_wait_for_the_engine_that_it_starts()
    {
        using var host = new BerthHost(registry);
        string folder = host.Example("nginx");
        var result = Shell.Run(folder, host.Environment, null, TimeSpan.FromSeconds(60), "bash", "-c", $"x=$('{Repository.Berth}' up -d 2>&1); echo \"got ${{#x}}\"");
        result.Succeeds().Prints("got ");
        host.BerthIn(folder, "down").Succeeds();
    }

    [Fact]
    public async Task Many_first_commands_at_once_start_one_engine()
    {
        using var host = new BerthHost(registry);
        var calls = Enumerable.Range(0, 12).Select(_ => Task.Run(() => host.Berth("ps"), TestContext.Current.CancellationToken)).ToArray();
        foreach (var result in await Task.WhenAll(calls)) result.Succeeds();
        Assert.Single(HostState.Processes(host.Root, host.Run), p => p.Contains("berth engine", StringComparison.Ordinal));
    }

    /// <summary>The command's words; `docker-compose` is a link to the binary.</summary>
    private static string[] Spelled(BerthHost host, string[] spelling)
    {
        if (spelling[0] == "berth") return [Repository.Berth, .. spelling.AsSpan(1)];
        return [host.CalledAs(spelling[0])];
    }

    private static CommandResult Compose(BerthHost host, string folder, string[] compose, params string[] arguments) =>
        Shell.Run(folder, host.Environment, null, TimeSpan.FromSeconds(120), [.. compose, .. arguments]);
}
