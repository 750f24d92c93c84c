namespace Berth.Docker.Tests;

public sealed class GitAddressTests
{
    [Theory]
    [InlineData("https://host/a/b.git", "https://host/a/b.git", "", "")]
    [InlineData("https://host/a/b.git#v1", "https://host/a/b.git", "v1", "")]
    [InlineData("https://host/a/b.git#v1:sub/folder/", "https://host/a/b.git", "v1", "sub/folder")]
    [InlineData("git@host:a/b#:sub", "git@host:a/b", "", "sub")]
    [InlineData("me@host:a/b", "me@host:a/b", "", "")]
    [InlineData("git://host/a", "git://host/a", "", "")]
    [InlineData("github.com/a/b", "https://github.com/a/b", "", "")]
    [InlineData("https://host/b.git?ref=v1", "https://host/b.git", "v1", "")]
    [InlineData("https://host/b.git?ref=pull%2F42%2Fhead", "https://host/b.git", "pull/42/head", "")]
    [InlineData("https://host/b.git?tag=v1&subdir=sub/", "https://host/b.git", "refs/tags/v1", "sub")]
    [InlineData("https://host/b.git?branch=refs/heads/main", "https://host/b.git", "refs/heads/main", "")]
    [InlineData("https://host/b.git?ref=v1#v1:sub", "https://host/b.git", "v1", "sub")]
    [InlineData("git@host:b?branch=x", "git@host:b", "refs/heads/x", "")]
    public void Addresses_of_repositories_are_taken_apart(string address, string repository, string reference, string folder)
    {
        Assert.True(GitAddress.Names(address));
        Assert.Equal(new GitAddress(repository, reference, folder), GitAddress.Parse(address));
    }

    [Fact]
    public void Queries_say_more()
    {
        Assert.Equal(new GitAddress("git://h/r", "refs/tags/v1", "") { Commit = "abc", Submodules = false, KeepsRepository = true }, GitAddress.Parse("git://h/r?tag=v1&checksum=abc&submodules=0&keep-git-dir"));
        Assert.Equal(new GitAddress("git://h/r", "abc", "") { Commit = "abc" }, GitAddress.Parse("git://h/r?commit=abc"));
    }

    [Theory]
    [InlineData("https://host/context.tar.gz")]
    [InlineData("https://host/b.git/x?y=.git")]
    [InlineData("http://host/Dockerfile")]
    [InlineData("./me@host:b")]
    [InlineData("folder/with@at:colon")]
    [InlineData("@host:b")]
    public void Other_addresses_are_none(string address) => Assert.False(GitAddress.Names(address));

    [Theory]
    [InlineData("git://h/r?foo=1", "the query \"foo\" means nothing; there are ref, tag, branch, commit, subdir, submodules and keep-git-dir")]
    [InlineData("git://h/r?ref=", "the query \"ref\" has no value")]
    [InlineData("git://h/r?ref=a#b", "it names two references, b and a")]
    [InlineData("git://h/r?tag=a&branch=a", "it names two references, refs/tags/a and refs/heads/a")]
    [InlineData("git://h/r?subdir=a#:b", "it names two folders, b and a")]
    [InlineData("git://h/r?submodules=x", "submodules is \"x\"; it is true or false")]
    public void Queries_that_mean_nothing_are_refused(string address, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => GitAddress.Parse(address)).Message);
}
