using Berth.Docker;

namespace Berth.Engine.Tests;

public class ImageDefaultsTests
{
    private static readonly ImageConfig Image = new()
    {
        User = "web", Env = ["PATH=/bin", "A=image", "B=image"], Entrypoint = ["/entry"], Cmd = ["default"], WorkingDir = "/srv",
        Labels = new Dictionary<string, string> { ["l"] = "image", ["m"] = "image" }, StopSignal = "QUIT",
        ExposedPorts = new Dictionary<string, EmptyObject> { ["80/tcp"] = new() }, Volumes = new Dictionary<string, EmptyObject> { ["/data"] = new() },
        Healthcheck = new HealthConfig { Test = ["CMD", "check"], Interval = 5, Retries = 7 },
    };

    [Fact]
    public void What_the_request_leaves_open_is_the_images()
    {
        var merged = ImageDefaults.Merge(new ContainerConfig(), Image);

        Assert.Equal("web", merged.User);
        Assert.Equal(["PATH=/bin", "A=image", "B=image"], merged.Env!);
        Assert.Equal(["/entry"], merged.Entrypoint!);
        Assert.Equal(["default"], merged.Cmd!);
        Assert.Equal("/srv", merged.WorkingDir);
        Assert.Equal("QUIT", merged.StopSignal);
        Assert.Equal(["80/tcp"], merged.ExposedPorts!.Keys);
        Assert.Equal(["/data"], merged.Volumes!.Keys);
        Assert.Equal(["CMD", "check"], merged.Healthcheck!.Test!);
    }

    [Fact]
    public void The_requests_own_values_win_and_its_variables_come_first()
    {
        var merged = ImageDefaults.Merge(
            new ContainerConfig
            {
                User = "root", Env = ["A=own"], Cmd = ["other"], Labels = new Dictionary<string, string> { ["l"] = "own" },
                Healthcheck = new HealthConfig { Interval = 9 },
            },
            Image);

        Assert.Equal("root", merged.User);
        Assert.Equal(["A=own", "PATH=/bin", "B=image"], merged.Env!);
        Assert.Equal(["/entry"], merged.Entrypoint!);
        Assert.Equal(["other"], merged.Cmd!);
        Assert.Equal("own", merged.Labels!["l"]);
        Assert.Equal("image", merged.Labels!["m"]);
        Assert.Equal(9, merged.Healthcheck!.Interval);
        Assert.Equal(7, merged.Healthcheck.Retries);
    }

    [Fact]
    public void An_entry_point_of_the_requests_own_discards_the_images_arguments()
    {
        var merged = ImageDefaults.Merge(new ContainerConfig { Entrypoint = ["/own"] }, Image);

        Assert.Equal(["/own"], merged.Entrypoint!);
        Assert.Null(merged.Cmd);
    }

    [Fact]
    public void An_empty_entry_point_clears_the_images()
    {
        var merged = ImageDefaults.Merge(new ContainerConfig { Entrypoint = [""], Cmd = ["sh"] }, Image);

        Assert.Null(merged.Entrypoint);
        Assert.Equal(["sh"], merged.Cmd!);
    }

    [Fact]
    public void Nothing_to_run_is_refused() =>
        Assert.Equal("no command specified", Assert.Throws<DockerException>(() => ImageDefaults.Merge(new ContainerConfig(), new ImageConfig())).Message);
}
