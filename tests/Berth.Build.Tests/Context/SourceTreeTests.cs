using System.Formats.Tar;
using Berth.Docker;

namespace Berth.Build.Tests.Context;

public sealed class SourceTreeTests
{
    [Fact]
    public async Task A_folder_taken_out_is_a_tree_of_its_own()
    {
        using var whole = await TestTrees.Of(("a", "A"), ("sub/b", "B"), ("sub/d/c", "C"), ("subs", "S"));
        using var part = whole.TakeOut("sub");
        Assert.Equal(["a", "subs"], whole.Entries.Keys);
        Assert.Equal(["b", "d", "d/c"], part.Entries.Keys);
        Assert.Equal("C"u8.ToArray(), part.Read(part.Find("d/c")!));
        part.Dispose();
        Assert.Equal("A"u8.ToArray(), whole.Read(whole.Find("a")!));
        using var none = whole.TakeOut("nothing");
        Assert.Empty(none.Entries);
    }

    [Fact]
    public async Task An_archive_of_nothing_is_an_empty_tree()
    {
        using var tree = await SourceTree.ReadAsync(Stream.Null, Path.GetTempPath(), TestContext.Current.CancellationToken);
        Assert.Empty(tree.Entries);
    }

    [Fact]
    public async Task A_hard_link_finds_its_file_in_the_folder_that_was_taken_out()
    {
        using var archive = new MemoryStream();
        await using (var tar = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "x/a"), TestContext.Current.CancellationToken);
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.HardLink, "x/b") { LinkName = "x/a" }, TestContext.Current.CancellationToken);
        }

        archive.Position = 0;
        using var whole = await SourceTree.ReadAsync(archive, Path.GetTempPath(), TestContext.Current.CancellationToken);
        using var part = whole.TakeOut("x");
        Assert.Equal("a", part.Find("b")!.Link);
    }

    [Fact]
    public async Task The_files_of_a_repository_are_told_by_its_commit()
    {
        string folder = Directory.CreateTempSubdirectory("berth-tree-").FullName;
        try
        {
            var git = new FakeGit(at => File.WriteAllText(Path.Combine(at, ".git", "index"), Guid.NewGuid().ToString()));
            var source = GitAddress.Parse("https://host/r.git?keep-git-dir=true");
            using var first = await new GitTrees(folder, git).ReadAsync(source, BuildContext.OfFolder, TestContext.Current.CancellationToken);
            using var second = await new GitTrees(folder, git).ReadAsync(source, BuildContext.OfFolder, TestContext.Current.CancellationToken);
            Assert.NotEqual(first.Read(first.Find(".git/index")!), second.Read(second.Find(".git/index")!));
            Assert.Equal(first.DigestOf(first.Find(".git/index")!), second.DigestOf(second.Find(".git/index")!));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
