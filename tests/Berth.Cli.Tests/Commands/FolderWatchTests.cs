namespace Berth.Cli.Tests;

public sealed class FolderWatchTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("berth-folder-").FullName;
    private readonly FolderWatch _watch = new(static path => path.EndsWith("/left", StringComparison.Ordinal));

    public void Dispose()
    {
        _watch.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Changes_of_a_tree_are_told_once()
    {
        Write("src/one");
        Directory.CreateDirectory(At("src/left"));
        _watch.Add(At("src"));
        Write("src/one");
        Write("src/one");
        Write("src/left/unseen");
        Write("elsewhere");
        Write("src/new/deep/two");
        await ExpectAsync("src/new", "src/new/deep", "src/new/deep/two", "src/one");

        Write("src/new/deep/two");
        File.Delete(At("src/one"));
        await ExpectAsync("src/new/deep/two", "src/one");
    }

    [Fact]
    public async Task Renames_are_a_removal_and_a_new_file()
    {
        Write("src/sub/a");
        _watch.Add(At("src"));
        File.Move(At("src/sub/a"), At("src/sub/b"));
        await ExpectAsync("src/sub/a", "src/sub/b");
        Directory.Move(At("src/sub"), At("src/moved"));
        await ExpectAsync("src/moved", "src/moved/b", "src/sub");
        Write("src/moved/b");
        await ExpectAsync("src/moved/b");
    }

    [Fact]
    public async Task A_file_alone_is_watched_through_replacements()
    {
        Write("conf");
        _watch.Add(At("conf"));
        Write("other");
        Write("conf");
        await ExpectAsync("conf");
        Write("conf.tmp");
        File.Move(At("conf.tmp"), At("conf"), overwrite: true);
        await ExpectAsync("conf");
        File.Delete(At("conf"));
        await ExpectAsync("conf");
    }

    [Fact]
    public async Task What_is_not_there_yet_is_waited_for()
    {
        _watch.Add(At("a/b/c"));
        Write("a/x");
        Write("a/b/c/file");
        await ExpectAsync("a/b/c", "a/b/c/file");
        Directory.Delete(At("a"), recursive: true);
        await ExpectAsync("a/b/c", "a/b/c/file");
        Write("a/b/c/again");
        await ExpectAsync("a/b/c", "a/b/c/again");
    }

    private string At(string name) => Path.Combine(_folder, name);

    private void Write(string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), "x");
    }

    // A slow machine may tell them in several parts.
    private async Task ExpectAsync(params string[] names)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        HashSet<string> missing = [.. names];
        while (missing.Count > 0)
        {
            foreach (var path in await _watch.NextAsync(limit.Token))
            {
                var name = Path.GetRelativePath(_folder, path);
                Assert.Contains(name, names);
                missing.Remove(name);
            }
        }
    }
}
