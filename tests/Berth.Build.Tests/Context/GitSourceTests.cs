namespace Berth.Build.Tests.Context;

public sealed class GitSourceTests
{
    [Theory]
    [InlineData("https://host/a/b.git", "https://host/a/b.git", "", "")]
    [InlineData("https://host/a/b.git#v1", "https://host/a/b.git", "v1", "")]
    [InlineData("https://host/a/b.git#v1:sub/folder/", "https://host/a/b.git", "v1", "sub/folder")]
    [InlineData("git@host:a/b#:sub", "git@host:a/b", "", "sub")]
    [InlineData("git://host/a", "git://host/a", "", "")]
    [InlineData("github.com/a/b", "https://github.com/a/b", "", "")]
    public void Addresses_of_repositories_are_taken_apart(string address, string repository, string reference, string folder) =>
        Assert.Equal(new GitSource(repository, reference, folder), GitSource.TryParse(address));

    [Theory]
    [InlineData("https://host/context.tar.gz")]
    [InlineData("http://host/Dockerfile")]
    public void Other_addresses_are_none(string address) => Assert.Null(GitSource.TryParse(address));
}
