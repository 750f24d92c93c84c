using Berth.Linux;

namespace Berth.Engine.Tests;

/// <summary>A volume's first filling, broken off at each of its steps.</summary>
public sealed class VolumeFillTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public VolumeFillTests()
    {
        Directory.CreateDirectory(_folder["image/sub"]);
        File.WriteAllText(_folder["image/file"], "from the image");
        File.WriteAllText(_folder["image/sub/deep"], "deep");
        File.SetUnixFileMode(_folder["image"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(_folder["vol/_data"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_folder_stays_the_same_one_and_gets_content_and_mode()
    {
        using var before = Open(_folder["vol/_data"]);
        using (var image = Open(_folder["image"])) VolumeFill.Run(image, _folder["vol"]);

        Assert.Equal(FileCalls.Stat(before).Inode, FileCalls.Stat(FileCalls.WorkingFolder, _folder["vol/_data"]).Inode);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder["vol/_data"]));
        Assert.Equal("deep", File.ReadAllText(_folder["vol/_data/sub/deep"]));
        Assert.Equal([_folder["vol/_data"]], Directory.GetFileSystemEntries(_folder["vol"]));
        Assert.False(VolumeFill.Recover(_folder["vol"]));
    }

    [Fact]
    public void Half_a_copy_is_taken_back()
    {
        Directory.CreateDirectory(_folder["vol/_copy/sub"]);

        Assert.True(VolumeFill.Recover(_folder["vol"]));

        Assert.Equal([_folder["vol/_data"]], Directory.GetFileSystemEntries(_folder["vol"]));
        Assert.True(VolumeFill.IsEmpty(_folder["vol/_data"]));
    }

    [Fact]
    public void A_whole_copy_is_finished_and_what_a_container_wrote_stays()
    {
        Directory.Move(_folder["image"], _folder["vol/_fill"]);
        File.WriteAllText(_folder["vol/_data/file"], "a container's own");

        Assert.True(VolumeFill.Recover(_folder["vol"]));

        Assert.Equal("a container's own", File.ReadAllText(_folder["vol/_data/file"]));
        Assert.Equal("deep", File.ReadAllText(_folder["vol/_data/sub/deep"]));
        Assert.Equal([_folder["vol/_data"]], Directory.GetFileSystemEntries(_folder["vol"]));
    }

    [Fact]
    public void A_folder_of_the_host_is_filled_inside_and_left_clean()
    {
        Directory.CreateDirectory(_folder["host/.berth_copy"]);
        Assert.True(VolumeFill.IsEmpty(_folder["host"]));
        using (var image = Open(_folder["image"])) VolumeFill.RunInside(image, _folder["host"]);
        Assert.Equal(["file", "sub"], Directory.GetFileSystemEntries(_folder["host"]).Select(Path.GetFileName).Order());

        Directory.CreateDirectory(_folder["host/.berth_fill/late"]);
        VolumeFill.RecoverInside(_folder["host"]);
        Assert.Equal(["file", "late", "sub"], Directory.GetFileSystemEntries(_folder["host"]).Select(Path.GetFileName).Order());
    }

    private static Microsoft.Win32.SafeHandles.SafeFileHandle Open(string path) => FileCalls.Open(FileCalls.WorkingFolder, path, OpenFlags.ReadOnly | OpenFlags.Directory);
}
