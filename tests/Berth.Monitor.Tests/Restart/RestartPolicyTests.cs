using Berth.Supervision;

namespace Berth.Monitor.Tests;

public class RestartPolicyTests
{
    [Fact]
    public void Delays_double_up_to_a_minute_and_begin_anew_after_ten_seconds()
    {
        var policy = new RestartPolicy(new RestartRequest { Policy = "always" });
        double[] delays = [.. Enumerable.Range(0, 12).Select(_ => policy.Next(0, false, TimeSpan.FromSeconds(9.9))!.Value.TotalMilliseconds)];
        Assert.Equal([100, 200, 400, 800, 1600, 3200, 6400, 12800, 25600, 51200, 60000, 60000], delays);
        Assert.Equal(100, policy.Next(0, false, TimeSpan.FromSeconds(10))!.Value.TotalMilliseconds);
        Assert.Equal(13, policy.Count);
    }

    [Theory]
    [InlineData("no", 1, false, false)]
    [InlineData("always", 0, false, true)]
    [InlineData("always", 137, true, false)]
    [InlineData("unless-stopped", 0, false, true)]
    [InlineData("unless-stopped", 0, true, false)]
    [InlineData("on-failure", 0, false, false)]
    [InlineData("on-failure", 3, false, true)]
    [InlineData("on-failure", 3, true, false)]
    public void Policies_are_Dockers(string policy, int exitCode, bool manual, bool restarts) =>
        Assert.Equal(restarts, new RestartPolicy(new RestartRequest { Policy = policy }).Next(exitCode, manual, TimeSpan.Zero) is not null);

    [Fact]
    public void On_failure_stops_after_its_retries()
    {
        var policy = new RestartPolicy(new RestartRequest { Policy = "on-failure", MaximumRetries = 2 });
        Assert.NotNull(policy.Next(1, false, TimeSpan.Zero));
        Assert.NotNull(policy.Next(1, false, TimeSpan.Zero));
        Assert.Null(policy.Next(1, false, TimeSpan.Zero));
        Assert.Equal(2, policy.Count);
    }
}
