namespace Berth.EndToEnd;

/// <summary>The commands about volumes and networks, with Docker's texts and statuses (Docker 28).</summary>
public sealed class ResourceCommandTests(TestRegistry registry)
{
    [Fact]
    public void Volumes_are_created_listed_inspected_removed_and_pruned()
    {
        using var host = new BerthHost(registry);
        Assert.Equal("data\n", host.Berth("volume", "create", "--label", "kind=rows", "data").Succeeds().Output);
        Assert.Equal("data\n", host.Berth("volume", "create", "data").Succeeds().Output);
        host.Berth("volume", "create", "-o", "type=tmpfs", "-o", "device=tmpfs", "-o", "o=size=1m", "small").Succeeds();
        host.Berth("volume", "create", "bad name").Exits(1).Complains("includes invalid characters for a local volume name");
        host.Berth("volume", "create", "-d", "nothere", "x").Exits(1).Complains("plugin \"nothere\" not found");

        Assert.Equal("data local local {\"kind\":\"rows\"}\n", host.Berth("volume", "inspect", "-f", "{{.Name}} {{.Driver}} {{.Scope}} {{json .Labels}}", "data").Succeeds().Output);
        Assert.Equal("{\"device\":\"tmpfs\",\"o\":\"size=1m\",\"type\":\"tmpfs\"}\n", host.Berth("volume", "inspect", "-f", "{{json .Options}}", "small").Succeeds().Output);
        host.Berth("volume", "inspect", "data", "nothing").Exits(1).Prints("\"Name\": \"data\"").Complains("get nothing: no such volume");
        Assert.Equal("data\nsmall\n", host.Berth("volume", "ls", "-q").Succeeds().Output);
        Assert.Equal("data\n", host.Berth("volume", "ls", "-q", "--filter", "label=kind").Succeeds().Output);

        host.Berth("run", "-d", "--name", "box", "-v", "data:/data", "-v", "/anonymous", "busybox", "sleep", "1000").Succeeds();
        string anonymous = Names(host, "volume").Except(["data", "small"]).Single();
        Assert.Equal("small\n", host.Berth("volume", "ls", "-q", "--filter", "dangling=true").Succeeds().Output);
        host.Berth("volume", "rm", "data").Exits(1).Complains("volume is in use");
        host.Berth("volume", "rm", "-f", "data").Exits(1).Complains("volume is in use");
        host.Berth("volume", "rm", "nothing").Exits(1).Complains("get nothing: no such volume");
        host.Berth("volume", "rm", "-f", "nothing").Succeeds();
        host.Berth("rm", "-f", "box").Succeeds();

        // Without --all only volumes without a name go.
        host.Berth("volume", "prune", "-f").Succeeds().Prints("Deleted Volumes:\n" + anonymous);
        Assert.Equal("data\nsmall\n", host.Berth("volume", "ls", "-q").Succeeds().Output);
        host.Berth("volume", "rm", "small").Succeeds();
        host.Berth("volume", "prune", "-a", "-f").Succeeds().Prints("data");
        Assert.Equal("", host.Berth("volume", "ls", "-q").Succeeds().Output);
    }

    [Fact]
    public void Networks_are_created_listed_inspected_removed_and_pruned()
    {
        using var host = new BerthHost(registry);
        host.Berth("network", "create", "--subnet", "10.77.0.0/24", "--gateway", "10.77.0.9", "--ip-range", "10.77.0.128/25", "--label", "kind=web", "front").Succeeds();
        host.Berth("network", "create", "--internal", "back").Succeeds();
        host.Berth("network", "create", "front").Exits(1).Complains("network with name front already exists");
        host.Berth("network", "create", "--subnet", "10.77.0.0/25", "more").Exits(1).Complains("Pool overlaps with other one on this address space");
        host.Berth("network", "create", "--gateway", "10.78.0.5", "more").Exits(1).Complains("must have a corresponding subnet");
        host.Berth("network", "create", "-d", "nothere", "more").Exits(1).Complains("plugin \"nothere\" not found");

        Assert.Equal("front bridge local false [{\"Subnet\":\"10.77.0.0/24\",\"IPRange\":\"10.77.0.128/25\",\"Gateway\":\"10.77.0.9\"}]\n",
            host.Berth("network", "inspect", "-f", "{{.Name}} {{.Driver}} {{.Scope}} {{.Internal}} {{json .IPAM.Config}}", "front").Succeeds().Output);
        Assert.Equal("true\n", host.Berth("network", "inspect", "-f", "{{.Internal}}", "back").Succeeds().Output);
        Assert.Equal("front\n", host.Berth("network", "ls", "--filter", "label=kind=web", "--format", "{{.Name}}").Succeeds().Output);
        host.Berth("network", "inspect", "nothing").Exits(1).Complains("network nothing not found");

        host.Berth("run", "-d", "--name", "box", "--network", "back", "busybox", "sleep", "1000").Succeeds();
        host.Berth("network", "rm", "back").Exits(1).Complains("has active endpoints");
        host.Berth("network", "rm", "bridge").Exits(1).Complains("bridge is a pre-defined network and cannot be removed");
        host.Berth("network", "prune", "-f").Succeeds().Prints("Deleted Networks:\nfront\n");
        host.Berth("rm", "-f", "box").Succeeds();
        Assert.Equal("back\n", host.Berth("network", "rm", "back").Succeeds().Output);
        Assert.Equal(["bridge", "host", "none"], Names(host, "network"));
    }

    [Fact]
    public void A_running_container_is_connected_and_disconnected()
    {
        using var host = new BerthHost(registry);
        host.Berth("network", "create", "--subnet", "10.77.0.0/24", "front").Succeeds();
        host.Berth("run", "-d", "--name", "box", "busybox", "sleep", "1000").Succeeds();
        host.Berth("network", "connect", "--ip", "10.77.0.200", "--alias", "other", "front", "box").Succeeds();
        host.Berth("exec", "box", "ip", "-4", "addr", "show", "eth1").Succeeds().Prints("10.77.0.200/24");
        host.Berth("run", "--rm", "--network", "front", "busybox", "ping", "-c1", "-W2", "other").Succeeds().Prints("10.77.0.200");
        host.Berth("network", "connect", "front", "box").Exits(1).Complains("endpoint with name box already exists in network front");
        host.Berth("network", "connect", "nothing", "box").Exits(1).Complains("network nothing not found");
        host.Berth("network", "connect", "front", "nobody").Exits(1).Complains("No such container: nobody");
        host.Berth("network", "connect", "host", "box").Exits(1).Complains("container must be created in host network mode");

        host.Berth("network", "disconnect", "front", "box").Succeeds();
        host.Berth("exec", "box", "ip", "-4", "addr", "show", "eth1").Exits(1);
        host.Berth("network", "disconnect", "front", "box").Exits(1).Complains("is not connected to network front");
        host.Berth("network", "disconnect", "-f", "front", "nobody").Exits(1).Complains("endpoint nobody not found");
        host.Berth("network", "rm", "front").Succeeds();
    }

    private static string[] Names(BerthHost host, string kind) =>
        [.. host.Berth(kind, "ls", "--format", "{{.Name}}").Succeeds().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
}
