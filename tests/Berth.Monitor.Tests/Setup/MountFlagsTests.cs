namespace Berth.Monitor.Tests;

public class MountFlagsTests
{
    [Fact]
    public void Options_of_mount_and_file_system_are_told_apart()
    {
        MountFlags flags = MountFlags.Parse(["rw", "nosuid", "noexec", "size=64m", "noatime", "mode=1777", "rbind", "", "huge", "exec"]);
        Assert.Equal(MountFlags.NoSuid | MountFlags.NoAccessTime, flags.Set);
        Assert.Equal(MountFlags.ReadOnly | MountFlags.NoExec | MountFlags.AccessTimeMask, flags.Clear);
        Assert.Equal([("size", "64m"), ("mode", "1777"), ("huge", null)], flags.Options);
    }

    [Theory]
    [InlineData("", 1 << 18, true)]
    [InlineData("private", 1 << 18, false)]
    [InlineData("rslave", 1 << 19, true)]
    [InlineData("shared", 1 << 20, false)]
    public void Propagations_are_the_kernels(string name, ulong type, bool recursive) => Assert.Equal((type, recursive), MountFlags.Propagation(name));

    [Fact]
    public void Another_propagation_is_refused() => Assert.Throws<SetupException>(() => MountFlags.Propagation("loud"));
}
