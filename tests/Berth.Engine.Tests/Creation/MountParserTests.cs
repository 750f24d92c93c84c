using Berth.Docker;

namespace Berth.Engine.Tests;

public class MountParserTests
{
    // Each as Docker Engine 28.5 shows it: type, source or name, destination, mode, writable, propagation.
    [Theory]
    [InlineData("/tmp:/x", "bind /tmp /x '' rw rprivate")]
    [InlineData("/tmp//a/../b:/x/../y/", "bind /tmp/b /y '' rw rprivate")]
    [InlineData("/tmp:/y:ro,rslave,Z", "bind /tmp /y 'ro,rslave,Z' ro rslave")]
    [InlineData("/tmp:/x:cached", "bind /tmp /x 'cached' rw rprivate")]
    [InlineData("vol:/v", "volume vol /v 'z' rw ")]
    [InlineData("vol:/v:ro", "volume vol /v 'ro' ro ")]
    [InlineData("vol:/w:nocopy", "volume vol /w 'nocopy' rw ")]
    [InlineData("/x", "volume  /x 'z' rw ")]
    public void The_short_form(string text, string expected)
    {
        var mount = MountParser.ParseShort(text, "");

        Assert.Equal(expected, $"{mount.Type} {mount.Source}{mount.Name} {mount.Destination} '{mount.Mode}' {(mount.ReadOnly ? "ro" : "rw")} {mount.Propagation}");
    }

    [Theory]
    [InlineData("a:b:c:d", "invalid volume specification: 'a:b:c:d'")]
    [InlineData(":/x", "invalid volume specification: ':/x'")]
    [InlineData("/x:", "invalid volume specification: '/x:'")]
    [InlineData("", "invalid volume specification: ''")]
    [InlineData("a:/x:zz", "invalid mode: zz")]
    [InlineData("/tmp:/x:ro,rw", "invalid mode: ro,rw")]
    [InlineData("vol:/v:copy", "invalid mode: copy")]
    [InlineData("/a:rel", "invalid volume specification: '/a:rel': invalid mount config for type \"bind\": invalid mount path: 'rel' mount path must be absolute")]
    [InlineData("/x:/", "invalid volume specification: '/x:/': invalid mount config for type \"bind\": invalid specification: destination can't be '/'")]
    [InlineData("/tmp:/x:nocopy", "invalid volume specification: '/tmp:/x:nocopy': invalid mount config for type \"bind\": field VolumeOptions must not be specified")]
    [InlineData("vol:/v:rslave", "invalid volume specification: 'vol:/v:rslave': invalid mount config for type \"volume\": field BindOptions must not be specified")]
    public void A_wrong_short_form_is_refused_in_Dockers_words(string text, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<DockerException>(() => MountParser.ParseShort(text, "")).Message);

    public static TheoryData<Mount, string> WrongLongForms => new()
    {
        { new Mount { Type = "bind", Source = "", Target = "/x" }, "invalid mount config for type \"bind\": field Source must not be empty" },
        { new Mount { Type = "zz", Target = "/x" }, "invalid mount config for type \"zz\": mount type unknown" },
        { new Mount { Type = "volume", Source = "x", Target = "" }, "invalid mount config for type \"volume\": field Target must not be empty" },
        { new Mount { Type = "tmpfs", Source = "x", Target = "/x" }, "invalid mount config for type \"tmpfs\": field Source must not be specified" },
        { new Mount { Type = "bind", Source = "rel", Target = "/x" }, "invalid mount config for type \"bind\": invalid mount path: 'rel' mount path must be absolute" },
        { new Mount { Type = "bind", Source = "/tmp", Target = "/x", VolumeOptions = new() }, "VolumeOptions must not be specified on mount type \"bind\"" },
        { new Mount { Type = "tmpfs", Target = "/v", BindOptions = new() }, "BindOptions must not be specified on mount type \"tmpfs\"" },
        { new Mount { Type = "bind", Source = "/tmp", Target = "/b", BindOptions = new() { Propagation = "zz" } }, "invalid mount config for type \"bind\": invalid propagation mode: zz" },
        { new Mount { Type = "volume", Target = "/" }, "invalid mount config for type \"volume\": invalid specification: destination can't be '/'" },
        { new Mount { Type = "volume", Target = "/v", VolumeOptions = new() { Subpath = "../a" } }, "invalid mount config for type \"volume\": must not set Subpath when using anonymous volumes" },
        { new Mount { Type = "volume", Source = "vol", Target = "/v", VolumeOptions = new() { Subpath = "/a" } }, "invalid mount config for type \"volume\": subpath must be a relative path within the volume" },
    };

    [Theory]
    [MemberData(nameof(WrongLongForms))]
    public void A_wrong_long_form_is_refused_in_Dockers_words(Mount mount, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<DockerException>(() => MountParser.ParseLong(mount)).Message);

    [Fact]
    public void A_tmpfs_has_its_options()
    {
        var mount = MountParser.ParseLong(new Mount { Type = "tmpfs", Target = "/t", TmpfsOptions = new() { SizeBytes = 1000, Mode = 0x1C0 } });

        Assert.Equal(["size=1000", "mode=700"], mount.Options);
    }
}
