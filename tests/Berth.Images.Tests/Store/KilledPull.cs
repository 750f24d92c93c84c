namespace Berth.Images.Tests;

/// <summary>What <see cref="KilledTests"/> kills: run by it, in a process of its own.</summary>
public sealed class KilledPull
{
    [Fact(Explicit = true)]
    public async Task Pull()
    {
        using ImageStore store = ImageStore.Open(new ImageStoreOptions { Root = Environment.GetEnvironmentVariable(KilledTests.RootVariable)! });
        string name = Environment.GetEnvironmentVariable(KilledTests.NameVariable)!;
        await store.PullAsync(ImageReference.Parse(name), new PullOptions(), null, TestContext.Current.CancellationToken);
    }
}
