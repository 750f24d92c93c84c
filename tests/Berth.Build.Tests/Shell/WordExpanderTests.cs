namespace Berth.Build.Tests.Shell;

public sealed class WordExpanderTests
{
    private static readonly Dictionary<string, string> s_variables = new() { ["a"] = "A", ["empty"] = "", ["path"] = "/x/y/z.tar.gz" };

    [Theory]
    [InlineData("$a-${a}", "A-A")]
    [InlineData("'$a'\"$a\"\\$a", "$aA$a")]
    [InlineData("${no:-d}${empty:-d}${empty-d}", "dd")]
    [InlineData("${a:+yes}${empty:+yes}${empty+yes}${no+yes}", "yesyes")]
    [InlineData("${no:-${a}x}", "Ax")]
    [InlineData("${path#*/}|${path##*/}|${path%.*}|${path%%.*}", "x/y/z.tar.gz|z.tar.gz|/x/y/z.tar|/x/y/z")]
    [InlineData("${path/y/Y}|${path//\\//_}", "/x/Y/z.tar.gz|_x_y_z.tar.gz")]
    [InlineData("$no$", "$")]
    [InlineData("<$$a|$1x|$12x|$?|$!|$-|$@>", "<a|x|x||||>")]
    [InlineData("a b\t c", "a b\t c")]
    public void Words_are_expanded(string word, string expected) => Assert.Equal(expected, Expander().Expand(word, 1));

    [Fact]
    public void Lists_are_cut_outside_of_quotes() => Assert.Equal(["A", "b c", ""], Expander().ExpandToWords("$a 'b c' \"\"", 1));

    [Fact]
    public void Here_documents_keep_their_quotes() => Assert.Equal("'A' \"$a\"\n", Expander().ExpandText("'$a' \"\\$a\"\n", 1));

    [Theory]
    [InlineData("a \\\nb \\n \\\\ \\' `$a", "a \nb n \\ ' `A")]
    [InlineData("${no:-\"x y\"} ${a:+'q'}", "\"x y\" 'q'")]
    public void Here_documents_have_the_usual_escape_and_their_words_keep_quotes(string text, string expected) =>
        Assert.Equal(expected, new WordExpander('`', n => s_variables.GetValueOrDefault(n)).ExpandText(text, 1));

    [Theory]
    [InlineData("${no:?must be}", "no: must be")]
    [InlineData("${no?}", "no: not allowed to be unset")]
    [InlineData("${a", "missing '}'")]
    [InlineData("${a:=b}", "unsupported modifier (:=)")]
    [InlineData("'x", "matching single-quote")]
    public void What_is_wrong_is_said(string word, string message) =>
        Assert.Contains(message, Assert.Throws<DockerfileException>(() => Expander().Expand(word, 3)).Message, StringComparison.Ordinal);

    private static WordExpander Expander() => new('\\', n => s_variables.GetValueOrDefault(n));
}
