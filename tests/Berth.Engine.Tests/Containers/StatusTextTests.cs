using Berth.Supervision;

namespace Berth.Engine.Tests;

public class StatusTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

    [Theory]
    [InlineData(0.2, "Less than a second")]
    [InlineData(1, "1 second")]
    [InlineData(59, "59 seconds")]
    [InlineData(60, "About a minute")]
    [InlineData(125, "2 minutes")]
    [InlineData(3600, "About an hour")]
    [InlineData(7200, "2 hours")]
    [InlineData(172_800, "2 days")]
    [InlineData(1_209_600, "2 weeks")]
    [InlineData(5_184_000, "2 months")]
    [InlineData(63_072_000, "2 years")]
    public void Durations_read_as_Docker_says_them(double seconds, string words) => Assert.Equal(words, StatusText.Duration(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void A_running_container_is_up_and_healthy()
    {
        var life = ContainerLife.New with { Status = ContainerStatus.Running, StartedAt = Now.AddSeconds(-5), Health = new HealthRecord("healthy", 0, []) };

        Assert.Equal("Up 5 seconds (healthy)", StatusText.Of(life, Now));
        Assert.Equal("Up 5 seconds (health: starting)", StatusText.Of(life with { Health = new HealthRecord("starting", 0, []) }, Now));
        Assert.Equal("Up 5 seconds (Paused)", StatusText.Of(life with { Status = ContainerStatus.Paused }, Now));
    }

    [Fact]
    public void An_ended_container_says_its_code_and_when()
    {
        var life = ContainerLife.New with { Status = ContainerStatus.Exited, ExitCode = 137, FinishedAt = Now.AddMinutes(-3) };

        Assert.Equal("Exited (137) 3 minutes ago", StatusText.Of(life, Now));
        Assert.Equal("Restarting (137) 3 minutes ago", StatusText.Of(life with { Status = ContainerStatus.Restarting }, Now));
        Assert.Equal("Created", StatusText.Of(ContainerLife.New, Now));
        Assert.Equal("Dead", StatusText.Of(life with { Status = ContainerStatus.Dead }, Now));
    }
}
