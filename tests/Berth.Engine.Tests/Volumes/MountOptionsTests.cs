using Berth.Linux;

namespace Berth.Engine.Tests;

public sealed class MountOptionsTests
{
    [Theory]
    [InlineData("", MountFlags.None, null)]
    [InlineData("defaults,rw", MountFlags.None, null)]
    [InlineData("ro,noexec,size=100m,uid=1000", MountFlags.ReadOnly | MountFlags.NoExecute, "size=100m,uid=1000")]
    [InlineData("ro,rw,nosuid,nodev", MountFlags.NoSetUid | MountFlags.NoDevices, null)]
    [InlineData("addr=10.0.0.1,nolock,soft,nfsvers=4,noatime,sync", MountFlags.NoAccessTime | MountFlags.Synchronous, "addr=10.0.0.1,nolock,soft,nfsvers=4")]
    [InlineData("nodiratime,strictatime,dirsync,_netdev", MountFlags.NoDirectoryAccessTime | MountFlags.StrictAccessTime | MountFlags.DirectorySync, null)]
    public void Flags_are_the_kernels_and_the_rest_is_the_file_systems(string options, MountFlags flags, string? data) =>
        Assert.Equal((flags, data), MountOptions.Parse(options));

    [Theory]
    [InlineData("addr=files.example,ro", "addr=10.1.2.3,ro")]
    [InlineData("ro,addr=10.0.0.1", "ro,addr=10.0.0.1")]
    [InlineData("addr=fe80::1", "addr=fe80::1")]
    [InlineData("", "")]
    public void A_servers_name_is_looked_up(string options, string resolved) => Assert.Equal(resolved, MountOptions.WithAddress(options, _ => "10.1.2.3"));
}
