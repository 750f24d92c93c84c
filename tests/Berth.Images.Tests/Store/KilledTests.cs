#pragma warning disable RS0030 // the process that is killed is this program again
using System.Diagnostics;

namespace Berth.Images.Tests;

/// <summary>The process is killed at any moment of a pull; the next one finds the old state or the new one, and goes on.</summary>
public sealed class KilledTests : StoreFixture, IAsyncLifetime
{
    internal const string RootVariable = "BERTH_TEST_VICTIM_ROOT", NameVariable = "BERTH_TEST_VICTIM_NAME";

    private readonly FakeRegistry registry = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        Dispose();
        await registry.DisposeAsync();
    }

    [Fact]
    public async Task APullGoesOn()
    {
        var noise = new byte[2_000_000];
        new Random(11).NextBytes(noise);
        byte[][] layers = [.. Enumerable.Range(0, 4).Select(i => new TarBuilder().File("f" + i, "x").Add('0', "noise" + i, noise).Bytes())];
        var archive = new ImageArchive(layers);
        registry.Add("lib/app", "1", archive, Gzip);
        int requests = 0;
        for (int round = 1; round <= 6; round++)
        {
            // Each round lives until one request more, and a moment that nobody chose.
            int last = requests + round;
            var reached = new TaskCompletionSource();
            registry.Intercept = _ =>
            {
                if (Interlocked.Increment(ref requests) >= last)
                {
                    reached.TrySetResult();
                }

                return null;
            };
            using Process victim = StartVictim();
            await Task.WhenAny(reached.Task, victim.WaitForExitAsync(Cancel));
            victim.Kill();
            await victim.WaitForExitAsync(Cancel);
            AssertWhole(archive.Id);
            Close();
        }

        Assert.Equal(archive.Id, (await Store.PullAsync(ImageReference.Parse(registry.Host + "/lib/app:1"), new PullOptions(), null, Cancel)).Image.Id);
        AssertWhole(archive.Id);
    }

    private Process StartVictim()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["-noLogo", "-explicit", "only", "-method", "*KilledPull.Pull"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[RootVariable] = Root;
        start.Environment[NameVariable] = registry.Host + "/lib/app:1";
        return Process.Start(start)!;
    }

    private void AssertWhole(string id)
    {
        Assert.All(Store.List(), i => Assert.Equal(id, i.Id));
        foreach (string layer in FilesIn("layers").Where(l => !l.StartsWith('.')))
        {
            string name = Assert.Single(Directory.GetFiles($"{Root}/layers/{layer}/fs", "noise*"));
            Assert.Equal(2_000_000, new FileInfo(name).Length);
        }

        foreach (string blob in FilesIn("content/blobs/sha256"))
        {
            Assert.Equal("sha256:" + blob, Digest.Of(File.ReadAllBytes($"{Root}/content/blobs/sha256/{blob}")).Value);
        }
    }
}
