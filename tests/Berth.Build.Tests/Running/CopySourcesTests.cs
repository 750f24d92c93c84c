using Berth.Build.Tests.Context;

namespace Berth.Build.Tests.Running;

public sealed class CopySourcesTests : IDisposable
{
    private static readonly (string, string)[] s_files = [("top.txt", "T"), ("a/f1", "1"), ("a/b/f2", "2"), ("a/b/c/f3", "3"), ("x/y/f4", "4")];
    private readonly string _scratch = Directory.CreateTempSubdirectory("berth-sources-").FullName;

    public void Dispose() => Directory.Delete(_scratch, recursive: true);

    [Theory]
    [InlineData("COPY --parents a/b/f2 top.txt /d/", "a, a/b, a/b/f2, top.txt")]
    [InlineData("COPY --parents a/b /d", "a, a/b, a/b/c, a/b/c/f3, a/b/f2")]
    [InlineData("COPY --parents ./a/./b/c /d/", "b, b/c, b/c/f3")]
    [InlineData("COPY --parents ./x/y /d/", "x, x/y, x/y/f4")]
    [InlineData("COPY --parents */*/f* /d/", "a, a/b, a/b/f2, x, x/y, x/y/f4")]
    [InlineData("COPY --parents a/./**/f[23] /d/", "b, b/c, b/c/f3, b/f2")]
    [InlineData("COPY --parents --exclude=a/b/c a /d/", "a, a/b, a/b/f2, a/f1")]
    [InlineData("COPY a/b /d/", "c, c/f3, f2")]
    [InlineData("COPY */f1 top* nothing* /d/", "f1, top.txt")]
    [InlineData("COPY nothing* /d/", "")]
    [InlineData("COPY a x /d", "b, b/c, b/c/f3, b/f2, f1, y, y/f4")]
    public async Task Paths_and_patterns_are_found_and_parents_kept_where_asked(string instruction, string expected)
    {
        using var context = await TestTrees.Of(s_files);
        using var scratch = new CopyScratch();
        var plan = await PlanAsync(instruction, context, scratch);
        Assert.Equal(expected, string.Join(", ", plan.Items.Select(i => i.Target["/d/".Length..])));
    }

    [Theory]
    [InlineData("COPY tofolder /d", "b, b/c, b/c/f3, b/f2, f1")]
    [InlineData("COPY tofolder/b/f2 tofile over/f3 /d/", "f2, f3, tofile")]
    [InlineData("COPY tofold* /d/", "b, b/c, b/c/f3, b/f2, f1")]
    [InlineData("COPY tofolder/f? /d/", "f1")]
    [InlineData("COPY --parents tofolder/b/f2 /d/", "tofolder, tofolder/b, tofolder/b/f2")]
    public async Task Links_to_and_on_the_way_to_sources_are_followed_within_the_context(string instruction, string expected)
    {
        using var context = await TestTrees.Linked(s_files, ("tofolder", "a"), ("tofile", "/a/../../top.txt"), ("over", "tofolder/b/c"));
        using var scratch = new CopyScratch();
        var plan = await PlanAsync(instruction, context, scratch);
        Assert.Equal(expected, string.Join(", ", plan.Items.Select(i => i.Target["/d/".Length..])));
        Assert.DoesNotContain(plan.Items, i => i.Entry.Type == System.Formats.Tar.TarEntryType.SymbolicLink);
    }

