namespace Berth.Images.Tests;

public sealed class OciPlatformTests
{
    [Theory]
    [InlineData("linux/amd64", "linux/amd64", true)]
    [InlineData("linux/amd64", "linux/arm64", false)]
    [InlineData("linux/amd64", "windows/amd64", false)]
    [InlineData("linux/x86_64", "linux/amd64", true)]
    [InlineData("linux/arm64", "linux/arm64/v8", true)]
    [InlineData("linux/arm64/v8", "linux/arm64", true)]
    [InlineData("linux/arm64", "linux/arm64/v9", false)]
    [InlineData("linux/arm64", "linux/arm/v7", true)]
    [InlineData("linux/arm/v7", "linux/arm/v6", true)]
    [InlineData("linux/arm/v6", "linux/arm/v7", false)]
    [InlineData("linux/amd64/v3", "linux/amd64/v2", true)]
    [InlineData("linux/amd64", "linux/amd64/v2", false)]
    [InlineData("amd64", "linux/amd64", true)]
    public void Matches(string wanted, string offered, bool runs) =>
        Assert.Equal(runs, OciPlatform.Parse(wanted).Rank(OciPlatform.Parse(offered)) > 0);

    [Fact]
    public void PrefersTheNearest()
    {
        OciPlatform arm64 = OciPlatform.Parse("linux/arm64");
        Assert.True(arm64.Rank(OciPlatform.Parse("linux/arm64")) > arm64.Rank(OciPlatform.Parse("linux/arm/v7")));
        Assert.True(arm64.Rank(OciPlatform.Parse("linux/arm/v7")) > arm64.Rank(OciPlatform.Parse("linux/arm/v6")));
    }

    [Theory]
    [InlineData("linux/amd64/v1/x")]
    [InlineData("")]
    [InlineData("li nux/amd64")]
    [InlineData("nonsense")]
    public void Refuses(string text) => Assert.Equal(ImageErrorKind.Invalid, Assert.Throws<ImageException>(() => OciPlatform.Parse(text)).Kind);
}
