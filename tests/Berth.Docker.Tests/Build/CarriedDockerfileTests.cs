namespace Berth.Docker.Tests;

public sealed class CarriedDockerfileTests
{
    [Fact]
    public void New_names_are_recognised() => Assert.True(CarriedDockerfile.Is(CarriedDockerfile.NewName()));

    [Theory]
    [InlineData("Dockerfile")]
    [InlineData(".dockerfile.x")]
    [InlineData(".dockerfile.0123456789abcdefghij")]
    [InlineData("a/.dockerfile.0123456789abcdef0123")]
    public void Other_names_are_files(string name) => Assert.False(CarriedDockerfile.Is(name));
}
