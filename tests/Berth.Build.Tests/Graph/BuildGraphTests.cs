namespace Berth.Build.Tests.Graph;

public sealed class BuildGraphTests
{
    [Fact]
    public void Only_what_the_target_needs_is_built()
    {
        var graph = Of("FROM a AS one\nFROM b AS two\nFROM c AS three\nCOPY --from=one /x /x\nFROM three AS four\nCOPY --from=1 /y /y");
        Assert.Equal([0, 1, 2, 3], graph.Needed.Select(s => s.Index));
        Assert.Equal([0, 2], Of("FROM a AS one\nFROM b AS two\nFROM c AS three\nCOPY --from=one /x /x").Needed.Select(s => s.Index));
        Assert.Equal([1], Of("FROM a\nFROM b AS two\nFROM c", "two").Needed.Select(s => s.Index));
    }

    [Fact]
    public void A_step_needs_the_stages_that_its_mounts_show()
    {
        var graph = Of("FROM a AS one\nFROM b AS two\nFROM c AS three\nFROM d\nRUN --mount=from=one,target=/x --mount=type=cache,from=2,target=/c,id=$V true");
        Assert.Equal([0, 2, 3], graph.Needed.Select(s => s.Index));
        Assert.Equal([0, 2], graph.Stages[3].Needs.Select(s => s.Index));
        Assert.Equal([0], Of("FROM a\nRUN --mount=type=cache,target=/c --mount=from=image,target=/x true").Needed.Select(s => s.Index));
    }

    [Fact]
    public void A_stage_is_known_by_the_stages_after_it()
    {
        var graph = Of("FROM base AS base\nFROM base\nCOPY --from=other:1 /x /x");
        Assert.Null(graph.Stages[0].Base);
        Assert.Same(graph.Stages[0], graph.Stages[1].Base);
        Assert.Equal([graph.Stages[0]], graph.Stages[1].Needs);
    }

    [Fact]
    public void Arguments_before_the_first_stage_are_for_its_name()
    {
        var graph = BuildGraph.Of(DockerfileParser.Parse("ARG V=3\nFROM a:$V"), "", NoLabels, (global, word, _) => word.Replace("$V", global[0].Pairs[0].Default, StringComparison.Ordinal), _ => false);
        Assert.Equal("a:3", graph.Stages[0].From.Image);
    }

    [Fact]
    public void The_callers_labels_are_the_targets_last_instruction()
    {
        var labels = new Dictionary<string, string> { ["z"] = "it's \"$x\"", ["a"] = "1" };
        var graph = BuildGraph.Of(DockerfileParser.Parse("FROM a AS one\nFROM one\nRUN x"), "", labels, (_, word, _) => word, _ => false);
        Assert.Empty(graph.Needed[0].Instructions);
        var label = Assert.IsType<Instruction.Label>(graph.Needed[1].Instructions[^1]);
        Assert.Equal("LABEL a=1 z=it's \"$x\"", label.Source.Text);
        Assert.Equal(["a=1", "z=it's \"$x\""], label.Pairs.Select(p => $"{Plain(p.Name)}={Plain(p.Value)}"));
        static string Plain(string word) => new WordExpander('\\', _ => "expanded").Expand(word, 1);
    }

    [Fact]
    public void A_named_context_stands_in_a_stages_place_and_before_stages_and_images_of_its_name()
    {
        var graph = Of("FROM a AS one\nRUN x\nFROM b AS two\nFROM one\nCOPY --from=two / /\nCOPY --from=1 / /", isContext: n => n is "one" or "two");
        Assert.True(graph.Stages[0].IsReplaced);
        Assert.Empty(graph.Stages[0].Instructions);
        Assert.Null(graph.Stages[2].Base);
        Assert.Equal([graph.Stages[1]], graph.Stages[2].Needs);   // the number names the stage, and that is the context
        Assert.False(graph.Stages[2].IsReplaced);
    }

    [Theory]
    [InlineData("RUN x", "", "before the first FROM")]
    [InlineData("ARG x", "", "needs a FROM")]
    [InlineData("FROM a AS b", "c", "target stage \"c\" could not be found; the stages are: b")]
    public void What_is_wrong_is_said(string text, string target, string message) =>
        Assert.Contains(message, Assert.Throws<DockerfileException>(() => Of(text, target)).Message, StringComparison.Ordinal);

    private static BuildGraph Of(string text, string target = "", Func<string, bool>? isContext = null) => BuildGraph.Of(DockerfileParser.Parse(text), target, NoLabels, (_, word, _) => word, isContext ?? (_ => false));

    private static Dictionary<string, string> NoLabels => [];
}
