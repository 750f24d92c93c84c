namespace Berth.Images.Tests;

public sealed class AuthChallengeTests
{
    [Fact]
    public void ReadsSchemesAndParameters()
    {
        IReadOnlyList<AuthChallenge> all = AuthChallenge.Parse("""Bearer realm="https://auth/token?a=b,c",service="a \"quoted\" one",scope="repository:x:pull,push", Basic realm=plain""");
        Assert.Equal(["Bearer", "Basic"], all.Select(c => c.Scheme));
        Assert.Equal(("https://auth/token?a=b,c", "a \"quoted\" one", "repository:x:pull,push", "plain"), (all[0]["realm"], all[0]["SERVICE"], all[0]["scope"], all[1]["realm"]));
        Assert.Null(all[0]["error"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(",,=\"")]
    [InlineData("Bearer realm=\"open")]
    [InlineData("=")]
    [InlineData("Bearer \\")]
    public void NeverThrows(string header) => AuthChallenge.Parse(header);
}
