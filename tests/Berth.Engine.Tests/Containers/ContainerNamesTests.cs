using System.Text.RegularExpressions;
using Berth.Docker;

namespace Berth.Engine.Tests;

public class ContainerNamesTests
{
    [Theory]
    [InlineData("web", "web")]
    [InlineData("/web", "web")]
    [InlineData("a.b-c_d", "a.b-c_d")]
    [InlineData("0a", "0a")]
    public void Legal_names_lose_their_slash(string given, string name) => Assert.Equal(name, ContainerNames.Check(given));

    [Theory]
    [InlineData("a")]
    [InlineData("a/b")]
    [InlineData("-ab")]
    [InlineData("_ab")]
    [InlineData("a b")]
    [InlineData("")]
    public void Other_names_are_refused_in_Dockers_words(string given)
    {
        var refusal = Assert.Throws<DockerException>(() => ContainerNames.Check(given));

        Assert.Equal(DockerErrorKind.InvalidParameter, refusal.Kind);
        Assert.Equal($"Invalid container name ({given}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed", refusal.Message);
    }

    [Fact]
    public void Generated_names_are_an_adjective_and_a_surname()
    {
        var random = new Random(7);
        var names = Enumerable.Range(0, 200).Select(_ => ContainerNames.Generate(random, numbered: false)).ToHashSet();

        Assert.All(names, name => Assert.Matches(new Regex("^[a-z]+_[a-z]+$"), name));
        Assert.True(names.Count > 150, $"{names.Count} different ones of 200");
        Assert.Matches(new Regex("^[a-z]+_[a-z]+[0-9]+$"), ContainerNames.Generate(random, numbered: true));
    }

    [Fact]
    public void Identifiers_are_64_digits_and_their_short_form_is_no_number()
    {
        var ids = Enumerable.Range(0, 2000).Select(_ => ContainerIds.New()).ToHashSet();

        Assert.Equal(2000, ids.Count);
        Assert.All(ids, id => Assert.True(ContainerIds.IsFull(id), id));
        Assert.All(ids, id => Assert.False(ContainerIds.Short(id).All(char.IsAsciiDigit), id));
        Assert.Equal(16, ids.Select(id => id[13]).Distinct().Count());
    }
}
