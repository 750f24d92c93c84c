namespace Berth.Build.Tests.Instructions;

public sealed class InstructionParserTests
{
    [Fact]
    public void From_has_a_stage_and_a_platform()
    {
        var from = Assert.IsType<Instruction.From>(Parse("FROM --platform=linux/amd64 a:b AS Base"));
        Assert.Equal(("a:b", "linux/amd64", "base"), (from.Image, from.Platform, from.Stage));
    }

    [Fact]
    public void Commands_have_two_forms()
    {
        Assert.Equal(["a", "b c"], Assert.IsType<Instruction.Cmd>(Parse("CMD [\"a\", \"b c\"]")).Command.Words);
        var run = Assert.IsType<Instruction.Run>(Parse("RUN [not json"));
        Assert.True(run.Command.IsShell);
        Assert.Equal("[not json", run.Command.Words[0]);
    }

    [Fact]
    public void Env_has_two_forms()
    {
        Assert.Equal([("A", "1"), ("B", "\"x y\"")], Assert.IsType<Instruction.Env>(Parse("ENV A=1 B=\"x y\"")).Pairs);
        Assert.Equal([("A", "b c")], Assert.IsType<Instruction.Env>(Parse("ENV A b c")).Pairs);
    }

    [Fact]
    public void Copy_has_sources_a_target_and_flags()
    {
        var copy = Assert.IsType<Instruction.Copy>(Parse("COPY --from=0 --chmod=755 --link a b /c/"));
        Assert.Equal(["a", "b"], copy.Sources);
        Assert.Equal("/c/", copy.Target);
        Assert.Equal(("0", "755", true), (copy.Options.From, copy.Options.Mode, copy.Options.Link));
    }

    [Fact]
    public void A_health_check_has_times()
    {
        var check = Assert.IsType<Instruction.Healthcheck>(Parse("HEALTHCHECK --interval=5s --start-interval=1m0.5s --retries=3 CMD [\"x\"]"));
        Assert.Equal((new HealthcheckTimes(5_000_000_000, 0, 0, 60_500_000_000), 3, false), (check.Times, check.Retries, check.Command!.IsShell));
        Assert.Null(Assert.IsType<Instruction.Healthcheck>(Parse("HEALTHCHECK NONE")).Command);
    }

    [Theory]
    [InlineData("FROM a b", "either one or three arguments")]
    [InlineData("COPY a", "requires at least two arguments")]
    [InlineData("COPY --no-such=1 a b", "unknown flag: --no-such")]
    [InlineData("ENV A", "must have two arguments")]
    [InlineData("ENV =x", "names can not be blank")]
    [InlineData("ONBUILD FROM x", "isn't allowed as an ONBUILD trigger")]
    [InlineData("SHELL bash", "JSON form")]
    [InlineData("HEALTHCHECK TCP x", "unknown type")]
    [InlineData("HEALTHCHECK --interval=0.1 CMD x", "is not a time such as 30s")]
    [InlineData("HEALTHCHECK --timeout=1us CMD x", "cannot be less than 1ms")]
    [InlineData("HEALTHCHECK --retries=-1 CMD x", "--retries must be a number")]
    [InlineData("HEALTHCHECK NONE x", "takes no arguments")]
    [InlineData("FROM a AS 1x", "invalid name for build stage")]
    [InlineData("COPY --from=a --from=b x y", "duplicate flag specified: from")]
    [InlineData("COPY --from x y", "missing a value on flag: from")]
    [InlineData("COPY --link=maybe x y", "expecting boolean value for flag link")]
    [InlineData("ONBUILD ONBUILD RUN x", "Chaining ONBUILD")]
    [InlineData("ARG =x", "ARG names can not be blank")]
    [InlineData("ENV a=1 b", "can't find = in \"b\"")]
    [InlineData("VOLUME [\"\"]", "can not be an empty string")]
    [InlineData("CMD --x=y a", "unknown flag: --x")]
    [InlineData("USER", "requires at least one argument")]
    public void What_is_wrong_is_said(string line, string message) =>
        Assert.Contains(message, Assert.Throws<DockerfileException>(() => Parse(line)).Message, StringComparison.Ordinal);

    private static Instruction Parse(string line) => new InstructionParser('\\').Parse(Assert.Single(DockerfileParser.Parse(line).Nodes));
}
