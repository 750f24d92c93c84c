using System.Diagnostics;

namespace Berth.EndToEnd;

/// <summary>Sources that are watched: what a change of a file does to a running project.</summary>
public sealed class WatchTests(TestRegistry registry)
{
    private const string Project = """
        services:
          a:
            build: .
            command: sleep 1000
            stop_grace_period: 0s
            develop:
              watch:
                - {path: ./src, action: sync, target: /app, ignore: ["*.log"], initial_sync: true}
                - {path: ./conf, action: sync+restart, target: /conf}
                - {path: ./hooked, action: sync+exec, target: /hooked, exec: {command: ["cat", "/hooked/f"]}}
                - {path: ./Dockerfile, action: rebuild}
        """;

    [Fact]
    public void Changes_are_synchronised_restarted_run_and_built()
    {
        using var host = new BerthHost(registry);
        string folder = Folder(host);
        using var watch = host.Start(folder, "compose", "watch");
        try
        {
            Until(watch, "Watch enabled");
            Assert.Equal("late\n", In(host, folder, "cat", "/app/late"));
            string id = host.BerthIn(folder, "compose", "ps", "-q").Succeeds().Output;

            Write(folder, "src/sub/new", "one\n");
            Write(folder, "src/unseen.log", "x");
            Until(watch, "Syncing service \"a\" after 2 changes were detected");
            Wait.Until(() => In(host, folder, "sh", "-c", "cat /app/sub/new; ls /app") == "one\nkept\nlate\nsub\n", "the synced files", seconds: 30);
            File.Delete(Path.Combine(folder, "src/kept"));
            Wait.Until(() => In(host, folder, "ls", "/app") == "late\nsub\n", "the removal", seconds: 30);

            Write(folder, "conf/c", "set\n");
            Until(watch, "service(s) [\"a\"] restarted");
            Assert.Equal("set\n", In(host, folder, "cat", "/conf/c"));
            Assert.Equal(id, host.BerthIn(folder, "compose", "ps", "-q").Succeeds().Output);

            Write(folder, "hooked/f", "from the container\n");
            Until(watch, "from the container");

            File.AppendAllText(Path.Combine(folder, "Dockerfile"), "RUN broken-command\n");
            Until(watch, "the change could not be brought in:");
            Write(folder, "Dockerfile", "FROM busybox\nCOPY src /app\nRUN echo new > /built\n");
            Until(watch, "service(s) [\"a\"] successfully built");
            Wait.Until(() => In(host, folder, "sh", "-c", "cat /built 2>&1; true") == "new\n", "the rebuilt image", seconds: 30);
            Assert.NotEqual(id, host.BerthIn(folder, "compose", "ps", "-q").Succeeds().Output);

            Interrupt(watch);
            Assert.Equal(0, watch.ExitCode);
            host.BerthIn(folder, "compose", "ps").Succeeds().Prints("watched-a-1");
        }
        finally
        {
            if (!watch.HasExited) watch.Kill();
        }

        host.BerthIn(folder, "compose", "down", "-t", "0").Succeeds();
    }

    [Fact]
    public void Up_watches_beside_the_output()
    {
        using var host = new BerthHost(registry);
        string folder = Folder(host);
        host.BerthIn(folder, "compose", "up", "--watch", "-d").Exits(1).Complains("--watch cannot be combined with --detach");
        using var up = host.Start(folder, "compose", "up", "--watch");
        try
        {
            Until(up, "⦿ Watch enabled");
            Write(folder, "conf/c", "set\n");
            Until(up, "⦿ service(s) [\"a\"] restarted");
            Interrupt(up);
            Assert.Equal(130, up.ExitCode);
            Assert.Empty(host.BerthIn(folder, "compose", "ps", "-q").Succeeds().Output);
        }
        finally
        {
            if (!up.HasExited) up.Kill();
        }
    }

    private static string Folder(BerthHost host)
    {
        string folder = host.Folder("watched");
        Write(folder, "compose.yaml", Project);
        Write(folder, "Dockerfile", "FROM busybox\nCOPY src/kept /app/\n");
        Write(folder, "src/kept", "x");
        Write(folder, "src/late", "late\n");
        Write(folder, "conf/c", "unset\n");
        Write(folder, "hooked/f", "");
        return folder;
    }

    private static void Write(string folder, string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
        File.WriteAllText(Path.Combine(folder, name), text);
    }

    private static string In(BerthHost host, string folder, params string[] command) => host.BerthIn(folder, ["compose", "exec", "-T", "a", .. command]).Output;

    private static void Until(Process process, string text)
    {
        var seen = new List<string>();
        var read = Task.Run(() =>
        {
            while (process.StandardOutput.ReadLine() is { } line)
            {
                seen.Add(line);
                if (line.Contains(text, StringComparison.Ordinal)) return true;
            }

            return false;
        });
        Assert.True(read.Wait(TimeSpan.FromSeconds(60)) && read.Result, $"no line with: {text}\n{string.Join('\n', seen)}");
    }

    private static void Interrupt(Process process)
    {
        Shell.Run("kill", "-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)).Succeeds();
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(30)), "it did not end");
    }
}
