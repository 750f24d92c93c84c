namespace Berth.Docker.Tests.Build;

public sealed class IgnorePatternsTests
{
    [Theory]
    [InlineData("*.log", "a.log", true)]
    [InlineData("*.log", "d/a.log", false)]
    [InlineData("**/*.log", "d/e/a.log", true)]
    [InlineData("**/*.log", "a.log", true)]
    [InlineData("node_modules", "node_modules/x/y", true)]
    [InlineData("/d/", "d/a", true)]
    [InlineData("d/**", "d/a", true)]
    [InlineData("d/**", "d", false)]
    [InlineData("*\n!keep", "keep", false)]
    [InlineData("*\n!keep", "keep/a", false)]
    [InlineData("d\n!d/keep\nd/keep/not", "d/keep/not", true)]
    [InlineData("# comment\n\n a ", "a", true)]
    [InlineData("t?mp[0-9]", "temp7", true)]
    public void The_last_pattern_that_matches_decides(string lines, string path, bool ignored) => Assert.Equal(ignored, IgnorePatterns.Parse(lines.Split('\n')).Ignores(path));
}
