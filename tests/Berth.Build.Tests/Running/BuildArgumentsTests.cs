using Berth.Images;

namespace Berth.Build.Tests.Running;

public sealed class BuildArgumentsTests
{
    [Fact]
    public void The_top_of_the_file_sets_what_From_sees_and_what_stages_may_ask_for()
    {
        var arguments = Of(("GIVEN", "caller"));
        var graph = BuildGraph.Of(
            DockerfileParser.Parse("ARG GIVEN=file\nARG TAG=1\nARG FULL=x:$TAG-$GIVEN\nARG NONE\nFROM $FULL"), "", new Dictionary<string, string>(),
            (global, word, line) => arguments.ExpandFrom('\\', global, word, line), _ => false);
        Assert.Equal("x:1-caller", graph.Stages[0].From.Image);
        var globals = arguments.Globals('\\', graph.GlobalArgs);
        Assert.Equal("1", arguments.Value("TAG", null, globals));
        Assert.Equal("own", arguments.Value("TAG", "own", globals));
        Assert.Equal("caller", arguments.Value("GIVEN", "own", globals));
        Assert.Null(arguments.Value("NONE", null, globals));
    }

    [Fact]
    public void Platforms_are_known_where_they_are_asked_for()
    {
        var arguments = Of();
        Assert.Equal(OciPlatform.Host.Architecture, arguments.Value("TARGETARCH", null, new Dictionary<string, string>()));
        Assert.Equal(OciPlatform.Host.ToString(), arguments.Value("BUILDPLATFORM", null, new Dictionary<string, string>()));
    }

    [Fact]
    public void The_target_stages_name_is_known()
    {
        static string? Stage(string target) => new BuildArguments(new Dictionary<string, string?>(), OciPlatform.Host, target).Value("TARGETSTAGE", null, new Dictionary<string, string>());
        Assert.Equal("two", Stage(BuildGraph.LastStage(DockerfileParser.Parse("FROM a AS one\nFROM b AS Two"))));
        Assert.Equal("default", Stage(BuildGraph.LastStage(DockerfileParser.Parse("FROM a AS one\nFROM b"))));
    }

    [Fact]
    public void Proxies_reach_every_command_and_are_not_missed()
    {
        var arguments = Of(("https_proxy", "p"), ("TYPO", "x"));
        Assert.Equal([new("https_proxy", "p")], arguments.Proxies());
        Assert.Equal(["TYPO"], arguments.Unused);
    }

    private static BuildArguments Of(params (string Name, string? Value)[] given) => new(given.ToDictionary(g => g.Name, g => g.Value), OciPlatform.Host, "");
}
