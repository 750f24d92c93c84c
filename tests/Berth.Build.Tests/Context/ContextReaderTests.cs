using System.IO.Compression;
using System.Text;
using Berth.Docker;

namespace Berth.Build.Tests.Context;

public sealed class ContextReaderTests : IDisposable
{
    private readonly string _scratch = Directory.CreateTempSubdirectory("berth-context-").FullName;

    public void Dispose() => Directory.Delete(_scratch, recursive: true);

    [Fact]
    public async Task An_archive_may_be_compressed()
    {
        using var plain = new MemoryStream();
        await using (var archive = BuildContext.OfDockerfile("FROM x"u8.ToArray(), "Dockerfile").Open()) await archive.CopyToAsync(plain, TestContext.Current.CancellationToken);
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionMode.Compress, leaveOpen: true)) gzip.Write(plain.ToArray());
        compressed.Position = 0;
        using var tree = await Read(new BuildRequest(), compressed);
        Assert.Equal("FROM x", Text(tree, "Dockerfile"));
    }

    [Fact]
    public async Task A_web_address_gives_a_Dockerfile_or_an_archive()
    {
        using var archive = new MemoryStream();
        await using (var one = BuildContext.OfDockerfile("FROM archive"u8.ToArray(), "sub/Dockerfile").Open()) await one.CopyToAsync(archive, TestContext.Current.CancellationToken);
        using var server = new OneAnswer("FROM text\n"u8.ToArray(), archive.ToArray());
        using (var tree = await Read(new BuildRequest { Remote = server.Address + "/Dockerfile" }, Stream.Null)) Assert.Equal("FROM text\n", Text(tree, "Dockerfile"));
        using (var tree = await Read(new BuildRequest { Remote = server.Address + "/context.tar" }, Stream.Null)) Assert.Equal("FROM archive", Text(tree, "sub/Dockerfile"));
    }

    [Fact]
    public async Task A_repository_is_fetched_at_its_reference_and_nothing_of_it_stays()
    {
        var git = new FakeGit(folder =>
        {
            Directory.CreateDirectory(Path.Combine(folder, ".git"));
            Directory.CreateDirectory(Path.Combine(folder, "sub"));
            File.WriteAllText(Path.Combine(folder, "sub/Dockerfile"), "FROM git");
        });
        using (var tree = await Read(new BuildRequest { Remote = "https://host/r.git#v2:sub" }, Stream.Null, git)) Assert.Equal("FROM git", Text(tree, "Dockerfile"));
        Assert.Equal(["init", "remote", "fetch", "checkout", "submodule"], git.Calls.Select(c => c.Verb));
        Assert.Equal("v2", git.Calls[2].Arguments[^1]);
        Assert.Empty(Directory.EnumerateDirectories(_scratch));
    }

    [Theory]
    [InlineData("https://host/r.git#main:..", null, "cannot", false)]
    [InlineData("https://host/r.git#main:none", null, "has no folder none", true)]
    [InlineData("https://host/r.git#--upload-pack=x", null, "invalid refspec", true)]
    [InlineData("https://host/r.git", 128, "git init ended with status 128: no such repository", true)]
    [InlineData("ftp://host/x", 0, "neither a git repository nor a web address", true)]
    public async Task What_is_wrong_is_said(string remote, int? status, string message, bool fails)
    {
        var git = new FakeGit(folder => { Directory.CreateDirectory(folder + "/.git"); File.WriteAllText(folder + "/Dockerfile", "FROM top"); }) { Status = status ?? 0 };
        var request = new BuildRequest { Remote = remote };
        if (fails) Assert.Contains(message, (await Assert.ThrowsAsync<DockerfileException>(() => Read(request, Stream.Null, git))).Message, StringComparison.Ordinal);
        else (await Read(request, Stream.Null, git)).Dispose();   // a path never leads above the repository's top
    }

    [Fact]
    public async Task Without_git_it_is_said_what_to_do()
    {
        var error = await Assert.ThrowsAsync<DockerfileException>(() => Read(new BuildRequest { Remote = "https://host/r.git" }, Stream.Null, new FakeGit(null)));
        Assert.Contains("this host has no git: install it", error.Message, StringComparison.Ordinal);
    }

    private Task<SourceTree> Read(BuildRequest request, Stream sent, IHostPrograms? programs = null) =>
        new ContextReader(_scratch, programs ?? new FakeGit(null)).ReadAsync(request, sent, TestContext.Current.CancellationToken);

    private static string Text(SourceTree tree, string path) => Encoding.UTF8.GetString(tree.Read(tree.Find(path)!));
}
