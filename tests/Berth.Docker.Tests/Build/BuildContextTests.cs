using System.Formats.Tar;

namespace Berth.Docker.Tests.Build;

public sealed class BuildContextTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("berth-context-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Named_folders_are_sent_along_each_without_what_it_ignores_itself()
    {
        Write("main/Dockerfile", "FROM x");
        Write("main/kept.md", "");
        Write("main/.dockerignore", "*.txt");
        Write("one/a.txt", "");
        Write("one/b.md", "");
        Write("one/.dockerignore", "*.md");
        Write("two/d/c", "");
        var context = new BuildContext(At("main"), "", null);
        string one = NamedContext.Resolve("one", At("one"), context), two = NamedContext.Resolve("two", At("two"), context);
        Assert.StartsWith(NamedContext.Carried, one, StringComparison.Ordinal);
        string first = one[NamedContext.Carried.Length..] + "/", second = two[NamedContext.Carried.Length..] + "/";
        Assert.Equal([".dockerignore", "Dockerfile", "kept.md", first + ".dockerignore", first + "a.txt", second + "d/", second + "d/c"], await Names(context));
    }

    [Fact]
    public async Task A_pipe_that_nobody_writes_to_does_not_hold_the_build_up()
    {
        Write("pipes/Dockerfile", "FROM x");
        using var made = System.Diagnostics.Process.Start("mkfifo", At("pipes/pipe"));
        await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["Dockerfile", "pipe"], await Names(new BuildContext(At("pipes"), "", null)).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_whole_folder_needs_no_Dockerfile_and_nothing_is_left_out()
    {
        Write("all/a", "");
        Write("all/.dockerignore", "*");
        Assert.Equal([".dockerignore", "a"], await Names(BuildContext.OfFolder(At("all"))));
        await using var empty = BuildContext.Empty().Open();
        Assert.Equal(0, await empty.ReadAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("docker-image://alpine:3")]
    [InlineData("https://host/x.tgz")]
    [InlineData("git@host:r.git#main:sub")]
    public void What_the_engine_fetches_is_passed_on(string value) => Assert.Equal(value, NamedContext.Resolve("n", value, null));

    [Theory]
    [InlineData("/no/such", "failed to get build context n: /no/such: no such file or directory")]
    [InlineData("/dev/null", "failed to get build context n: /dev/null: not a directory")]
    [InlineData("", "failed to get build context n: it has no value")]
    [InlineData("oci-layout:///x", "OCI layouts are not read")]
    public void What_is_wrong_is_said(string value, string message) =>
        Assert.Contains(message, Assert.Throws<DockerException>(() => NamedContext.Resolve("n", value, BuildContext.Empty())).Message, StringComparison.Ordinal);

    [Fact]
    public void An_archive_on_standard_input_carries_nothing_along() =>
        Assert.Contains("can't be sent along", Assert.Throws<DockerException>(() => NamedContext.Resolve("n", _folder, null)).Message, StringComparison.Ordinal);

    private string At(string path) => Path.Combine(_folder, path);

    private void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), content);
    }

    private static async Task<List<string>> Names(BuildContext context)
    {
        await using var archive = context.Open();
        await using var tar = new TarReader(archive);
        var names = new List<string>();
        while (await tar.GetNextEntryAsync(cancellationToken: TestContext.Current.CancellationToken) is { } entry) names.Add(entry.Name);
        return names;
    }
}
