namespace Berth.Build.Tests.Running.Mounts;

public sealed class CacheMountsTests : IDisposable
{
    private static readonly string s_key = BuildCache.Key("one"), s_other = BuildCache.Key("two");
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "berth-mounts-" + Guid.NewGuid().ToString("N"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cache_outlives_who_used_it()
    {
        string path;
        using (var first = await Take(Open(), s_key, CacheSharing.Locked))
        {
            path = first.Path;
            await File.WriteAllTextAsync(Path.Combine(path, "kept"), "", Cancel);
        }

        var next = Open();
        next.Sweep();
        using var second = await Take(next, s_key, CacheSharing.Shared);
        using var other = await Take(next, s_other, CacheSharing.Shared);
        Assert.Equal(path, second.Path);
        Assert.True(File.Exists(Path.Combine(second.Path, "kept")));
        Assert.NotEqual(path, other.Path);
        Assert.Equal([(2, true), (1, true)], next.List(withSizes: false).OrderByDescending(r => r.Uses).Select(r => (r.Uses, r.IsUsed)));
    }

    [Fact]
    public async Task Sharing_says_who_gets_the_same_folder()
    {
        var mounts = Open();
        using var shared = await Take(mounts, s_key, CacheSharing.Shared);
        using var with = await Take(mounts, s_key, CacheSharing.Shared);
        using var alone = await Take(mounts, s_key, CacheSharing.Private);
        Assert.Equal(shared.Path, with.Path);
        Assert.NotEqual(shared.Path, alone.Path);
    }

    [Fact]
    public async Task A_locked_one_is_waited_for()
    {
        var mounts = Open();
        var first = await Take(mounts, s_key, CacheSharing.Locked);
        var waiting = Take(mounts, s_key, CacheSharing.Locked);
        using (await Take(mounts, s_other, CacheSharing.Locked)) Assert.False(waiting.IsCompleted);
        Assert.False(waiting.IsCompleted);
        first.Dispose();
        using var second = await waiting;
        Assert.Equal(first.Path, second.Path);

        using var give = new CancellationTokenSource();
        var cancelled = mounts.TakeAsync("id", s_key, CacheSharing.Locked, Fill, give.Token);
        await give.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
    }

    [Fact]
    public async Task What_fails_to_be_made_leaves_nothing()
    {
        var mounts = Open();
        await Assert.ThrowsAsync<IOException>(() => mounts.TakeAsync("id", s_key, CacheSharing.Locked, async path =>
        {
            await Fill(path);
            throw new IOException("no");
        }, Cancel));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
        using var lease = await Take(mounts, s_key, CacheSharing.Locked);
        Assert.True(Directory.Exists(lease.Path));
    }

    [Fact]
    public async Task Only_idle_ones_are_removed()
    {
        var mounts = Open();
        var lease = await Take(mounts, s_key, CacheSharing.Shared);
        string name = Assert.Single(mounts.List(withSizes: true)).Name;
        Assert.False(mounts.Remove(name));
        lease.Dispose();
        lease.Dispose();
        Assert.True(mounts.Remove(name));
        Assert.False(mounts.Remove(name));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private static Task Fill(string path)
    {
        Directory.CreateDirectory(path);
        return Task.CompletedTask;
    }

    private static Task<CacheMountLease> Take(CacheMounts mounts, string key, CacheSharing sharing) => mounts.TakeAsync("id", key, sharing, Fill, Cancel);

    private CacheMounts Open() => new(_folder, TimeProvider.System);
}
