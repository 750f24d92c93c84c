namespace Berth.Cli.Tests;

public sealed class CommandTreeTests
{
    [Theory]
    [InlineData("ps", 1, "ps", "-a")]
    [InlineData("ps", 2, "container", "ls", "-a")]
    [InlineData("container", 1, "container")]
    [InlineData("container", 1, "container", "bogus")]
    [InlineData("run", 1, "run", "ps")]
    [InlineData("compose up", 2, "compose", "up", "web")]
    [InlineData("compose bridge transformations list", 4, "compose", "bridge", "transformations", "ls")]
    public void The_longest_name_at_the_beginning_is_the_command(string row, int used, params string[] words)
    {
        Assert.Equal(row, CommandTree.Resolve(words, out var count)!.Name);
        Assert.Equal(used, count);
    }

    [Theory]
    [InlineData("bogus"), InlineData("up"), InlineData("berth"), InlineData("compose-globals"), InlineData("container ls"), InlineData("-v")]
    public void Other_words_are_no_command(string word) => Assert.Null(CommandTree.Resolve([word], out _));
}
