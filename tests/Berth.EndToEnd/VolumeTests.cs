namespace Berth.EndToEnd;

/// <summary>Every kind of volume, and that nothing of one is lost.</summary>
public sealed class VolumeTests(TestRegistry registry)
{
    [Fact]
    public void A_compose_file_may_use_every_kind()
    {
        using var host = new BerthHost(registry);
        string folder = host.Folder("kinds");
        Directory.CreateDirectory(Path.Combine(folder, "bound/below"));
        Directory.CreateDirectory(Path.Combine(folder, "backing"));
        File.WriteAllText(Path.Combine(folder, "bound/file"), "bound\n");
        File.WriteAllText(Path.Combine(folder, "Dockerfile"), "FROM busybox\nRUN mkdir -p /data/sub && echo image > /data/file && chown -R 7:8 /data && chmod 2750 /data/sub && ln -s file /data/link\nVOLUME /anonymous\n");
        File.WriteAllText(Path.Combine(folder, "compose.yaml"), $$"""
            services:
              app:
                build: .
                image: kinds
                command: sleep 1000
                volumes:
                  - named:/data
                  - ./bound:/bound:ro
                  - type: volume
                    source: named
                    target: /part
                    volume: {subpath: sub}
                  - type: volume
                    source: plain
                    target: /data2
                    volume: {nocopy: true}
                  - type: tmpfs
                    target: /mem
                    tmpfs: {size: 1m, mode: 01770}
                  - type: image
                    source: kinds
                    target: /image
                    image: {subpath: data}
                  - driver:/driver
                  - memory:/memory
                  - outside:/outside
            volumes:
              named: {labels: {who: me} }
              plain: {}
              driver: {driver_opts: {type: none, o: bind, device: "{{folder}}/backing"} }
              memory: {driver_opts: {type: tmpfs, device: tmpfs, o: "size=2m,mode=0711"} }
              outside: {external: true}
            """);
        host.BerthIn(folder, "up", "-d").Exits(1).Complains("external volume \"outside\" not found");
        host.Berth("volume", "create", "outside").Succeeds();
        host.BerthIn(folder, "up", "-d").Succeeds();
        string Sh(string script) => host.BerthIn(folder, "exec", "-T", "app", "sh", "-c", script).Succeeds().Output;
        Assert.Equal("7:8 755\n7:8 2750\nimage\nfile\n", Sh("stat -c '%u:%g %a' /data /data/sub; cat /data/link; readlink /data/link"));
        Assert.Equal("bound\nRead-only\n", Sh("cat /bound/file; touch /bound/below/x 2>&1 | grep -o Read-only"));
        Assert.Equal("/data/sub/seen\n", Sh("touch /part/seen; ls /data/sub/seen"));
        Assert.Equal("image\nRead-only\n", Sh("cat /image/file; touch /image/x 2>&1 | grep -o Read-only"));
        Assert.Equal("1770 1024\n711 2048\n", Sh("for m in /mem /memory; do echo $(stat -c %a $m) $(df -k $m | tail -1 | awk '{print $2}'); done"));
        Sh("echo kept > /driver/f; echo kept > /data/own; echo kept > /outside/f");
        Assert.Equal("kept\n", File.ReadAllText(Path.Combine(folder, "backing/f")));
        host.Berth("volume", "inspect", "-f", "{{.Labels.who}}", "kinds_named").Succeeds().Prints("me");
        host.Berth("volume", "rm", "kinds_named").Exits(1).Complains("volume is in use");

        host.BerthIn(folder, "up", "-d", "--force-recreate", "-t", "0").Succeeds();
        Assert.Equal("kept\nkept\nkept\n", Sh("cat /data/own /driver/f /outside/f"));
        host.BerthIn(folder, "down", "-v", "-t", "0").Succeeds();
        Assert.Equal("outside\n", host.Berth("volume", "ls", "-q").Succeeds().Output);
        Assert.Equal("kept\n", File.ReadAllText(Path.Combine(folder, "backing/f")));
    }

