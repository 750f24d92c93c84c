namespace Berth.Build.Tests.Context;

public sealed class PathPatternTests
{
    [Theory]
    [InlineData("*.txt", "a.txt", true)]
    [InlineData("*.txt", "d/a.txt", false)]
    [InlineData("d/?.t[xy]t", "d/a.txt", true)]
    [InlineData("d/[^a].txt", "d/a.txt", false)]
    [InlineData("\\*", "*", true)]
    [InlineData("\\*", "a", false)]
    public void Wildcards_stay_within_a_part(string pattern, string path, bool matches) => Assert.Equal(matches, PathPattern.Matches(pattern, path));

    [Theory]
    [InlineData("**/*.txt", "a.txt", true)]
    [InlineData("**/*.txt", "d/e/a.txt", true)]
    [InlineData("d/**/a.txt", "d/a.txt", true)]
    [InlineData("d/**/a.txt", "e/a.txt", false)]
    [InlineData("d/**", "d", false)]
    [InlineData("d/**", "d/e/f", true)]
    [InlineData("*/a.txt", "d/e/a.txt", false)]
    public void Two_stars_stand_for_any_number_of_folders(string pattern, string path, bool matches) => Assert.Equal(matches, PathPattern.MatchesDeep(pattern, path));

    [Theory]
    [InlineData("/a/./b/../c/", "a/c")]
    [InlineData("../../x", "x")]
    [InlineData(".", "")]
    public void Paths_are_cleaned(string path, string clean) => Assert.Equal(clean, SourceTree.Clean(path));
}
