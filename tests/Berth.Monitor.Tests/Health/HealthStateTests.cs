using Berth.Supervision;

namespace Berth.Monitor.Tests;

public class HealthStateTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly HealthRequest Request = new()
    {
        Process = new ProcessRequest { Arguments = ["true"] },
        IntervalNanoseconds = 30_000_000_000,
        TimeoutNanoseconds = 30_000_000_000,
        Retries = 3,
        StartPeriodNanoseconds = 60_000_000_000,
        StartIntervalNanoseconds = 5_000_000_000,
    };

    [Fact]
    public void Failures_within_the_start_period_do_not_count_until_it_was_healthy()
    {
        var state = new HealthState(Request);
        state.Started(Start);
        Assert.False(state.Take(Result(10, 1)));
        Assert.Equal(("starting", 0), (state.Record.Status, state.Record.FailingStreak));
        Assert.True(state.Take(Result(20, 0)));
        Assert.Equal("healthy", state.Record.Status);
        Assert.False(state.Take(Result(30, 1)));
        Assert.False(state.Take(Result(31, 1)));
        Assert.True(state.Take(Result(32, -1)));
        Assert.Equal(("unhealthy", 3), (state.Record.Status, state.Record.FailingStreak));
        Assert.True(state.Take(Result(33, 0)));
        Assert.Equal(("healthy", 0), (state.Record.Status, state.Record.FailingStreak));
    }

    [Fact]
    public void Failures_after_the_start_period_make_it_unhealthy()
    {
        var state = new HealthState(Request);
        state.Started(Start);
        Assert.False(state.Take(Result(61, 1)));
        Assert.False(state.Take(Result(62, 1)));
        Assert.True(state.Take(Result(63, 1)));
        Assert.Equal("unhealthy", state.Record.Status);
    }

    [Fact]
    public void Five_results_are_kept()
    {
        var state = new HealthState(Request);
        state.Started(Start);
        for (int i = 0; i < 8; i++)
        {
            state.Take(Result(100 + i, i));
        }
        Assert.Equal([3, 4, 5, 6, 7], state.Record.Log.Select(r => r.ExitCode));
    }

    [Fact]
    public void The_start_interval_holds_within_the_start_period_while_starting()
    {
        var state = new HealthState(Request);
        state.Started(Start);
        Assert.Equal(5, state.Delay(Start.AddSeconds(10)).TotalSeconds);
        Assert.Equal(30, state.Delay(Start.AddSeconds(60)).TotalSeconds);
        state.Take(Result(1, 0));
        Assert.Equal(30, state.Delay(Start.AddSeconds(10)).TotalSeconds);
    }

    [Fact]
    public void A_new_start_begins_anew_and_keeps_the_log()
    {
        var state = new HealthState(Request);
        state.Started(Start);
        state.Take(Result(1, 0));
        state.Ended();
        Assert.Equal("unhealthy", state.Record.Status);
        state.Started(Start.AddSeconds(100));
        Assert.Equal(("starting", 1), (state.Record.Status, state.Record.Log.Count));
    }

    private static HealthResult Result(int second, int code) => new(Start.AddSeconds(second), Start.AddSeconds(second), code, "");
}
