using Berth.Docker;

namespace Berth.Cli.Tests.Commands;

public sealed class BuildSourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("berth-source-").FullName;

    public BuildSourceTests() => File.WriteAllText(Path.Combine(_folder, "Dockerfile"), "FROM x");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_folder_is_sent_and_an_address_is_passed_on()
    {
        using var local = BuildSource.Of(_folder, null);
        Assert.Equal(("Dockerfile", ""), (local.Dockerfile, local.Remote));
        using var remote = BuildSource.Of("https://host/r.git", "other");
        Assert.Equal(("other", "https://host/r.git"), (remote.Dockerfile, remote.Remote));
        Assert.Equal(0, remote.Open().Read(new byte[1]));
    }

    [Fact]
    public void Named_contexts_go_with_either()
    {
        foreach (string from in new[] { _folder, "https://host/r.git" })
        {
            using var source = BuildSource.Of(from, null);
            var named = source.Named(["i=docker-image://alpine", "f=" + _folder]);
            Assert.Equal("docker-image://alpine", named["i"]);
            Assert.StartsWith(NamedContext.Carried, named["f"], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("n", "invalid context value: n, expected key=value")]
    [InlineData("=x", "invalid context name in =x: it has none")]
    public void A_context_has_a_name_and_a_value(string option, string message)
    {
        using var source = BuildSource.Of(_folder, null);
        Assert.Equal(message, Assert.Throws<UsageException>(() => source.Named([option])).Message);
    }

    [Theory]
    [InlineData("/no/such", "unable to prepare context: path \"/no/such\" not found")]
    [InlineData("/dev/null", "context must be a directory: /dev/null")]
    public void What_is_no_folder_is_refused(string source, string message) =>
        Assert.Equal(message, Assert.Throws<UsageException>(() => BuildSource.Of(source, null)).Message);
}
