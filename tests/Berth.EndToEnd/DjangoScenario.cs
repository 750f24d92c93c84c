using System.Text.Json;

namespace Berth.EndToEnd;

/// <summary>What the four-service project promises. Each test brings the project up where another took it down.</summary>
public abstract class DjangoScenario(DjangoProject project)
{
    private const string Scan = """
        import socket
        for port in range(1, 65536):
            with socket.socket() as s:
                if s.connect_ex(("127.0.0.1", port)) == 0 and s.getsockname() != s.getpeername(): print(port)
        """;

    [Fact]
    public void The_page_has_rows_of_both_databases_and_nginx_serves_the_shared_volumes()
    {
        string page = project.Up();
        Assert.Contains("<li>Metropolis</li>", page, StringComparison.Ordinal);
        Assert.Contains("<li>Metropolis: Ahead of its time.</li>", page, StringComparison.Ordinal);
        DjangoProject.Post("Stalker", "The zone.", "stalker.txt", "a poster");
        page = Web.Get(DjangoProject.Page);
        Assert.Contains("<li>Stalker <img src=\"/media/posters/stalker", page, StringComparison.Ordinal);
        Assert.Contains("<li>Stalker: The zone.</li>", page, StringComparison.Ordinal);

        // Django serves neither folder: with it stopped nginx still has both.
        project.Compose("stop", "-t", "1", "djangoapp").Succeeds();
        Assert.Contains("font-family", Web.Get(DjangoProject.Page + "static/hello/style.css"), StringComparison.Ordinal);
        Assert.Equal("a poster", Web.Get(DjangoProject.Page + "media/posters/stalker.txt"));
        project.Compose("start", "djangoapp").Succeeds();
        Web.Get(DjangoProject.Page);
        project.In("nginx", "ls /opt/services/djangoapp/media/posters").Succeeds().Prints("stalker.txt");
    }

    [Fact]
    public void Each_row_is_in_its_own_database()
    {
        project.Up();
        string query = "psql -At -U $POSTGRES_USER -d $POSTGRES_DB -c ";
        project.In("database1", query + "'select title from hello_movie where id = 1'").Succeeds().Prints("Metropolis");
        project.In("database2", query + "'select text from hello_review where id = 1'").Succeeds().Prints("Ahead of its time.");
        project.In("database1", query + "'select * from hello_review'").Exits(1).Complains("does not exist");
        project.In("database2", query + "'select * from hello_movie'").Exits(1).Complains("does not exist");
    }

    [Fact]
    public void A_variable_that_the_host_has_not_stays_unset_inside()
    {
        project.Up();
        project.In("djangoapp", "printenv DJANGO_SETTINGS_MODULE").Exits(1);
        project.Compose("config").Succeeds().Prints("DJANGO_SETTINGS_MODULE: null");
        Shell.Run(project.Folder, new Dictionary<string, string?>(project.Host.Environment) { ["DJANGO_SETTINGS_MODULE"] = "hello.settings" }, null, TimeSpan.FromSeconds(20), Repository.Berth, "compose", "config")
            .Succeeds().Prints("DJANGO_SETTINGS_MODULE: hello.settings");
    }

    [Fact]
    public void The_web_server_sees_no_database_and_the_databases_not_each_other()
    {
        project.Up();
        foreach (string database in (string[])["database1", "database2"])
        {
            string address = project.AddressOf(database, database + "_network"), other = database == "database1" ? "database2" : "database1";
            project.In("djangoapp", Connect(address)).Succeeds();
            project.In("djangoapp", "getent hosts " + database).Succeeds().Prints(address);
            foreach (string service in (string[])["nginx", other])
            {
                Assert.NotEqual(0, project.In(service, Connect(address)).ExitCode);
                project.In(service, "getent hosts " + database).Exits(2);
                project.In(service, $"getent hosts django-{database}-1").Exits(2);
            }
        }

        project.In("nginx", "getent hosts djangoapp").Succeeds().Prints(project.AddressOf("djangoapp", "nginx_network"));
        project.In("database1", "getent hosts djangoapp").Succeeds().Prints(project.AddressOf("djangoapp", "database1_network"));
    }

