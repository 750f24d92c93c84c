using Berth.Docker;

namespace Berth.Compose.Tests.Planning;

public sealed class BuildContextsTests
{
    [Fact]
    public async Task The_request_has_folders_in_its_archive_and_all_else_as_it_is()
    {
        var build = new BuildConfig { AdditionalContexts = new Dictionary<string, string> { ["i"] = "docker-image://alpine", ["f"] = Path.GetTempPath() } };
        var contexts = await BuildContexts.RequestAsync(PlanFixture.Project(), build, null!, BuildContext.Empty(), TestContext.Current.CancellationToken);
        Assert.Equal("docker-image://alpine", contexts["i"]);
        Assert.StartsWith(NamedContext.Carried, contexts["f"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_not_be_had_is_an_error_of_the_file()
    {
        var build = new BuildConfig { AdditionalContexts = new Dictionary<string, string> { ["f"] = "/no/such" } };
        var error = await Assert.ThrowsAsync<ComposeException>(() => BuildContexts.RequestAsync(PlanFixture.Project(), build, null!, BuildContext.Empty(), TestContext.Current.CancellationToken));
        Assert.Equal("failed to get build context f: /no/such: no such file or directory", error.Message);
    }
}
