using Berth.Linux;

namespace Berth.Images.Tests.Snapshots;

public sealed class MountPointsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("berth-points-").FullName;

    [Fact]
    public void What_holds_nothing_goes_and_the_rest_stays()
    {
        foreach (string path in new[] { "a/b/c", "kept/x", "beside/d", "real" }) Directory.CreateDirectory(Path.Combine(_folder, path));
        foreach (var (path, content) in new[] { ("beside/mine", "x"), ("a/b/file", ""), ("full", "content") }) File.WriteAllText(Path.Combine(_folder, path), content);
        File.CreateSymbolicLink(Path.Combine(_folder, "link"), "real");
        File.CreateSymbolicLink(Path.Combine(_folder, "out"), "/");
        string outside = Path.Combine(Path.GetTempPath(), Path.GetFileName(_folder) + "-outside");
        Directory.CreateDirectory(outside);
        try
        {
            using var root = RootedFolder.Open(_folder);
            MountPoints.Remove(root, ["/a", "/a/b", "/a/b/c", "/a/b/file", "/beside", "/beside/d", "/full", "/link", "/nothing", "/nothing/there", "/out" + outside]);
            Assert.Equal(
                ["beside", "beside/mine", "full", "kept", "kept/x", "link", "out", "real"],
                Directory.EnumerateFileSystemEntries(_folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
                    .Concat(Directory.EnumerateFileSystemEntries(_folder)).Select(p => Path.GetRelativePath(_folder, p)).Distinct().Order(StringComparer.Ordinal));
            Assert.True(Directory.Exists(outside));
        }
        finally
        {
            Directory.Delete(outside);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
