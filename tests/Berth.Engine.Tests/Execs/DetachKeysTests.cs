using System.Text;
using Berth.Docker;

namespace Berth.Engine.Tests;

public class DetachKeysTests
{
    [Fact]
    public void The_default_is_ctrl_p_ctrl_q() => Assert.Equal([0x10, 0x11], DetachKeys.Parse(null).Keys);

    [Fact]
    public void Keys_are_characters_and_control_keys() => Assert.Equal([0x01, (byte)'x', 0x1B], DetachKeys.Parse("ctrl-a,x,ctrl-[").Keys);

    [Theory]
    [InlineData("ctrl-")]
    [InlineData("alt-x")]
    [InlineData("ctrl-A")]
    [InlineData("a,,b")]
    public void Other_texts_are_refused(string text) => Assert.Throws<DockerException>(() => DetachKeys.Parse(text));

    [Theory]
    [InlineData("abc", "abc", false)]
    [InlineData("ab|c", "abc", false)]
    [InlineData("a\u0010\u0011b", "a", true)]
    [InlineData("a\u0010|\u0011", "a", true)]
    [InlineData("\u0010x", "\u0010x", false)]
    [InlineData("\u0010|x", "\u0010x", false)]
    [InlineData("\u0010\u0010\u0011", "\u0010", true)]
    [InlineData("\u0011", "\u0011", false)]
    public void The_scanner_holds_back_only_what_may_become_the_keys(string typed, string passed, bool detached)
    {
        var scanner = new DetachScanner(DetachKeys.Default);
        var output = new StringBuilder();
        bool left = false;
        foreach (string piece in typed.Split('|'))
        {
            left |= scanner.Scan(Encoding.ASCII.GetBytes(piece), out var part);
            output.Append(Encoding.ASCII.GetString(part.Span));
        }

        Assert.Equal(passed, output.ToString());
        Assert.Equal(detached, left);
    }
}
