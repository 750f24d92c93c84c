namespace Berth.EndToEnd;

/// <summary>
/// The larger examples by Docker's command line on our engine, and by ours on Docker's. Then the other command line takes over and finds nothing to do:
/// what one tool made, the other takes as its own, by the same labels and hashes.
/// </summary>
public sealed class PairingTests(TestRegistry registry)
{
    private const string Page = "http://127.0.0.1:8000/";

    [Theory, InlineData("docker", "berth"), InlineData("berth", "docker")]
    public void The_four_service_project_works(string client, string engine)
    {
        using var host = new BerthHost(registry);
        var (tool, other) = Tools(host, client, engine, "postgres:10", "python:3.9-alpine", "nginx:latest");
        string folder = host.Example("django");
        try
        {
            tool.Compose(folder, "up", "-d").Succeeds();
            Assert.Contains("<li>Metropolis</li>", Web.Get(Page, TimeSpan.FromSeconds(60)), StringComparison.Ordinal);
            tool.Compose(folder, "ps").Succeeds().Prints("django-database1-1").Prints("django-database2-1").Prints("django-djangoapp-1").Prints("0.0.0.0:8000->80/tcp");
            tool.Compose(folder, "logs", "djangoapp").Succeeds().Prints("djangoapp-1  | ").Prints("Listening at: http://0.0.0.0:8000");
            tool.Compose(folder, "exec", "-T", "djangoapp", "sh", "-c", "exit 7").Exits(7);
            tool.Compose(folder, "exec", "-T", "database1", "sh", "-c", "psql -At -U $POSTGRES_USER -d $POSTGRES_DB -c 'select title from hello_movie where id = 1'").Succeeds().Prints("Metropolis");
            Assert.NotEqual(0, tool.Compose(folder, "exec", "-T", "nginx", "getent", "hosts", "database1").ExitCode);

            string[] before = tool.Containers("django");
            Assert.Equal(4, before.Length);
            other.Compose(folder, "up", "-d").Succeeds().Complains("Running");
            Assert.Equal(before, other.Containers("django"));
            other.Compose(folder, "ps", "-q").Succeeds();
            tool.Compose(folder, "build").Succeeds();
            tool.Compose(folder, "down", "-v", "-t", "1").Succeeds().Complains("Removed");
            Web.Refuses(Page);
            Assert.Empty(other.Containers("django"));
            Assert.DoesNotContain("django_", other.Run("/", "volume", "ls", "-q").Succeeds().Output, StringComparison.Ordinal);
        }
        finally
        {
            other.Compose(folder, "down", "-v", "-t", "1", "--rmi", "local");
        }
    }

    [Theory, InlineData("docker", "berth"), InlineData("berth", "docker")]
    public void The_two_projects_meet_on_their_network(string client, string engine)
    {
        using var host = new BerthHost(registry);
        var (tool, other) = Tools(host, client, engine, "postgres:14", "python:3.11-alpine", "nginx:latest");
        string folder = host.Example("two-projects"), one = Path.Combine(folder, "project1"), two = Path.Combine(folder, "project2");
        try
        {
            tool.Run(Path.Combine(folder, "app"), "build", "-t", "h2h", ".").Succeeds();
            tool.Compose(two, "up", "-d").Exits(1).Complains("network b2b declared as external, but could not be found");
            tool.Compose(one, "up", "-d").Succeeds();
            tool.Compose(two, "up", "-d").Succeeds();
            string[] both = [.. tool.Containers("project1"), .. tool.Containers("project2")];
            Assert.Equal(6, both.Length);

            string names = tool.Run("/", "network", "inspect", "b2b", "-f", "{{range .Containers}}{{.Name}} {{end}}").Succeeds().Output;
            foreach (string name in (string[])["project1-web-1", "project2-web-1", "project2-app-1"]) Assert.Contains(name, names, StringComparison.Ordinal);
            Web.Get("http://127.0.0.1:4000/");
            tool.RunOnTerminal(two, (24, 80), [], "compose", "exec", "app", "http", "project1-web-1").Succeeds().Prints("Welcome to nginx!");
            Assert.NotEqual(0, tool.Compose(two, "exec", "-T", "app", "getent", "hosts", "project1-app-1").ExitCode);

            other.Compose(one, "up", "-d").Succeeds().Complains("Running");
            other.Compose(two, "up", "-d").Succeeds().Complains("Running");
            Assert.Equal(both, other.Containers("project1").Concat(other.Containers("project2")));
            tool.Compose(two, "down", "-t", "1").Succeeds();
            tool.Run("/", "network", "inspect", "b2b").Succeeds();
            tool.Compose(one, "down", "-t", "1").Succeeds();
            tool.Run("/", "network", "inspect", "b2b").Exits(1);
        }
        finally
        {
            other.Compose(two, "down", "-v", "-t", "1");
            other.Compose(one, "down", "-v", "-t", "1");
            other.Run("/", "rmi", "h2h");
        }
    }

    private (Pairing Tool, Pairing Other) Tools(BerthHost host, string client, string engine, params string[] images)
    {
        if (engine == "docker") Peers.Pull(registry, images);
        return (new Pairing(host, client, engine), new Pairing(host, client == "docker" ? "berth" : "docker", engine));
    }
}
