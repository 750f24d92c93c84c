using System.Text.Json;

namespace Berth.EndToEnd;

/// <summary>What the two projects promise. Each test brings both up where another took them down.</summary>
public abstract class TwoProjectsScenario(TwoProjects projects)
{
    private const string Serve = "nohup python3 -c \"import http.server as h; h.HTTPServer(('', 9000), h.SimpleHTTPRequestHandler).serve_forever()\" >/dev/null 2>&1 &";

    [Fact]
    public void The_second_project_alone_says_which_network_is_missing_and_makes_nothing()
    {
        projects.Remove();
        string volumes = projects.Host.Berth("volume", "ls", "-q").Succeeds().Output;
        projects.Compose(2, "up", "-d").Exits(1).Complains("network b2b declared as external, but could not be found").Complains("docker network create b2b");
        Assert.Equal("", projects.Host.Berth("ps", "-aq").Succeeds().Output);
        Assert.Equal(volumes, projects.Host.Berth("volume", "ls", "-q").Succeeds().Output);
        Assert.Equal(["bridge", "host", "none"], projects.Host.Berth("network", "ls", "--format", "{{.Name}}").Succeeds().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());
    }

    [Fact]
    public void The_shared_network_has_both_web_servers_each_once()
    {
        projects.Up();
        using var networks = JsonDocument.Parse(projects.Host.Berth("network", "inspect", "b2b").Succeeds().Output);
        var network = Assert.Single(networks.RootElement.EnumerateArray());
        var containers = network.GetProperty("Containers").EnumerateObject().ToDictionary(c => c.Value.GetProperty("Name").GetString()!, c => c.Value);
        Assert.Equal(["project1-web-1", "project2-app-1", "project2-web-1"], containers.Keys.Order());
        Assert.Equal("project1", network.GetProperty("Labels").GetProperty("com.docker.compose.project").GetString());
        Assert.Equal("webnet", network.GetProperty("Labels").GetProperty("com.docker.compose.network").GetString());
        foreach (var (name, endpoint) in containers)
        {
            string address = projects.AddressOf(name, "b2b");
            Assert.StartsWith(address + "/", endpoint.GetProperty("IPv4Address").GetString(), StringComparison.Ordinal);
            Assert.Single(projects.In(name, "hostname -I").Succeeds().Output.Split(' '), a => a.Trim() == address);
        }

        // Two networks and the loopback: naming one network twice makes no second interface.
        projects.In("project2-web-1", "ls /sys/class/net | wc -l").Succeeds().Prints("3\n");
        Assert.Contains("Welcome to nginx!", Web.Get("http://127.0.0.1:8000/"), StringComparison.Ordinal);
        Assert.Contains("Welcome to nginx!", Web.Get("http://127.0.0.1:4000/"), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_resolve_across_the_projects_on_the_shared_network_alone()
    {
        projects.Up();
        foreach (var (from, name) in ((string, string)[])[("project2-app-1", "project1-web-1"), ("project2-web-1", "project1-web-1"), ("project1-web-1", "project2-web-1"), ("project1-web-1", "project2-app-1")])
        {
            Assert.Equal(projects.AddressOf(name, "b2b"), projects.In(from, $"getent ahostsv4 {name} | cut -d ' ' -f 1 | sort -u").Succeeds().Output.Trim());
        }

        projects.In("project2-web-1", "getent ahostsv4 web").Succeeds();
        projects.In("project2-app-1", "getent hosts db").Succeeds().Prints(projects.AddressOf("project2-db-1", "project2_dbnet"));
        foreach (string name in (string[])["project1-app-1", "project1-db-1"]) projects.In("project2-app-1", "getent hosts " + name).Exits(2);
        foreach (string name in (string[])["project2-app-1", "project2-web-1", "project2-db-1"]) projects.In("project1-app-1", "getent hosts " + name).Exits(2);
        projects.Host.Berth("exec", "project2-app-1", "http", "--ignore-stdin", "project1-web-1").Succeeds().Prints("Welcome to nginx!");
    }

    [Fact]
    public void The_applications_do_not_reach_each_other()
    {
        projects.Up();
        projects.In("project1-app-1", Serve).Succeeds();
        projects.In("project2-app-1", Serve).Succeeds();
        string first = projects.AddressOf("project1-app-1", "project1_appnet"), second = projects.AddressOf("project2-app-1", "project2_appnet"), shared = projects.AddressOf("project2-app-1", "b2b");

        // Each is there for its own project, and the second on b2b for the first's web server.
        Reach("project1-web-1", first);
        Reach("project2-web-1", second);
        Reach("project1-web-1", shared);
        foreach (string address in (string[])[first, projects.AddressOf("project1-app-1", "project1_dbnet")]) Fail("project2-app-1", address);
        foreach (string address in (string[])[second, shared, projects.AddressOf("project2-app-1", "project2_dbnet")]) Fail("project1-app-1", address);
        Fail("project1-web-1", second);
        projects.In("project1-web-1", $"timeout 2 bash -c 'exec 3<>/dev/tcp/{projects.AddressOf("project1-db-1", "project1_dbnet")}/5432'").Exits(124, 1);

        void Reach(string from, string address) =>
            projects.In(from, $"for i in $(seq 50); do timeout 2 bash -c 'exec 3<>/dev/tcp/{address}/9000' 2>/dev/null && exit; sleep 0.1; done; exit 1").Succeeds();
        void Fail(string from, string address) => projects.In(from, $"timeout 1 bash -c 'exec 3<>/dev/tcp/{address}/9000'").Exits(124, 1);
    }

    [Fact]
    public void Exec_gives_a_shell_with_a_working_terminal()
    {
        projects.Up();
        projects.OnTerminal(2, (37, 103),
        [
            ("# ", "stty size\r"),
            ("37 103", "@41x111"),
            ("# ", "until stty size | grep -q '41 111'; do sleep 0.05; done; echo res''ized\r"),
            ("resized", "sh -c \"echo rea''dy; exec sleep 1000\"\r"),   // one process, which has the terminal when it says so
            ("ready", "\x03"),
            ("# ", "echo status $?\r"),
            ("status 130", "http project1-web-1\r"),
            ("Welcome to nginx!", ""),
            ("# ", "exit 7\r"),
        ], "exec", "app", "sh").Exits(7);

        // The key that completes names reaches the shell as it is.
        projects.OnTerminal(2, (24, 80), [("# ", "cat /etc/hostn\t\r"), (projects.In("project2-app-1", "hostname").Output.Trim() + "\r\n", ""), ("# ", "exit\r")], "exec", "app", "bash").Succeeds();
    }

    [Fact]
    public void A_project_goes_and_leaves_the_other_and_the_network()
    {
        projects.Up();
        string first = projects.Host.Berth("ps", "-q", "--filter", "label=com.docker.compose.project=project1").Succeeds().Output;
        projects.Compose(2, "down", "-t", "1").Succeeds();
        Assert.Equal(first, projects.Host.Berth("ps", "-q").Succeeds().Output);
        Assert.Equal(["b2b", "project1_appnet", "project1_dbnet"],
            projects.Host.Berth("network", "ls", "--filter", "type=custom", "--format", "{{.Name}}").Succeeds().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());
        Web.Refuses("http://127.0.0.1:4000/");
        Web.Get("http://127.0.0.1:8000/");
    }

    [Fact]
    public void The_network_outlives_its_project_while_another_uses_it()
    {
        projects.Up();
        var down = projects.Compose(1, "down", "-t", "1");
        Assert.Equal("", projects.Host.Berth("ps", "-q", "--filter", "label=com.docker.compose.project=project1").Succeeds().Output);
        down.Succeeds().Complains("Network b2b  Resource is still in use");
        Web.Get("http://127.0.0.1:4000/");
        projects.Host.Berth("exec", "project2-app-1", "bash", "-c", "getent hosts project1-web-1").Exits(2);
        projects.Up();
        projects.Host.Berth("exec", "project2-app-1", "http", "--ignore-stdin", "project1-web-1").Succeeds().Prints("Welcome to nginx!");
    }
}
