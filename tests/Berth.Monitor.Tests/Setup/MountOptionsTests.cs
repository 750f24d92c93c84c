using Berth.Linux;

namespace Berth.Monitor.Tests;

public class MountOptionsTests
{
    [Fact]
    public void Options_of_mount_and_file_system_are_told_apart()
    {
        MountOptions flags = MountOptions.Parse(["rw", "nosuid", "noexec", "size=64m", "noatime", "mode=1777", "rbind", "", "huge", "exec"]);
        Assert.Equal(MountAttributes.NoSetUid | MountAttributes.NoAccessTime, flags.Set);
        Assert.Equal(MountAttributes.ReadOnly | MountAttributes.NoExecute | MountAttributes.StrictAccessTime, flags.Clear);
        Assert.Equal("size=64m mode=1777 huge=", string.Join(' ', flags.Options.Select(o => $"{o.Key}={o.Value}")));
    }

    [Theory]
    [InlineData("", MountPropagation.Private, true)]
    [InlineData("private", MountPropagation.Private, false)]
    [InlineData("rslave", MountPropagation.Slave, true)]
    [InlineData("shared", MountPropagation.Shared, false)]
    public void Propagations_are_the_kernels(string name, MountPropagation type, bool recursive) => Assert.Equal((type, recursive), MountOptions.Propagation(name));

    [Fact]
    public void Another_propagation_is_refused() => Assert.Throws<SetupException>(() => MountOptions.Propagation("loud"));
}
