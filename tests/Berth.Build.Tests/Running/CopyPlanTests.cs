using System.Formats.Tar;

namespace Berth.Build.Tests.Running;

public sealed class CopyPlanTests
{
    [Fact]
    public async Task A_file_is_renamed_or_put_into_a_folder()
    {
        using var tree = await TestTrees.Of(("a.txt", "A"), ("d/b.txt", "B"), ("d/e/c.txt", "C"));
        Assert.Equal(["/x"], Targets(tree, "/x", isFolder: false, "a.txt"));
        Assert.Equal(["/x/a.txt"], Targets(tree, "/x/", isFolder: true, "a.txt"));
        Assert.Equal(["/x/b.txt", "/x/e", "/x/e/c.txt"], Targets(tree, "/x", isFolder: true, "d"));
    }

    [Fact]
    public async Task The_fingerprint_sees_content_and_mode_and_not_time()
    {
        using var first = await TestTrees.Of(("a", "A"));
        using var touched = await TestTrees.Of(DateTimeOffset.UnixEpoch.AddDays(1), 0x1A4, ("a", "A"));
        using var executable = await TestTrees.Of(DateTimeOffset.UnixEpoch, 0x1ED, ("a", "A"));
        using var other = await TestTrees.Of(("a", "B"));
        string print = Print(first);
        Assert.Equal(print, Print(touched));
        Assert.NotEqual(print, Print(executable));
        Assert.NotEqual(print, Print(other));
    }

    [Fact]
    public async Task Names_of_one_file_stay_names_of_one_file()
    {
        using var tree = await HardLinked();
        var plan = new CopyPlan("/x/", isFolder: true, null, isOurs: true, m => m, []);
        plan.AddArchive(tree);
        Assert.Equal(["/x/d:Directory:", "/x/d/a:RegularFile:", "/x/d/b:HardLink:/x/d/a"], plan.Items.Select(i => $"{i.Target}:{i.Entry.Type}:{i.Entry.Link}"));
    }

    [Fact]
    public async Task What_an_archive_unpacks_to_keeps_its_owners_and_what_the_context_holds_is_roots()
    {
        using var tree = await HardLinked();
        Assert.Equal((7, 8), Owner(null, isOurs: true, p => p.AddArchive(tree)));
        Assert.Equal((1, 2), Owner((1, 2), isOurs: true, p => p.AddArchive(tree)));
        Assert.Equal((0, 0), Owner(null, isOurs: true, p => p.Add(new CopySource(tree, "d", "d"))));
        Assert.Equal((7, 8), Owner(null, isOurs: false, p => p.Add(new CopySource(tree, "d", "d"))));
    }

    [Fact]
    public async Task The_history_says_what_the_sources_were()
    {
        using var tree = await TestTrees.Of(("a.txt", "A"), ("d/b.txt", "B"));
        Assert.Equal("file", Origin(tree, "a.txt"));
        Assert.Equal("dir", Origin(tree, "d"));
        Assert.Equal("multi", Origin(tree, "a.txt", "d"));
    }

    [Fact]
    public async Task What_an_archive_unpacks_to_keeps_its_modes_too()
    {
        using var tree = await TestTrees.Of(("d/b.txt", "B"));
        var unpacked = new CopyPlan("/x/", isFolder: true, null, isOurs: true, ModeChange.Parse("600", 1), ["d"]) { FolderMode = ModeChange.OfFolders("600") };
        unpacked.AddArchive(tree);
        Assert.Equal([("/x/d", 0x1ED), ("/x/d/b.txt", 0x1A4)], unpacked.Items.Select(i => (i.Target, i.Entry.Mode)));
        Assert.Equal(CopyPlan.UsualFolderMode, unpacked.MissingFolderMode);
    }

    [Fact]
    public async Task Folders_that_must_be_made_have_the_octal_mode_that_is_asked_for()
    {
        using var tree = await TestTrees.Of(("a", "A"));
        Assert.Equal(0x1E9, Plan("4751").MissingFolderMode);
        Assert.Equal(CopyPlan.UsualFolderMode, Plan("go-rx").MissingFolderMode);
        CopyPlan Plan(string mode)
        {
            var plan = new CopyPlan("/x/y", isFolder: false, null, isOurs: true, ModeChange.Parse(mode, 1), []) { FolderMode = ModeChange.OfFolders(mode) };
            plan.Add(new CopySource(tree, "a", "a"));
            return plan;
        }
    }

    [Theory]
    [InlineData("755", 0x1A4, 0x1ED)]
    [InlineData("u+x,g=r,o-r", 0x1B4, 0x1E0)]
    [InlineData("a=rX", 0x1ED, 0x16D)]
    [InlineData("+w", 0x124, 0x1B6)]
    public void Modes_are_octal_or_symbolic(string text, int before, int after) => Assert.Equal(after, ModeChange.Parse(text, 1)(before));

    [Fact]
    public void A_mode_that_is_neither_is_refused() => Assert.Throws<DockerfileException>(() => ModeChange.Parse("rwx", 1));

    private static string Origin(SourceTree tree, params string[] paths)
    {
        var plan = new CopyPlan("/x/", isFolder: true, null, isOurs: true, m => m, []);
        foreach (string path in paths) plan.Add(new CopySource(tree, path, path.Split('/')[^1]));
        return plan.Origin;
    }

    private static (int, int) Owner((int, int)? asked, bool isOurs, Action<CopyPlan> add)
    {
        var plan = new CopyPlan("/x/", isFolder: true, asked, isOurs, m => m, []);
        add(plan);
        var file = plan.Items.First(i => i.Entry.IsFile).Entry;
        return (file.Uid, file.Gid);
    }

    /// <summary>A folder with a file of another user that has two names; the archive holds the later name first.</summary>
    private static async Task<SourceTree> HardLinked()
    {
        using var archive = new MemoryStream();
        await using (var tar = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, "d/"), TestContext.Current.CancellationToken);
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "d/b") { Uid = 7, Gid = 8, DataStream = new MemoryStream([1]) }, TestContext.Current.CancellationToken);
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.HardLink, "d/a") { LinkName = "d/b", Uid = 7, Gid = 8 }, TestContext.Current.CancellationToken);
        }

        archive.Position = 0;
        return await SourceTree.ReadAsync(archive, Path.GetTempPath(), TestContext.Current.CancellationToken);
    }

    private static string Print(SourceTree tree)
    {
        var plan = new CopyPlan("/x", isFolder: false, null, isOurs: true, m => m, []);
        plan.Add(new CopySource(tree, "a", "a"));
        return Assert.Single(plan.Items).Fingerprint;
    }

    private static IEnumerable<string> Targets(SourceTree tree, string target, bool isFolder, string path)
    {
        var plan = new CopyPlan(target, isFolder, null, isOurs: true, m => m, []);
        plan.Add(new CopySource(tree, path, path.Split('/')[^1]));
        return plan.Items.Select(i => i.Target);
    }
}
