namespace Berth.Images.Tests;

public sealed class EndpointListTests
{
    [Theory]
    [InlineData("docker.io", "https://registry-1.docker.io/", false)]
    [InlineData("ghcr.io", "https://ghcr.io/", false)]
    [InlineData("localhost:5000", "http://localhost:5000/", true)]
    [InlineData("127.8.9.10:5000", "http://127.8.9.10:5000/", true)]
    [InlineData("[::1]:5000", "http://[::1]:5000/", true)]
    [InlineData("10.1.2.3:5000", "https://10.1.2.3:5000/", true)]
    [InlineData("10.2.2.3:5000", "https://10.2.2.3:5000/", false)]
    [InlineData("old.example:5000", "https://old.example:5000/", true)]
    [InlineData("old.example:5001", "https://old.example:5001/", false)]
    public void PlainHttpIsForLoopbackAndWhereItIsAllowed(string domain, string first, bool insecure)
    {
        var list = new EndpointList(new RegistryOptions { InsecureRegistries = ["10.1.0.0/16", "old.example:5000"] });
        RegistryEndpoint endpoint = list.Registry(domain);
        Assert.Equal((new Uri(first), insecure), (endpoint.Base, endpoint.IsInsecure));
        Assert.Equal(insecure, endpoint.TryNext(endpoint.Base));
    }

    [Fact]
    public void AProvenWayOfSpeakingStays()
    {
        RegistryEndpoint endpoint = new EndpointList(new RegistryOptions()).Registry("localhost:5000");
        endpoint.Prove(endpoint.Base);
        Assert.False(endpoint.TryNext(endpoint.Base));
    }

    [Fact]
    public void MirrorsAreForTheHub()
    {
        var list = new EndpointList(new RegistryOptions { Mirrors = ["https://mirror.example/path", "http://127.0.0.1:5000"] });
        Assert.Equal(["https://mirror.example/path/", "http://127.0.0.1:5000/", "https://registry-1.docker.io/"], list.ForPull("docker.io").Select(e => e.Base.ToString()));
        Assert.Single(list.ForPull("ghcr.io"));
        Assert.Equal(ImageErrorKind.Invalid, Assert.Throws<ImageException>(() => new EndpointList(new RegistryOptions { Mirrors = ["mirror"] }).ForPull("docker.io")).Kind);
    }
}