    [Fact]
    public void Propagation_and_recursive_read_only_are_as_asked()
    {
        using var host = new BerthHost(registry);
        string folder = host.Folder("propagation");
        Directory.CreateDirectory(Path.Combine(folder, "sub"));
        Shell.Run("sh", "-ec", $"mount -t tmpfs tmpfs '{folder}/sub'; echo below > '{folder}/sub/f'").Succeeds();
        try
        {
            host.Berth("run", "--rm", "-v", $"{folder}:/m:ro", "busybox", "sh", "-c", "cat /m/sub/f; ! touch /m/sub/x").Succeeds().Prints("below");
            host.Berth("run", "--rm", "--mount", $"type=bind,source={folder},target=/m,readonly,bind-recursive=writable", "busybox", "touch", "/m/sub/x").Succeeds();
            host.Berth("run", "--rm", "--mount", $"type=bind,source={folder},target=/m,bind-recursive=disabled", "busybox", "ls", "/m/sub/f").Exits(1);
            host.Berth("run", "--rm", "-v", $"{folder}:/m", "busybox", "grep", " /m ", "/proc/self/mountinfo").Succeeds();
        }
        finally
        {
            Shell.Run("umount", $"{folder}/sub").Succeeds();
        }
    }

    [Fact]
    public void Mounts_pass_by_the_propagation_that_is_asked_for()
    {
        using var host = new BerthHost(registry);
        string shared = host.Folder("shared");
        Shell.Run("sh", "-ec", $"mount -t tmpfs tmpfs '{shared}'; mount --make-shared '{shared}'; mkdir '{shared}/late' '{shared}/own'").Succeeds();
        try
        {
            host.Berth("run", "-d", "--name", "slave", "-v", $"{shared}:/m:rslave", "busybox", "sleep", "1000").Succeeds();
            host.Berth("run", "-d", "--name", "apart", "-v", $"{shared}:/m", "busybox", "sleep", "1000").Succeeds();
            Shell.Run("sh", "-ec", $"mount -t tmpfs tmpfs '{shared}/late'; echo late > '{shared}/late/f'").Succeeds();
            host.Berth("exec", "slave", "cat", "/m/late/f").Succeeds().Prints("late");
            host.Berth("exec", "apart", "cat", "/m/late/f").Exits(1);
            host.Berth("run", "--rm", "--privileged", "--mount", $"type=bind,source={shared},target=/m,bind-propagation=rshared", "busybox", "sh", "-ec", "mount -t tmpfs tmpfs /m/own; echo own > /m/own/f").Succeeds();
            Assert.Equal("own\n", File.ReadAllText($"{shared}/own/f"));
        }
        finally
        {
            host.Berth("rm", "-f", "slave", "apart");
            Shell.Run("umount", "-R", shared).Succeeds();
        }
    }

    [Fact]
    public void Nothing_of_a_volume_is_lost_when_the_engine_is_killed()
    {
        using var host = new BerthHost(registry);
        string folder = host.Folder("killed");
        File.WriteAllText(Path.Combine(folder, "Dockerfile"), "FROM busybox\nRUN mkdir /data && cd /data && for i in $(seq 600); do echo $i > $i; done\n");
        host.BerthIn(folder, "build", "-q", "-t", "many", ".").Succeeds();
        host.Berth("volume", "create", "precious").Succeeds();
        host.Berth("run", "--rm", "-v", "precious:/p", "busybox", "sh", "-c", "echo kept > /p/f").Succeeds();
        for (int i = 0; i < 4; i++)
        {
            // At moments all over the copy, and over a removal.
            using var creating = host.Start(folder, "create", "-v", $"filled{i}:/data", "-v", "precious:/p", "many");
            using var removing = host.Start(folder, "volume", "rm", $"filled{i - 1}");
            Thread.Sleep(20 * i);
            host.KillEngine();
            creating.WaitForExit();
            removing.WaitForExit();
            // Whatever was half done is taken back or finished: the volume has all or, used anew, gets all.
            host.Berth("run", "--rm", "-v", $"filled{i}:/data", "many", "sh", "-c", "ls /data | wc -l").Succeeds().Prints("600");
        }

        host.Berth("run", "--rm", "-v", "precious:/p", "busybox", "cat", "/p/f").Succeeds().Prints("kept");
        string[] volumes = Directory.GetDirectories(Path.Combine(host.Root, "volumes"));
        Assert.DoesNotContain(volumes, folder => Path.GetFileName(folder).StartsWith('.'));
        Assert.DoesNotContain(volumes.SelectMany(Directory.GetDirectories), inner => Path.GetFileName(inner) != "_data");
    }
}
