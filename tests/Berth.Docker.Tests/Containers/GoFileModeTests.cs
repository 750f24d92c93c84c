namespace Berth.Docker.Tests;

public sealed class GoFileModeTests
{
    [Theory]
    [InlineData(0x41ED, 0x800001EDu)]
    [InlineData(0x81A4, 0x1A4u)]
    [InlineData(0xA1FF, 0x080001FFu)]
    [InlineData(0x89ED, 0x008001EDu)]
    [InlineData(0x43FF, 0x801001FFu)]
    [InlineData(0x21B6, 0x042001B6u)]
    [InlineData(0x61B0, 0x040001B0u)]
    [InlineData(0x11A4, 0x020001A4u)]
    [InlineData(0xC1ED, 0x010001EDu)]
    public void Both_ways(int unix, uint go)
    {
        Assert.Equal(go, GoFileMode.FromUnix((uint)unix));
        Assert.Equal((uint)unix, GoFileMode.ToUnix(go));
    }
}
