using System.Diagnostics;

namespace Berth.EndToEnd;

/// <summary>What starts after what, and what health checks say.</summary>
public sealed class StartOrderTests(TestRegistry registry)
{
    [Fact]
    public void Services_start_when_what_they_depend_on_is_as_they_ask()
    {
        using var host = new BerthHost(registry);
        string folder = Project(host, "order", """
            services:
              job:
                image: busybox
                volumes: ["shared:/s"]
                command: sh -c "echo job >> /s/order"
              db:
                image: busybox
                volumes: ["shared:/s"]
                command: sh -c "rm -f /ready; sleep 0.3; echo db >> /s/order; touch /ready; exec sleep 1000"
                healthcheck: {test: test -f /ready, interval: 30s, start_period: 20s, start_interval: 100ms}
                depends_on: {job: {condition: service_completed_successfully}}
              app:
                image: busybox
                volumes: ["shared:/s"]
                command: sh -c "echo app >> /s/order; exec sleep 1000"
                depends_on:
                  db: {condition: service_healthy, restart: true}
                  gone: {condition: service_healthy, required: false}
              gone:
                image: busybox
                command: "false"
                healthcheck: {test: ["CMD", "true"], interval: 30s}
              late:
                image: busybox
                command: sleep 1000
                depends_on: [app]
            volumes: {shared: }
            """);
        host.BerthIn(folder, "up", "-d").Succeeds().Complains("optional dependency \"gone\" failed to start: container order-gone-1 exited (1)");
        Assert.Equal("job\ndb\napp\n", host.BerthIn(folder, "exec", "-T", "app", "cat", "/s/order").Succeeds().Output);

        // A restart takes along who asks for it, once the health check says so.
        host.BerthIn(folder, "restart", "-t", "0", "db").Succeeds().Complains("Container order-app-1");
        Assert.Equal("job\ndb\napp\ndb\napp\n", host.BerthIn(folder, "exec", "-T", "app", "cat", "/s/order").Succeeds().Output);
        host.BerthIn(folder, "restart", "-t", "0", "--no-deps", "db").Succeeds();
        Assert.DoesNotContain("app\ndb\napp\ndb\napp", host.BerthIn(folder, "exec", "-T", "app", "cat", "/s/order").Succeeds().Output, StringComparison.Ordinal);
        host.BerthIn(folder, "down", "-v", "-t", "0").Succeeds();
    }

    [Fact]
    public void A_dependency_that_fails_says_which_with_its_check_and_its_log()
    {
        using var host = new BerthHost(registry);
        string folder = Project(host, "fails", """
            services:
              db:
                image: busybox
                command: sh -c "echo cannot read the disk; exec sleep 1000"
                healthcheck: {test: ["CMD-SHELL", "echo no answer; exit 3"], interval: 100ms, retries: 2}
              web:
                image: busybox
                depends_on: {db: {condition: service_healthy}}
            """);
        host.BerthIn(folder, "up", "-d").Exits(1).Complains("dependency failed to start: container fails-db-1 is unhealthy")
            .Complains("its last health check ended with status 3:\n    no answer").Complains("the end of the log of fails-db-1:\n    cannot read the disk");
        Assert.Equal("created", host.Berth("inspect", "-f", "{{.State.Status}}", "fails-web-1").Succeeds().Output.Trim());
        host.BerthIn(folder, "down", "-t", "0").Succeeds();

        Project(host, "fails", """
            services:
              migrate: {image: busybox, command: sh -c "echo no table; exit 4"}
              web: {image: busybox, command: sleep 1000, depends_on: {migrate: {condition: service_completed_successfully}}}
            """);
        host.BerthIn(folder, "up", "-d").Exits(1).Complains("service \"migrate\" didn't complete successfully: exit 4").Complains("no table");
        host.BerthIn(folder, "down", "-t", "0").Succeeds();
    }

