namespace Berth.Compose.Tests;

public sealed class WatchRuleTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("berth-watch-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("/src/a.py", true)]
    [InlineData("/src", true)]
    [InlineData("/src/sub/a.py", true)]
    [InlineData("/src2/a.py", false)]
    [InlineData("/a.py", false)]
    [InlineData("/src/a.log", false)]
    [InlineData("/src/sub/a.log", true)]
    [InlineData("/src/node_modules/x/y.js", false)]
    [InlineData("/src/.git/index", false)]
    [InlineData("/src/a.py~", false)]
    [InlineData("/src/.a.py.swp", false)]
    [InlineData("/src/4913", false)]
    [InlineData("/src/#a.py#", false)]
    [InlineData("/src/.#a.py", false)]
    [InlineData("/src/left/out", false)]
    [InlineData("/src/left/out/in", false)]
    public void Changes_are_chosen_by_their_paths(string path, bool matches)
    {
        File.WriteAllText(Path.Combine(folder, ".dockerignore"), "src/left\n");
        Assert.Equal(matches, Rule("path: ./src, action: sync, target: /app, ignore: [\"*.log\", node_modules/]").Matches(folder + path));
    }

    [Theory]
    [InlineData("/src/a.py", true)]
    [InlineData("/src/a.txt", false)]
    [InlineData("/src/sub/a.py", false)]
    [InlineData("/src/deep/x/a.py", true)]
    public void Only_what_is_included_matters(string path, bool matches) =>
        Assert.Equal(matches, Rule("path: ./src, action: sync, target: /app, include: [\"*.py\", \"deep/**\"]").Matches(folder + path));

    [Theory]
    [InlineData("/src/node_modules", true)]
    [InlineData("/src/.git", true)]
    [InlineData("/elsewhere", true)]
    [InlineData("/src/sub", false)]
    [InlineData("/src", false)]
    [InlineData("", false)]
    public void What_can_not_matter_is_not_watched(string path, bool excluded) =>
        Assert.Equal(excluded, Rule("path: ./src, action: sync, target: /app, ignore: [node_modules]").Excludes(folder + path));

    [Fact]
    public void What_may_come_back_below_a_left_out_folder_is_watched()
    {
        WatchRule rule = Rule("path: ./src, action: sync, target: /app, ignore: [gen, \"!gen/keep\"]");
        Assert.False(rule.Excludes(folder + "/src/gen"));
        Assert.False(rule.Matches(folder + "/src/gen/a"));
        Assert.True(rule.Matches(folder + "/src/gen/keep"));
    }

    [Theory]
    [InlineData("path: ./src, action: sync, target: /app/", "/src/sub/a", "/app/sub/a")]
    [InlineData("path: ./conf.json, action: sync, target: /etc/conf.json", "/conf.json", "/etc/conf.json")]
    public void Files_have_their_place_in_the_container(string trigger, string path, string target) => Assert.Equal(target, Rule(trigger).TargetOf(folder + path));

    [Theory]
    [InlineData("services: {a: {image: x}}", "none of the selected services is configured for watch, consider setting a 'develop' section")]
    [InlineData("services: {a: {image: x, develop: {watch: [{path: ., action: rebuild}]}}}", "can't watch service \"a\" with action rebuild without a build context")]
    [InlineData("services: {a: {build: ., develop: {watch: [{path: ., action: rebuild}]}}}", "--no-build is incompatible with watch action rebuild in service a")]
    [InlineData("services: {a: {build: ., develop: {watch: [{path: ., action: sync+exec, target: /t}]}}}", "can't watch with action \"sync+exec\" on service a without a command")]
    public void Rules_that_can_not_be_followed_are_refused(string text, string message)
    {
        var e = Assert.Throws<ComposeException>(() => ComposeApp.CheckWatch(MemoryFiles.Of(text).Project(), new WatchOptions { NoBuild = true }));
        Assert.Equal(message, e.Message);
        Assert.Equal(text.Contains("develop", StringComparison.Ordinal), e.Span.File is not null);
    }

    [Fact]
    public void What_is_mounted_already_is_not_copied()
    {
        List<string> warnings = [];
        ComposeProject project = MemoryFiles.Of("services: {a: {image: x, volumes: [\"./src:/app\"], develop: {watch: [{path: ./src/sub, action: sync, target: /app/sub}, {path: ./src, action: restart}]}}}").Project();
        Assert.Equal("restart", Assert.Single(WatchRules.Of(project, new WatchOptions(), warnings.Add)).Trigger.Action);
        Assert.Equal("/p/app/src/sub is not watched: service a has /p/app/src mounted at /app already", Assert.Single(warnings));
    }

    private WatchRule Rule(string trigger)
    {
        File.WriteAllText(Path.Combine(folder, "compose.yaml"), $"services: {{a: {{build: ., develop: {{watch: [{{{trigger}}}]}}}}}}");
        ServiceConfig service = ComposeLoader.Load(new ComposeLoadOptions { WorkingDirectory = folder, Environment = new Dictionary<string, string>(), FileAccess = LocalFiles.WithInput(() => Stream.Null) }).Project!.Services["a"];
        return new WatchRule(service, service.Develop!.Watch[0]);
    }
}
