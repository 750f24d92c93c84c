using System.Net;
using System.Net.Sockets;

namespace Berth.EndToEnd;

/// <summary>Bad input gets one clear error, the right status, and leaves nothing half made.</summary>
public sealed class BadInputTests(TestRegistry registry)
{
    [Fact]
    public void A_missing_file_is_named()
    {
        using var host = new BerthHost(registry);
        string folder = host.Folder("empty");
        host.BerthIn(folder, "up", "-d").Exits(1).Complains("no Compose file in " + folder);
        host.BerthIn(folder, "-f", "nope.yaml", "up", "-d").Exits(1).Complains("nope.yaml");
    }

    [Theory]
    [InlineData("services:\n  a:\n   image: x\n    ports: y\n", "compose.yaml:4:")]
    [InlineData("services:\n  a:\n    image: busybox\n    imagee: x\n", "compose.yaml:4:5")]
    [InlineData("services:\n  a:\n    image: busybox\n    depends_on: [b]\n", "b")]
    public void A_bad_file_is_pointed_at(string text, string where)
    {
        using var host = new BerthHost(registry);
        string folder = host.Folder("bad");
        File.WriteAllText(Path.Combine(folder, "compose.yaml"), text);
        var result = host.BerthIn(folder, "up", "-d").Exits(1).Complains(where);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Equal("", host.Berth("ps", "-aq").Succeeds().Output);
    }

    [Fact]
    public void An_image_that_nobody_has_is_named_and_nothing_is_made()
    {
        using var host = new BerthHost(registry);
        string folder = host.Folder("unknown");
        File.WriteAllText(Path.Combine(folder, "compose.yaml"), "services:\n  a:\n    image: 127.0.0.1:1/none\n");
        host.BerthIn(folder, "up", "-d").Exits(1).Complains("127.0.0.1:1");
        Assert.Equal("", host.Berth("ps", "-aq").Succeeds().Output);
        Assert.DoesNotContain("unknown_default", host.Berth("network", "ls").Succeeds().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_taken_port_names_its_holder_and_the_project_can_be_taken_down()
    {
        using var host = new BerthHost(registry);
        using var holder = new TcpListener(IPAddress.Any, 0);
        holder.Start();
        int port = ((IPEndPoint)holder.LocalEndpoint).Port;
        string folder = host.Folder("taken");
        File.WriteAllText(Path.Combine(folder, "compose.yaml"), $"services:\n  a:\n    image: busybox\n    command: sleep 1000\n    ports: [\"{port}:80\"]\n");
        host.BerthIn(folder, "up", "-d").Exits(1).Complains("address already in use").Complains(Environment.ProcessId.ToString());
        host.BerthIn(folder, "down").Succeeds();
    }

    [Fact]
    public void A_missing_bind_source_is_made_by_the_short_form_and_refused_by_the_long_one()
    {
        using var host = new BerthHost(registry);
        string folder = host.Folder("binds");
        host.BerthIn(folder, "run", "--rm", "-v", "./made:/x", "busybox", "ls", "/x").Succeeds();
        Assert.True(Directory.Exists(Path.Combine(folder, "made")));
        host.BerthIn(folder, "run", "--rm", "--mount", $"type=bind,src={folder}/not,dst=/x", "busybox", "true").Exits(125).Complains("bind source path does not exist");
    }

    [Fact]
    public void A_full_disk_while_unpacking_is_one_error_and_no_image()
    {
        using var host = new BerthHost(registry);
        Directory.CreateDirectory(host.Root);
        Shell.Run("mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", host.Root).Succeeds();
        try
        {
            host.Berth("pull", "nginx").Exits(1).Complains("no space left on device");
            Assert.Equal("", host.Berth("images", "-q").Succeeds().Output);
            Shell.Run("kill", host.EnginePid().ToString());
        }
        finally
        {
            Shell.Run("sh", "-c", $"for i in 1 2 3 4 5 6 7 8 9 10; do umount '{host.Root}' && break; sleep 0.3; done").Succeeds();
        }
    }
}
