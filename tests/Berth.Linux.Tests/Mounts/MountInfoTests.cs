namespace Berth.Linux.Tests;

public class MountInfoTests
{
    private const string Text =
        "22 27 0:21 / /proc rw,relatime shared:1 master:2 - proc proc rw\n" +
        "27 1 254:0 / / ro,relatime - ext4 /dev/vda rw,discard\n" +
        "30 27 0:40 /sub\\040folder /a\\134b\\011c rw - tmpfs none rw,size=1k\n" +
        "31 30 0:41 / /a\\134b\\011c/d rw - overlay over\\040lay ro,lowerdir=x\n" +
        "not a line\n";

    [Fact]
    public void Lines_are_parsed()
    {
        IReadOnlyList<MountEntry> mounts = MountInfo.Parse(Text);
        Assert.Equal(4, mounts.Count);
        Assert.Equal((22, 27, new DeviceNumber(0, 21), "/proc", "proc"), (mounts[0].Id, mounts[0].ParentId, mounts[0].Device, mounts[0].MountPoint, mounts[0].FileSystem));
        Assert.Equal(["shared:1", "master:2"], mounts[0].Propagation);
        Assert.Equal(("/sub folder", "/a\\b\tc"), (mounts[2].Root, mounts[2].MountPoint));
        Assert.Equal("over lay", mounts[3].Source);
        Assert.Equal([false, true, false, true], mounts.Select(m => m.ReadOnly));
    }

    [Fact]
    public void The_mount_of_a_path_is_found()
    {
        IReadOnlyList<MountEntry> mounts = MountInfo.Parse(Text);
        Assert.Equal(27, MountInfo.Containing(mounts, "/procx")!.Id);
        Assert.Equal(22, MountInfo.Containing(mounts, "/proc")!.Id);
        Assert.Equal(31, MountInfo.Containing(mounts, "/a\\b\tc/d/e")!.Id);
    }

    [Fact]
    public void This_machine_s_are_read() => Assert.Contains(MountInfo.Read(), m => m.MountPoint == "/proc" && m.FileSystem == "proc");
}
