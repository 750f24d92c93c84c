using System.Text.Json;

namespace Berth.EndToEnd;

/// <summary>The stock docker client and Compose 2.40 against Berth's socket.</summary>
public sealed class DockerClientTests(TestRegistry registry)
{
    [Fact]
    public void The_docker_client_runs_lists_logs_inspects_and_removes()
    {
        using var host = new BerthHost(registry);
        host.Berth("ps").Succeeds();
        string here = host.Folder("d");
        Peers.Docker(host, here, null, "version", "--format", "{{.Server.APIVersion}}").Succeeds().Prints("1.51");
        Peers.Docker(host, here, null, "info").Succeeds().Prints("Storage Driver").Prints("Cgroup Version");
        Peers.Docker(host, here, null, "pull", "nginx:latest").Succeeds().Prints("Status: Downloaded newer image for nginx:latest");
        Peers.Docker(host, here, null, "run", "--rm", "nginx:latest", "cat", "/etc/os-release").Succeeds().Prints("Debian");
        int port = TestRegistry.FreePort();
        Peers.Docker(host, here, null, "run", "-d", "--name", "web", "-p", $"{port}:80", "nginx").Succeeds();
        Assert.Contains("Welcome to nginx!", Web.Get($"http://127.0.0.1:{port}/"), StringComparison.Ordinal);
        Peers.Docker(host, here, null, "ps").Succeeds().Prints("web").Prints($"0.0.0.0:{port}->80/tcp");
        Peers.Docker(host, here, null, "logs", "web").Succeeds().Prints("ready for start up");
        Peers.Docker(host, here, null, "inspect", "-f", "{{.State.Running}} {{.Config.Image}}", "web").Succeeds().Prints("true nginx");
        Peers.Docker(host, here, null, "exec", "web", "sh", "-c", "exit 6").Exits(6);
        Peers.Docker(host, here, null, "stop", "web").Succeeds();
        Peers.Docker(host, here, null, "rm", "web").Succeeds();
        Assert.Equal("hi\n", Peers.Docker(host, here, "hi\n", "run", "-i", "--rm", "busybox", "cat").Succeeds().Output);
        Peers.Docker(host, here, null, "run", "--rm", "busybox", "no-such").Exits(127);
        Peers.Docker(host, here, null, "run", "--rm", "busybox", "/etc/passwd").Exits(126);
        Peers.Docker(host, here, null, "run", "--rm", "-p", "80:80:80:80", "busybox").Exits(125);
    }

    [Fact]
    public void A_terminal_works_through_the_docker_client()
    {
        using var host = new BerthHost(registry);
        host.Berth("pull", "-q", "busybox").Succeeds();
        Assert.SkipWhen(Repository.Shared is null, "the stock docker client is not beside this checkout");
        Peers.Docker(host, "/tmp", null, "version").Succeeds();
        string peers = Path.Combine(Repository.Shared, "tools", "peers.sh");
        var environment = new Dictionary<string, string?> { ["DOCKER_HOST"] = "unix://" + host.Socket };
        Shell.Run("/tmp", environment, "", TimeSpan.FromSeconds(60), "script", "-qec", $"stty rows 31 cols 97; '{peers}' run docker run -t --rm busybox sh -c 'sleep 0.5; stty size; exit 4'", "/dev/null")
            .Exits(4).Prints("31 97");
    }

    [Fact]
    public void Both_composes_pin_images_alike_through_this_engine()
    {
        using var host = new BerthHost(registry);
        string folder = host.Folder("pinned");
        File.WriteAllText(Path.Combine(folder, "compose.yaml"), "services:\n  a: {image: nginx}\n  b: {image: \"busybox:latest\"}\n");
        foreach (string flag in (string[])["--resolve-image-digests", "--lock-image-digests"])
        {
            string ours = host.BerthIn(folder, "config", flag).Succeeds().Output;
            Assert.Equal(2, ours.Split("latest@sha256:").Length - 1);
            Assert.Equal(ours, Peers.Docker(host, folder, null, "compose", "config", flag).Succeeds().Output);
        }

        Assert.Empty(host.Berth("image", "ls", "-q").Succeeds().Output);
        File.AppendAllText(Path.Combine(folder, "compose.yaml"), "  c: {image: none}\n");
        host.BerthIn(folder, "config", "--resolve-image-digests").Exits(1).Complains("compose.yaml:4:7: error: the digest of docker.io/library/none:latest can't be found");
        host.Berth("search", "--limit", "101", "x").Exits(1).Complains("limit 101 is outside the range of [1, 100]");
    }

    [Fact]
    public void Compose_sees_the_project_that_berth_started_and_the_other_way_round()
    {
        using var host = new BerthHost(registry);
        string folder = host.Folder("shared-project");
        File.WriteAllText(Path.Combine(folder, "compose.yaml"), "services:\n  a:\n    image: busybox\n    command: sleep 1000\n  b:\n    image: busybox\n    command: sleep 1000\n    depends_on: [a]\n");
        host.BerthIn(folder, "up", "-d").Succeeds();
        using (var ls = JsonDocument.Parse(Peers.Docker(host, folder, null, "compose", "ls", "--format", "json").Succeeds().Output))
        {
            Assert.Equal("shared-project", ls.RootElement[0].GetProperty("Name").GetString());
            Assert.Equal("running(2)", ls.RootElement[0].GetProperty("Status").GetString());
        }

        Peers.Docker(host, folder, null, "compose", "ps").Succeeds().Prints("shared-project-a-1").Prints("shared-project-b-1");
        // Nothing changed: the other tool leaves the containers as they are.
        string before = host.Berth("ps", "-q", "--no-trunc").Succeeds().Output;
        Peers.Docker(host, folder, null, "compose", "up", "-d").Succeeds().Complains("Running");
        Assert.Equal(before, host.Berth("ps", "-q", "--no-trunc").Succeeds().Output);
        Peers.Docker(host, folder, null, "compose", "down", "-t", "0").Succeeds();
        Peers.Docker(host, folder, null, "compose", "up", "-d").Succeeds();
        host.BerthIn(folder, "ps").Succeeds().Prints("shared-project-a-1");
        host.BerthIn(folder, "up", "-d").Succeeds().Complains("Running");
        host.BerthIn(folder, "down", "-t", "0").Succeeds();
    }
}
