namespace Berth.Docker.Tests;

public sealed class DockerTimestampsTests
{
    [Theory]
    [InlineData("1700000000", 1700000000000000000)]
    [InlineData("1700000000.5", 1700000000500000000)]
    [InlineData("1700000000.000000001", 1700000000000000001)]
    [InlineData("-1.5", -1500000000)]
    [InlineData("2023-11-14T22:13:20Z", 1700000000000000000)]
    [InlineData("2023-11-14T22:13:20.000000001Z", 1700000000000000001)]
    [InlineData("2023-11-14T23:13:20.25+01:00", 1700000000250000000)]
    public void Reads_Unix_time_and_RFC_3339(string text, long nanos)
    {
        Assert.True(DockerTimestamps.TryParse(text, out var read));
        Assert.Equal(nanos, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("1.")]
    [InlineData("1.0000000000")]
    [InlineData("2023-11-14")]
    [InlineData("2023-11-14T22:13:20")]
    [InlineData("2023-11-14T22:13:20.Z")]
    [InlineData("99999999999999999999")]
    public void Refuses_other_text(string text) => Assert.False(DockerTimestamps.TryParse(text, out _));

    [Theory]
    [InlineData(1700000000000000000, "2023-11-14T22:13:20Z", "2023-11-14T22:13:20.000000000Z", "1700000000.000000000")]
    [InlineData(1700000000120000000, "2023-11-14T22:13:20.12Z", "2023-11-14T22:13:20.120000000Z", "1700000000.120000000")]
    [InlineData(-1, "1969-12-31T23:59:59.999999999Z", "1969-12-31T23:59:59.999999999Z", "-1.999999999")]
    public void Writes_each_form(long nanos, string trimmed, string @fixed, string unix) => Assert.Equal(
        (trimmed, @fixed, unix), (DockerTimestamps.Format(nanos), DockerTimestamps.FormatFixed(nanos), DockerTimestamps.FormatUnix(nanos)));

    [Fact]
    public void Converts_times_of_the_library()
    {
        var time = new DateTimeOffset(2023, 11, 14, 22, 13, 20, TimeSpan.Zero).AddTicks(1);
        Assert.Equal(1700000000000000100, DockerTimestamps.ToNanos(time));
        Assert.Equal(time, DockerTimestamps.FromNanos(1700000000000000199));
    }
}
