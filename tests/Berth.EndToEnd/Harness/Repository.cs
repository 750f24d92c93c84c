namespace Berth.EndToEnd;

/// <summary>Where the checkout and what the tests use of it lie.</summary>
internal static class Repository
{
    /// <summary>The checkout's top folder.</summary>
    public static string Root { get; } = Find();

    /// <summary>The binary under test: the published one, or another that BERTH_TEST_BINARY names.</summary>
    public static string Berth { get; } = Environment.GetEnvironmentVariable("BERTH_TEST_BINARY") ?? Path.Combine(Root, "artifacts", "berth");

    /// <summary>The folder of material beside the checkout, or null where it isn't.</summary>
    public static string? Shared => Directory.Exists(Path.Combine(Root, "..", "shared")) ? Path.GetFullPath(Path.Combine(Root, "..", "shared")) : null;

    /// <summary>The lecture, or null where it isn't.</summary>
    public static string? Lecture => Shared is { } s && File.Exists(Path.Combine(s, "seed", "lecture-6.md")) ? Path.Combine(s, "seed", "lecture-6.md") : null;

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "berth.slnx"))) return folder.FullName;
        }

        throw new InvalidOperationException("The tests don't run inside a checkout: no berth.slnx above them.");
    }
}
