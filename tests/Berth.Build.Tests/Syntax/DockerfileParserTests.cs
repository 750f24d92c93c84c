namespace Berth.Build.Tests.Syntax;

public sealed class DockerfileParserTests
{
    [Fact]
    public void Continuation_comments_and_empty_lines_make_one_instruction()
    {
        var node = Assert.Single(DockerfileParser.Parse("# hello\nRUN a \\\n  # no part of it\n\n  && b\n").Nodes);
        Assert.Equal(("RUN", "a   && b", 2, 5), (node.Keyword, node.Arguments, node.Line, node.EndLine));
    }

    [Fact]
    public void The_escape_directive_changes_what_continues_a_line()
    {
        var syntax = DockerfileParser.Parse("# escape=`\nFROM x\nRUN a `\n b\\\nRUN c\n");
        Assert.Equal(["x", "a  b\\", "c"], syntax.Nodes.Select(n => n.Arguments));
    }

    [Theory]
    [InlineData("""RUN --mount=target='/a b',id="x y" true""", "--mount=target=/a b,id=x y")]
    [InlineData("""RUN --mount=target=/a\ b true""", "--mount=target=/a b")]
    [InlineData("""RUN --mount=\"target=/a,b\" true""", "--mount=\"target=/a,b\"")]
    [InlineData("""RUN --mount="it's" true""", "--mount=it's")]
    public void A_flag_may_hold_spaces(string text, string flag)
    {
        var node = DockerfileParser.Parse(text).Nodes[0];
        Assert.Equal([flag], node.Flags);
        Assert.Equal("true", node.Arguments);
    }

    [Fact]
    public void Flags_come_before_the_arguments()
    {
        var node = Assert.Single(DockerfileParser.Parse("COPY --from=a --chown=1:2 x --y /z").Nodes);
        Assert.Equal(["--from=a", "--chown=1:2"], node.Flags);
        Assert.Equal("x --y /z", node.Arguments);
    }

    [Fact]
    public void Heredocs_take_the_lines_up_to_their_delimiter()
    {
        var nodes = DockerfileParser.Parse("RUN <<EOF\necho $x\n\tb\nEOF\nCOPY <<-\"A\" <<B /t/\n\tone\nA\ntwo\nB\nUSER u").Nodes;
        Assert.Equal("echo $x\n\tb\n", nodes[0].Heredocs[0].Content);
        Assert.True(nodes[0].Heredocs[0].Expands);
        Assert.Equal([("A", "one\n", false), ("B", "two\n", true)], nodes[1].Heredocs.Select(h => (h.Name, h.Content, h.Expands)));
        Assert.Equal("USER", nodes[2].Keyword);
    }

    [Theory]
    [InlineData("", "cannot be empty")]
    [InlineData("FORM x", "unknown instruction: FORM (did you mean FROM?)")]
    [InlineData("RUN <<EOF\nx", "unterminated heredoc: EOF")]
    [InlineData("# escape=x\nFROM a", "invalid ESCAPE")]
    public void What_is_wrong_is_said(string text, string message) =>
        Assert.Contains(message, Assert.Throws<DockerfileException>(() => DockerfileParser.Parse(text)).Message, StringComparison.Ordinal);
}