    [Fact]
    public void Up_waits_for_what_is_healthy_and_takes_what_is_done_for_done()
    {
        using var host = new BerthHost(registry);
        string folder = Project(host, "wait", """
            services:
              job: {image: busybox, command: echo done}
              web:
                image: busybox
                command: sh -c "sleep 0.3; touch /ok; exec sleep 1000"
                healthcheck: {test: [CMD, test, -f, /ok], interval: 100ms}
            """);
        host.BerthIn(folder, "up", "-d", "--wait").Succeeds();
        Assert.Equal("healthy", host.Berth("inspect", "-f", "{{.State.Health.Status}}", "wait-web-1").Succeeds().Output.Trim());
        host.BerthIn(folder, "down", "-t", "0").Succeeds();

        Project(host, "wait", "services:\n  web: {image: busybox, command: sleep 1000, healthcheck: {test: \"false\", interval: 60s}}\n");
        host.BerthIn(folder, "up", "-d", "--wait", "--wait-timeout", "1").Exits(1).Complains("application not healthy after 1s");
        Project(host, "wait", "services:\n  web: {image: busybox, command: sh -c \"echo bad news; exit 5\"}\n");
        host.BerthIn(folder, "up", "-d", "--wait").Exits(1).Complains("container wait-web-1 exited (5)").Complains("bad news");
        host.BerthIn(folder, "down", "-t", "0").Succeeds();
    }

    [Fact]
    public void Health_checks_are_Dockers()
    {
        using var host = new BerthHost(registry);
        host.Berth("run", "-d", "--name", "slow", "--health-cmd", "echo begun; sleep 10", "--health-interval", "100ms", "--health-timeout", "200ms", "--health-retries", "1", "busybox", "sleep", "1000").Succeeds();
        host.Berth("run", "-d", "--name", "long", "--health-cmd", "head -c 5000 /dev/zero | tr '\\0' x", "--health-interval", "100ms", "busybox", "sleep", "1000").Succeeds();
        // Failures in the start period count for nothing, and the first success ends it.
        host.Berth("run", "-d", "--name", "grace", "--health-cmd", "n=$(cat /n || echo 0); echo $((n + 1)) > /n; test $n -ge 3", "--health-interval", "30s",
            "--health-start-period", "30s", "--health-start-interval", "50ms", "--health-retries", "1", "busybox", "sleep", "1000").Succeeds();
        string folder = Project(host, "none", "services:\n  off: {image: busybox, command: sleep 1000, healthcheck: {disable: true}}\n");
        host.BerthIn(folder, "up", "-d").Succeeds();

        Until("slow", "unhealthy");
        host.Berth("inspect", "-f", "{{(index .State.Health.Log 0).ExitCode}} {{(index .State.Health.Log 0).Output}}", "slow").Succeeds().Prints("-1 Health check exceeded timeout (200ms): begun");
        Until("long", "healthy");
        Assert.Equal(4096 + 3, host.Berth("inspect", "-f", "{{(index .State.Health.Log 0).Output}}", "long").Succeeds().Output.TrimEnd('\n').Length);
        Until("grace", "healthy");
        Assert.Equal("0", host.Berth("inspect", "-f", "{{.State.Health.FailingStreak}}", "grace").Succeeds().Output.Trim());
        Assert.Equal("null", host.Berth("inspect", "-f", "{{json .State.Health}}", "none-off-1").Succeeds().Output.Trim());

        // Checks go on without an engine, and the next one knows.
        host.Berth("exec", "long", "true").Succeeds();
        host.KillEngine();
        Until("long", "healthy");
        host.BerthIn(folder, "down", "-t", "0").Succeeds();

        void Until(string container, string status)
        {
            for (var waited = Stopwatch.StartNew(); host.Berth("inspect", "-f", "{{.State.Health.Status}}", container).Succeeds().Output.Trim() != status; Thread.Sleep(20))
            {
                Assert.True(waited.Elapsed < TimeSpan.FromSeconds(20), $"{container} is not {status}");
            }
        }
    }

    private static string Project(BerthHost host, string name, string compose)
    {
        string folder = host.Folder(name);
        File.WriteAllText(Path.Combine(folder, "compose.yaml"), compose);
        return folder;
    }
}
