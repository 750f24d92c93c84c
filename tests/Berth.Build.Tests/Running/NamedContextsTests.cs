using Berth.Build.Tests.Context;
using Berth.Docker;
using OciPlatform = Berth.Images.OciPlatform;

namespace Berth.Build.Tests.Running;

public sealed class NamedContextsTests : IDisposable
{
    private readonly string _scratch = Directory.CreateTempSubdirectory("berth-named-").FullName;

    public void Dispose() => Directory.Delete(_scratch, recursive: true);

    [Theory]
    [InlineData("alpine", "docker.io/library/alpine:latest", true)]
    [InlineData("Alpine:latest", "alpine", true)]
    [InlineData("alpine:3", "alpine", false)]
    [InlineData("stage-1", "STAGE-1", true)]
    public async Task Names_are_compared_as_references(string given, string asked, bool isThere)
    {
        using var sent = await TestTrees.Of();
        using var named = Of(sent, (given, "docker-image://x"));
        Assert.Equal(isThere, named.Has(asked));
    }

    [Fact]
    public async Task A_folder_of_the_requests_archive_is_no_part_of_the_builds_own_context()
    {
        using var sent = await TestTrees.Of(("Dockerfile", "FROM x"), (".r/0/a.txt", "A"), (".r/0/b.md", "B"), (".r/0/.dockerignore", "*.md"));
        using var named = Of(sent, ("n", "archive:.r/0"));
        Assert.Equal(["Dockerfile"], sent.Entries.Values.Where(e => e.IsFile).Select(e => e.Path));
        var origin = await named.OriginAsync("n", null!, null!, TestContext.Current.CancellationToken);
        Assert.Equal([".dockerignore", "a.txt"], origin.Tree!.Entries.Keys);
    }

    [Fact]
    public async Task Addresses_are_fetched_once_as_archives_files_and_repositories()
    {
        using var packed = new MemoryStream();
        await using (var archive = BuildContext.OfDockerfile("x"u8.ToArray(), "d/f").Open()) await archive.CopyToAsync(packed, TestContext.Current.CancellationToken);
        using var server = new OneAnswer(packed.ToArray(), "one"u8.ToArray());
        using var sent = await TestTrees.Of();
        var git = new FakeGit(folder => File.WriteAllText(Path.Combine(folder, ".dockerignore"), "*"));
        using var named = Of(sent, git, ("tar", server.Address + "/x.tgz"), ("file", server.Address + "/name"), ("git", "https://host/r.git"));
        Assert.Equal(["d/f"], await Files("tar"));
        Assert.Equal(["d/f"], await Files("tar"));
        Assert.Equal(["name"], await Files("file"));
        Assert.Equal([".dockerignore"], await Files("git"));
        async Task<IEnumerable<string>> Files(string name) =>
            (await named.OriginAsync(name, null!, null!, TestContext.Current.CancellationToken)).Tree!.Entries.Values.Where(e => e.IsFile).Select(e => e.Path);
    }

    [Fact]
    public async Task A_value_of_no_kind_is_refused()
    {
        using var sent = await TestTrees.Of();
        Assert.Contains("build context n: \"../x\" is neither", Assert.Throws<DockerfileException>(() => Of(sent, ("n", "../x"))).Message, StringComparison.Ordinal);
    }

    private NamedContexts Of(SourceTree sent, params (string Name, string Value)[] contexts) => Of(sent, new FakeGit(null), contexts);

    private NamedContexts Of(SourceTree sent, FakeGit git, params (string Name, string Value)[] contexts) => new(
        new BuildServices(null!, null!, null!, null!, null!, _scratch, _scratch, git, TimeProvider.System), new BuildRequest { Contexts = contexts.ToDictionary(c => c.Name, c => c.Value) }, sent, OciPlatform.Host);
}
