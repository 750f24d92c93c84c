namespace Berth.Compose.Tests;

public sealed class GoTextTests
{
    [Theory]
    [InlineData(1000000, "1e+06", "1000000")]
    [InlineData(100000, "100000", "100000")]
    [InlineData(123456789, "1.23456789e+08", "123456789")]
    [InlineData(1e21, "1e+21", "1e+21")]
    [InlineData(0.0001, "0.0001", "0.0001")]
    [InlineData(0.00001, "1e-05", "0.00001")]
    [InlineData(1e-7, "1e-07", "1e-7")]
    [InlineData(1.5, "1.5", "1.5")]
    [InlineData(-3, "-3", "-3")]
    [InlineData(0, "0", "0")]
    public void Floats_are_printed_as_Go_prints_them(double value, string text, string json)
    {
        Assert.Equal(text, GoText.Float(value));
        Assert.Equal(json, GoText.JsonFloat(value));
    }

    [Fact]
    public void Short_floats_keep_their_short_digits()
    {
        Assert.Equal("0.1", GoText.Single(0.1f));
        Assert.Equal("1.6777216e+07", GoText.Single(16777216f));
        Assert.Equal("16777216", GoText.JsonSingle(16777216f));
        Assert.Equal("NaN", GoText.Float(double.NaN));
        Assert.Equal("+Inf", GoText.Float(double.PositiveInfinity));
    }

    [Fact]
    public void Trees_are_printed_as_Go_prints_maps()
    {
        YamlNode node = YamlReaderTests.Read("{x-b: 1, x-a: y, z: , l: [1, a], m: {k: true}}").Documents![0].Root;
        Assert.Equal("map[l:[1 a] m:map[k:true] x-a:y x-b:1 z:<nil>]", GoPrint.Print(node));
    }

    [Theory]
    [InlineData("2001-12-14", "2001-12-14T00:00:00Z")]
    [InlineData("2001-12-14t21:59:43.10-05:00", "2001-12-14T21:59:43.1-05:00")]
    [InlineData("2001-12-14 21:59:43", "2001-12-14T21:59:43Z")]
    [InlineData("2001-1-2T1:2:3Z", "2001-01-02T01:02:03Z")]
    [InlineData("2001-02-29", null)]
    [InlineData("2001-13-01", null)]
    [InlineData("2001-12-14T21:59:43", null)]
    [InlineData("12-12-2001", null)]
    public void Dates_are_recognised_as_go_yaml_does(string text, string? printed)
    {
        Assert.Equal(printed is not null, YamlTimestamp.IsTimestamp(text));
        Assert.Equal(printed ?? text, YamlTimestamp.Print(text));
    }
}
