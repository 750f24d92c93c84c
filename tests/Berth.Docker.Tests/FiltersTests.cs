namespace Berth.Docker.Tests;

public sealed class FiltersTests
{
    [Theory]
    [InlineData("""{"label":["a=b","c"]}""")]
    [InlineData("""{"label":{"a=b":true,"c":true,"d":false}}""")]
    public void Both_wire_forms_are_read(string json)
    {
        var filters = Filters.Parse(json);
        Assert.Equal(["a=b", "c"], filters["label"]);
        Assert.Equal("""{"label":{"a=b":true,"c":true}}""", filters.ToJson());
    }

    [Theory]
    [InlineData("x")]
    [InlineData("[]")]
    [InlineData("""{"label":"a"}""")]
    [InlineData("""{"label":[1]}""")]
    [InlineData("""{"label":{"a":1}}""")]
    [InlineData("""{"label":["a"]""")]
    [InlineData("""{"label":["a"]} {}""")]
    public void Anything_else_is_refused(string json)
    {
        var error = Assert.Throws<DockerException>(() => Filters.Parse(json));
        Assert.Equal((DockerErrorKind.InvalidParameter, "invalid filter"), (error.Kind, error.Message));
    }

    [Fact]
    public void No_filters_are_an_empty_text() => Assert.Equal(("", ""), (Filters.Empty.ToJson(), Filters.Parse(null).ToJson()));

    [Fact]
    public void An_unknown_key_is_named() =>
        Assert.Equal("invalid filter 'zzz'", Assert.Throws<DockerException>(() => Filters.Empty.With("zzz", "1").Validate("label")).Message);

    [Fact]
    public void All_labels_must_match()
    {
        var labels = new Dictionary<string, string> { ["a"] = "b", ["c"] = "" };
        Assert.True(Filters.Empty.MatchesLabels("label", null));
        Assert.True(Filters.Empty.With("label", "a").With("label", "c=").MatchesLabels("label", labels));
        Assert.False(Filters.Empty.With("label", "a").With("label", "x").MatchesLabels("label", labels));
        Assert.False(Filters.Empty.With("label", "a=c").MatchesLabels("label", labels));
    }

    [Theory]
    [InlineData("web", "my-web-1", true)]
    [InlineData("^web", "my-web-1", false)]
    [InlineData("^my-web-1$", "my-web-1", true)]
    [InlineData("^my-web$", "my-web-1", false)]
    [InlineData("web-[0-9]+$", "my-web-1", true)]
    [InlineData("web-[0-9", "my-web-1", false)]
    [InlineData("1$", "my-web-1", true)]
    public void A_name_is_a_pattern(string pattern, string name, bool matches) =>
        Assert.Equal(matches, Filters.Empty.With("name", pattern).MatchesPattern("name", name));

    [Fact]
    public void A_truth_is_one_or_the_other()
    {
        Assert.True(Filters.Empty.GetBool("dangling", true));
        Assert.False(Filters.Empty.With("dangling", "0").GetBool("dangling", true));
        Assert.Equal(
            "invalid filter 'dangling=[maybe]'",
            Assert.Throws<DockerException>(() => Filters.Empty.With("dangling", "maybe").GetBool("dangling", true)).Message);
    }
}