    [Fact]
    public void Only_port_8000_is_reachable_on_the_host()
    {
        project.Up();
        string[] up = Listening();
        foreach (string network in (string[])["database1_network", "database2_network", "nginx_network"])
        {
            string gateway = project.Host.Berth("network", "inspect", "-f", "{{(index .IPAM.Config 0).Gateway}}", "django_" + network).Succeeds().Output.Trim();
            Assert.NotEqual(0, Shell.Run("bash", "-c", Connect(gateway)).ExitCode);
        }

        Assert.Equal(["0.0.0.0:8000->80/tcp, [::]:8000->80/tcp"],
            project.Host.Berth("ps", "--format", "{{.Ports}}").Succeeds().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.Contains("->", StringComparison.Ordinal)));
        project.Compose("down", "-t", "1").Succeeds();
        Assert.Equal(["8000"], up.Except(Listening()));
    }

    [Fact]
    public void Rows_and_files_outlive_down_but_not_down_with_volumes()
    {
        project.Up();
        DjangoProject.Post("Solaris", "The ocean.", "solaris.txt", "another poster");
        project.Compose("down", "-t", "1").Succeeds();
        Web.Refuses(DjangoProject.Page);
        string page = project.Up();
        Assert.Contains("<li>Solaris <img", page, StringComparison.Ordinal);
        Assert.Contains("<li>Solaris: The ocean.</li>", page, StringComparison.Ordinal);
        Assert.Equal("another poster", Web.Get(DjangoProject.Page + "media/posters/solaris.txt"));

        project.Compose("down", "-v", "-t", "1").Succeeds();
        Assert.Equal("", project.Host.Berth("volume", "ls", "-q").Succeeds().Output);
        page = project.Up();
        Assert.Contains("<li>Metropolis</li>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Solaris", page, StringComparison.Ordinal);
    }

    [Fact]
    public void An_edit_of_the_source_shows_after_a_restart()
    {
        project.Up();
        string template = Path.Combine(project.Folder, "hello", "hello", "templates", "hello", "index.html");
        string before = File.ReadAllText(template);
        File.WriteAllText(template, before.Replace("<h1>Movies</h1>", "<h1>Films</h1>", StringComparison.Ordinal));
        project.Compose("restart", "-t", "1", "djangoapp").Succeeds();
        Assert.Contains("<h1>Films</h1>", Web.Get(DjangoProject.Page), StringComparison.Ordinal);
        File.WriteAllText(template, before);
    }

    [Fact]
    public void Compose_inspects_a_volume_by_its_key_and_by_its_name()
    {
        project.Up();
        foreach (string name in (string[])["static", "django_static"])
        {
            using var volumes = JsonDocument.Parse(project.Compose("volume", "inspect", name).Succeeds().Output);
            var volume = Assert.Single(volumes.RootElement.EnumerateArray());
            Assert.Equal("django_static", volume.GetProperty("Name").GetString());
            Assert.True(File.Exists(Path.Combine(volume.GetProperty("Mountpoint").GetString()!, "hello", "style.css")));
            Assert.Equal("static", volume.GetProperty("Labels").GetProperty("com.docker.compose.volume").GetString());
        }

        string[] all = ["django_database1_volume", "django_database2_volume", "django_media", "django_static"];
        Assert.Equal(all, project.Compose("volume", "inspect", "-f", "{{.Name}}").Succeeds().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        project.Compose("volume", "inspect", "nothing").Exits(1).Complains("nothing: no such volume");
    }

    private static string Connect(string address) => $"timeout 2 bash -c 'exec 3<>/dev/tcp/{address}/5432'";

    private static string[] Listening() => Shell.Run("python3", "-c", Scan).Succeeds().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
