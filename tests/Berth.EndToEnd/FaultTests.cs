using System.Globalization;

namespace Berth.EndToEnd;

/// <summary>Processes that are killed at bad moments: containers outlive the engine, and nothing is lost.</summary>
public sealed class FaultTests(TestRegistry registry)
{
    [Fact]
    public void With_the_engine_killed_containers_go_on_and_the_next_engine_takes_them_over()
    {
        using var host = new BerthHost(registry);
        int port = TestRegistry.FreePort();
        host.Berth("run", "-d", "--name", "web", "-p", $"{port}:80", "nginx").Succeeds();
        host.Berth("run", "-d", "--name", "phoenix", "--restart", "always", "busybox", "sh", "-c", "echo up; sleep 1000").Succeeds();
        host.Berth("run", "-d", "--name", "short", "busybox", "sh", "-c", "read x < /go; exit 9").Succeeds();
        int web = host.ContainerPid("web"), phoenix = host.ContainerPid("phoenix"), engine = host.EnginePid();

        Shell.Run("kill", "-9", engine.ToString(CultureInfo.InvariantCulture)).Succeeds();
        Wait.Until(() => !Directory.Exists($"/proc/{engine}"), "the engine's end");
        Assert.Contains("nginx", Web.Get($"http://127.0.0.1:{port}/"), StringComparison.Ordinal);
        Shell.Run("kill", "-9", phoenix.ToString(CultureInfo.InvariantCulture)).Succeeds();

        Assert.Equal(web, host.ContainerPid("web"));
        Assert.NotEqual(engine, host.EnginePid());
        Wait.Until(() => host.Berth("logs", "phoenix").Output == "up\nup\n", "the restart of a container whose engine was dead");
        Assert.Equal("1", host.Berth("inspect", "-f", "{{.RestartCount}}", "phoenix").Succeeds().Output.Trim());
        host.Berth("exec", "web", "true").Succeeds();
        host.Berth("inspect", "-f", "{{.State.ExitCode}}", "short").Succeeds();
        host.Berth("stop", "-t", "0", "web", "phoenix").Succeeds();
    }

    [Fact]
    public void A_monitor_killed_takes_its_container_with_it_and_the_policy_goes_on()
    {
        using var host = new BerthHost(registry);
        host.Berth("run", "-d", "--name", "plain", "busybox", "sleep", "1000").Succeeds();
        host.Berth("run", "-d", "--name", "always", "--restart", "always", "busybox", "sleep", "1000").Succeeds();
        int plain = host.ContainerPid("plain"), always = host.ContainerPid("always");
        foreach (int pid in new[] { plain, always }) Shell.Run("kill", "-9", Parent(pid)).Succeeds();
        Wait.Until(() => !Directory.Exists($"/proc/{plain}") && !Directory.Exists($"/proc/{always}"), "the containers' end");
        Wait.Until(() => host.Berth("inspect", "-f", "{{.State.Status}}", "plain").Output.Trim() == "exited", "the report of the dead container");
        Assert.Equal("137", host.Berth("inspect", "-f", "{{.State.ExitCode}}", "plain").Succeeds().Output.Trim());
        Wait.Until(() => host.Berth("inspect", "-f", "{{.State.Status}}", "always").Output.Trim() == "running", "the restart of the other");
    }

    [Fact]
    public void A_killed_pull_resumes_and_no_half_layer_counts()
    {
        using var host = new BerthHost(registry);
        host.Berth("ps").Succeeds();
        for (int i = 0; i < 3; i++)
        {
            using var pull = host.Start("/", "pull", "nginx");
            Thread.Sleep(150 + (i * 100));   // anywhere in the pull: that is the point
            host.KillEngine();
            pull.WaitForExit();
        }

        host.Berth("run", "--rm", "nginx", "nginx", "-v").Succeeds().Complains("nginx/");
    }

    [Fact]
    public void A_policy_restarts_what_fails_and_gives_up_when_told_to()
    {
        using var host = new BerthHost(registry);
        host.Berth("run", "-d", "--name", "thrice", "--restart", "on-failure:2", "busybox", "sh", "-c", "echo try; exit 1").Succeeds();
        host.Berth("wait", "thrice").Succeeds();
        Wait.Until(() => host.Berth("inspect", "-f", "{{.State.Status}} {{.RestartCount}}", "thrice").Output.Trim() == "exited 2", "two restarts and an end");
        Assert.Equal("try\ntry\ntry\n", host.Berth("logs", "thrice").Succeeds().Output);
    }

    private static string Parent(int pid) => File.ReadLines($"/proc/{pid}/status").First(l => l.StartsWith("PPid:", StringComparison.Ordinal))[5..].Trim();
}
