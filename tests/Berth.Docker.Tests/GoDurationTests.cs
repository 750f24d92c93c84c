namespace Berth.Docker.Tests;

public sealed class GoDurationTests
{
    [Theory]
    [InlineData("0", 0L, "0s")]
    [InlineData("5s", 5_000_000_000, "5s")]
    [InlineData("90s", 90_000_000_000, "1m30s")]
    [InlineData("1h1.5s", 3_601_500_000_000, "1h0m1.5s")]
    [InlineData("1500us", 1_500_000, "1.5ms")]
    [InlineData("20ns", 20, "20ns")]
    [InlineData("-1s", -1_000_000_000, "-1s")]
    [InlineData("+.5s", 500_000_000, "500ms")]
    [InlineData("2h45m0.5s", 9_900_500_000_000, "2h45m0.5s")]
    [InlineData("1µs", 1000, "1µs")]
    [InlineData("2h", 7_200_000_000_000, "2h0m0s")]
    [InlineData("1.1s", 1_100_000_000, "1.1s")]
    public void Times_are_read_and_written(string text, long nanoseconds, string written)
    {
        Assert.Equal(nanoseconds, GoDuration.Parse(text));
        Assert.Equal(written, GoDuration.Format(nanoseconds));
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("1.2.3s")]
    [InlineData("-")]
    [InlineData("1s ")]
    [InlineData("1d")]
    [InlineData("99999999h")]
    [InlineData("1x")]
    public void What_is_no_time_is_none(string text) => Assert.Null(GoDuration.Parse(text));
}