    [Theory]
    [InlineData("COPY dangling /d/")]
    [InlineData("COPY dang* /d/")]
    [InlineData("COPY loop /d/")]
    [InlineData("COPY circle /d/")]
    [InlineData("COPY circle/x /d/")]
    public async Task A_link_that_leads_nowhere_is_no_source(string instruction)
    {
        using var context = await TestTrees.Linked(s_files, ("dangling", "nowhere"), ("loop", "loop/x"), ("circle", "circle"));
        using var scratch = new CopyScratch();
        Assert.Contains("file does not exist", (await Assert.ThrowsAsync<DockerfileException>(() => PlanAsync(instruction, context, scratch))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_target_of_an_empty_folder_is_made_and_counts_for_the_cache()
    {
        using var context = await TestTrees.Of(("empty/x", ""));
        using var scratch = new CopyScratch();
        var plans = new[] { "COPY --exclude=x empty /d", "COPY --exclude=x empty /e", "COPY --exclude=x --chown=5 empty /d", "COPY --exclude=x --chmod=700 empty /d", "COPY no* /d/" }.Select(i => PlanAsync(i, context, scratch)).ToList();
        await Task.WhenAll(plans);
        Assert.Equal(["/d", "/e", "/d", "/d", ""], plans.Select(p => string.Join(',', p.Result.Folders)));
        Assert.Equal(5, plans.Select(p => string.Join('|', p.Result.Fingerprints)).Distinct().Count());
    }

    [Fact]
    public async Task A_repository_is_put_in_whole_or_a_folder_of_it()
    {
        var git = new FakeGit(folder =>
        {
            Directory.CreateDirectory(Path.Combine(folder, "sub"));
            File.WriteAllText(Path.Combine(folder, "sub/f"), "F");
        });
        using var context = await TestTrees.Of(s_files);
        using var scratch = new CopyScratch();
        async Task<string> Added(string instruction) => string.Join(", ", (await PlanAsync(instruction, context, scratch, git)).Items.Select(i => i.Target));
        Assert.Equal("/d/sub, /d/sub/f", await Added("ADD https://host/r.git /d"));
        Assert.Equal("/d/f", await Added("ADD git@host:r.git#v1:sub /d"));
        Assert.Contains("/d/.git/HEAD", await Added("ADD --keep-git-dir=true https://host/r.git /d"), StringComparison.Ordinal);
        Assert.Equal("/d/sub, /d/sub/f", await Added($"ADD --checksum={FakeGit.Commit} https://host/r.git /d"));
    }

    [Theory]
    [InlineData("COPY nothing /d/", "stat nothing: file does not exist")]
    [InlineData("COPY https://host/x /d/", "source can't be a URL for COPY")]
    [InlineData("COPY https://host/r.git /d/", "source can't be a git ref for COPY")]
    [InlineData("ADD --checksum=sha256:00 top.txt /d/", "checksum requires HTTP(S) or Git sources")]
    [InlineData("ADD --checksum=sha256:00 http://127.0.0.1:1/x /d/", "invalid checksum digest format")]
    [InlineData("ADD --checksum=abc https://host/r.git /d/", "HEAD is the commit 0123456789abcdef0123456789abcdef01234567, not abc")]
    [InlineData("ADD https://host/r.git?nonsense=1 /d/", "the query \"nonsense\" means nothing")]
    public async Task What_is_wrong_is_said_with_the_line(string instruction, string message)
    {
        using var context = await TestTrees.Of(s_files);
        using var scratch = new CopyScratch();
        var error = await Assert.ThrowsAsync<DockerfileException>(() => PlanAsync("\n" + instruction, context, scratch, new FakeGit(_ => { })));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(2, error.Line);
    }

    [Fact]
    public async Task A_checksum_is_compared_and_only_what_is_asked_for_is_unpacked()
    {
        using var server = new OneAnswer("content"u8.ToArray(), "content"u8.ToArray());
        using var context = await TestTrees.Of(s_files);
        using var scratch = new CopyScratch();
        string sum = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("content"u8));
        var plan = await PlanAsync($"ADD --checksum=sha256:{sum} {server.Address}/x /d/", context, scratch);
        Assert.Equal("/d/x", Assert.Single(plan.Items).Target);
        var error = await Assert.ThrowsAsync<DockerfileException>(() => PlanAsync($"ADD --checksum=sha256:{new string('0', 64)} {server.Address}/x /d/", context, scratch));
        Assert.Contains($"sha256:{sum} (expected: sha256:000", error.Message, StringComparison.Ordinal);
    }

    // No target here is looked for in an image: the paths end with a slash, or the sources are folders.
    private Task<CopyPlan> PlanAsync(string text, SourceTree context, CopyScratch scratch, FakeGit? git = null)
    {
        var services = new BuildServices(null!, null!, null!, null!, null!, _scratch, _scratch, git ?? new FakeGit(null), TimeProvider.System);
        var syntax = DockerfileParser.Parse(text);
        var copy = Assert.IsType<Instruction.Copy>(new InstructionParser(syntax.Escape).Parse(syntax.Nodes[0]));
        var sources = new CopySources(services, context, null!, (_, _, _) => throw new InvalidOperationException("no --from here"));
        return new CopyStep(services, sources).PlanAsync(copy, ImageState.Scratch(Images.OciPlatform.Host), new WordExpander('\\', _ => null), scratch, TestContext.Current.CancellationToken);
    }
}
