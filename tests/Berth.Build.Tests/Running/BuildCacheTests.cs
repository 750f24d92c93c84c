namespace Berth.Build.Tests.Running;

public sealed class BuildCacheTests
{
    [Fact]
    public void Keys_tell_apart_what_differs_in_any_part()
    {
        string key = BuildCache.Key("sha256:a", "RUN", "x");
        Assert.Equal(key, BuildCache.Key("sha256:a", "RUN", "x"));
        Assert.NotEqual(key, BuildCache.Key("sha256:b", "RUN", "x"));
        Assert.NotEqual(key, BuildCache.Key("sha256:a", "RUN", "y"));
        // Where one part ends counts.
        Assert.NotEqual(key, BuildCache.Key("sha256:a", "RUNx"));
        Assert.NotEqual(key, BuildCache.Key("sha256:a", "RU", "Nx"));
    }

    [Fact]
    public void Entries_last_are_replaced_and_forgotten()
    {
        string folder = Path.Combine(Path.GetTempPath(), "berth-cache-" + Guid.NewGuid().ToString("N"));
        try
        {
            Assert.Null(new BuildCache(folder).Find("k"));
            new BuildCache(folder).Put("k", "one");
            new BuildCache(folder).Put("k", "two");
            new BuildCache(folder).Put("l", "three");
            Assert.Equal("two", new BuildCache(folder).Find("k"));
            Assert.Equal(["l"], new BuildCache(folder).Prune((_, image, _) => image == "three"));
            Assert.Null(new BuildCache(folder).Find("l"));
            Assert.Equal("two", new BuildCache(folder).Find("k"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Builds_may_write_the_same_entry_at_the_same_time()
    {
        string folder = Path.Combine(Path.GetTempPath(), "berth-cache-" + Guid.NewGuid().ToString("N"));
        try
        {
            var cache = new BuildCache(folder);
            Parallel.For(0, 200, _ => cache.Put("k", "image"));
            Assert.Equal(["k"], Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)));
            File.WriteAllText(Path.Combine(folder, ".k-half"), "im");
            Assert.Empty(cache.Prune((_, image, _) => image != "image"));
            cache.Sweep();
            Assert.Equal(["k"], Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
